package rows

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"plainmetrics/cmd/peerbench/measure"
)

// A server is a kind of program below binaries, with a program for each
// library.
type server struct {
	name    string // of the directory
	work    string
	targets []measure.Target
}

// servers are the programs, the smallest first. Sizes grow in steps of
// 4,096 bytes, because the linker aligns the sections of a file.
func servers() []server {
	return []server{
		// A small service needs names, storage, a text format and the
		// handler. The bare server has 5.8 MB; metrics should not add more
		// than 3.5 %.
		{"counters", "counter", atMostBytes(200_000)},

		// A single counter is a vector of one series, so labels add the
		// look-up by values alone.
		{"vectors", "counter, vector", atMostBytes(210_000)},

		// Storage, registration and the handler serve counters, too. The
		// other type of cell compiles storage once more.
		{"histograms", "counter, histogram", atMostBytes(250_000)},

		// The same, with the estimate of quantiles.
		{"summaries", "counter, summary", atMostBytes(290_000)},

		// The collectors know more families than vm's, and need no vectors:
		// no reason to be larger.
		{"default", "Handler()", atMost(1, measure.VM)},

		// All of the above in one program.
		{"everything", "all types, Handler()", atMost(1, measure.VM)},
	}
}

// atMostBytes returns a target in bytes.
func atMostBytes(most float64) []measure.Target { return []measure.Target{{AtMost: most}} }

// binaries are rows of the bytes that a /metrics endpoint adds to the file
// of a server.
func binaries() (rows []measure.Row) {
	for _, s := range servers() {
		rows = append(rows, measure.Row{
			Work: "binary over a bare server: " + s.work, Unit: "B", Rounds: 1,
			Targets: s.targets,
			Start:   func(measure.Scale) ([]measure.Contender, error) { return s.contenders() },
		})
	}
	return rows
}

// contenders builds the program of each library.
func (s server) contenders() ([]measure.Contender, error) {
	var contenders []measure.Contender
	for _, library := range []string{measure.Ours, measure.CG, measure.VM} {
		size, err := overBare(library + "/" + s.name)
		if err != nil {
			return nil, err
		}
		contenders = append(contenders, measure.NewContender(library, func() float64 { return float64(size) }))
	}
	return contenders, nil
}

// bare is the size of a server without metrics.
var bare = sync.OnceValues(func() (int64, error) { return sizeOf("bare") })

// overBare returns how much larger than a bare server a program is.
func overBare(program string) (int64, error) {
	base, err := bare()
	if err != nil {
		return 0, err
	}
	size, err := sizeOf(program)
	return size - base, err
}

// sizeOf builds a program and returns the size of its file. The programs
// stand in this module, so go.mod has the versions of the libraries.
func sizeOf(program string) (int64, error) {
	dir, err := os.MkdirTemp("", "peerbench")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "server")
	if err := build(program, file, "-trimpath", "-buildvcs=false", "-ldflags=-s -w"); err != nil {
		return 0, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// build builds a program below binaries into a file.
func build(program, file string, flags ...string) error {
	args := append([]string{"build", "-o", file}, flags...)
	args = append(args, "plainmetrics/cmd/peerbench/binaries/"+program)
	if message, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: go build, in the module of this program: %w\n%s", program, err, message)
	}
	return nil
}
