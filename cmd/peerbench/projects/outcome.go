package projects

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
)

// An outcome is what became of a project in one of the ways.
type outcome struct {
	builds  bool
	errors  []string        // of the compiler and of the go command, in code and tests
	passed  map[string]bool // tests, by package, a space, and the test's name
	failed  map[string]bool // tests that failed once at least
	printed map[string]string
}

// build builds the packages of a project that has been prepared in dir.
func (o *outcome) build(dir string, p *Project) {
	args := append([]string{"build", "-json", "-gcflags=-e", "-o", os.DevNull}, p.paths()...)
	out, err := command(dir, "go", args...)
	o.builds = err == nil
	o.read(out, err)
}

// test runs the tests of a project that has been prepared in dir: those whose
// names match the regular expression.
func (o *outcome) test(dir string, p *Project, expression string) {
	args := []string{"test", "-json", "-vet=off", "-gcflags=-e", "-count=1", "-timeout=10m", "-run=" + expression}
	if p.Skip != "" {
		args = append(args, "-skip="+p.Skip)
	}
	o.read(command(dir, "go", append(args, p.paths()...)...))
}

// compileError begins with the place of an error.
var compileError = regexp.MustCompile(`^\S+\.go:\d+:\d+: (.+)`)

// read adds what the go command printed with its flag -json.
func (o *outcome) read(out []byte, err error) {
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var event struct{ Action, Package, Test, Output string }
		if json.Unmarshal(lines.Bytes(), &event) != nil {
			continue
		}
		test := event.Package + " " + event.Test
		switch {
		case event.Action == "build-output":
			o.addError(event.Output)
		case event.Action == "pass" && event.Test != "":
			o.passed[test] = true
		case event.Action == "fail" && event.Test != "":
			o.failed[test] = true
		case event.Action == "output":
			o.printed[test] += event.Output
		}
	}
	if err != nil {
		for line := range strings.Lines(err.Error()) {
			if strings.Contains(line, "plainmetrics/") && !strings.HasPrefix(line, "#") {
				o.addError(line)
			}
		}
	}
}

// addError adds an error, once if code and tests have it.
func (o *outcome) addError(line string) {
	if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "\t") { // the package, or more about an error
		return
	}
	if line = strings.TrimSpace(line); line != "" && !slices.Contains(o.errors, line) {
		o.errors = append(o.errors, line)
	}
}

// run prepares, builds and tests a project in the directory dir. Tests that
// fail, or that are missing from those wanted, run again, up to twice: some
// depend on chance, some on a machine that is not busy.
func run(dir string, p *Project, w way, want map[string]bool) (*outcome, error) {
	if err := prepare(dir, p, w); err != nil {
		return nil, err
	}
	o := &outcome{passed: make(map[string]bool), failed: make(map[string]bool), printed: make(map[string]string)}
	o.build(dir, p)
	o.test(dir, p, p.Run)
	if want == nil {
		want = o.failed
	}
	for range 2 {
		missing := o.missing(want)
		if len(o.errors) > 0 || len(missing) == 0 {
			break
		}
		o.test(dir, p, only(missing))
	}
	return o, nil
}

// only returns the regular expression for the tests alone, with all of their
// subtests.
func only(tests []string) string {
	var names []string
	for _, test := range tests {
		_, name, _ := strings.Cut(test, " ")
		name, _, _ = strings.Cut(name, "/")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "^(" + strings.Join(names, "|") + ")$"
}

// missing returns the tests of want that have not passed.
func (o *outcome) missing(want map[string]bool) []string {
	var missing []string
	for test := range want {
		if !o.passed[test] {
			missing = append(missing, test)
		}
	}
	slices.Sort(missing)
	return missing
}
