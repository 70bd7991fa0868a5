package owntests

import (
	"go/ast"
	"go/doc"
	"runtime"
	"strings"
	"sync"
)

// A result is what became of one of client_golang's tests.
type result struct {
	suite, test string
	unexported  []string // if not empty, the test can't be taken
	constants   bool     // needs unexported constants, whose values are written in their place
	standIn     bool     // needs a package that knows generated protobuf messages
	theirs      outcome
	ours        outcome // with other imports
	replaced    outcome // with the module that stands in for client_golang
}

// name returns the package and the test.
func (r *result) name() string { return strings.TrimSuffix(r.suite, "_x") + "." + r.test }

func (r *result) canBeTaken() bool { return len(r.unexported) == 0 }

// An outcome is what a test said about a library.
type outcome struct {
	ok     bool
	ran    bool   // false if it did not compile, or is an example without output
	output string // what the test printed, or the compiler's words
}

// Run takes the tests, compiles them with both libraries below the directory
// out, runs them, and returns a result for each test and example.
func Run(out string) ([]*result, error) {
	suites, export, err := loadSuites()
	if err != nil {
		return nil, err
	}
	theirs, ours := &library{name: "theirs"}, &library{name: "ours", imports: ours}
	var results []*result
	var trials []*trial
	type place struct{ theirs, ours *trial }
	places := make(map[*result]place)
	tests := make(map[*result]*declaration)
	for _, s := range suites {
		g := newGraph(s)
		wanted := make(map[*declaration]bool)
		var here []*result
		for _, d := range g.declarations {
			if !d.isTest() {
				continue
			}
			r := newResult(s, d)
			here, tests[r] = append(here, r), d
			if r.canBeTaken() {
				for needed := range d.all() {
					wanted[needed] = true
				}
			}
		}
		p := place{}
		if p.theirs, err = newTrial(g, theirs, export, wanted); err != nil {
			return nil, err
		}
		if p.ours, err = newTrial(g, ours, export, wanted); err != nil {
			return nil, err
		}
		for _, r := range here {
			places[r] = p
		}
		results, trials = append(results, here...), append(trials, p.theirs, p.ours)
	}
	programs, err := build(out, trials)
	if err != nil {
		return nil, err
	}
	var running sync.WaitGroup
	slots := make(chan bool, runtime.GOMAXPROCS(0))
	for _, r := range results {
		if !r.canBeTaken() {
			continue
		}
		slots <- true
		running.Go(func() {
			r.theirs = places[r].theirs.outcome(programs, tests[r])
			r.ours = places[r].ours.outcome(programs, tests[r])
			<-slots
		})
	}
	running.Wait()
	return results, nil
}

func newResult(s *suite, d *declaration) *result {
	r := &result{suite: s.name, test: d.name, unexported: d.allUnexported()}
	for needed := range d.all() {
		r.constants = r.constants || len(needed.constants) > 0
		for spec := range needed.imports {
			r.standIn = r.standIn || strings.HasPrefix(ours[importPath(spec)], standIns)
		}
	}
	return r
}

// outcome runs a test of the trial.
func (t *trial) outcome(programs map[*trial]program, d *declaration) outcome {
	if message := t.reason(d); message != "" {
		return outcome{output: message}
	}
	if !t.graph.suite.isRun(d) {
		return outcome{ok: true}
	}
	output, ok := programs[t].run(d.name)
	return outcome{ok: ok, ran: true, output: output}
}

// isRun says whether the go command runs the test: it only compiles an
// example without output.
func (s *suite) isRun(d *declaration) bool {
	if strings.HasPrefix(d.name, "Test") {
		return true
	}
	for _, example := range doc.Examples([]*ast.File{d.file}...) {
		if "Example"+example.Name == d.name {
			return example.Output != "" || example.EmptyOutput
		}
	}
	return false
}
