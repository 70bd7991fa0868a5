package rows

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"plainmetrics/cmd/peerbench/measure"
)

// binaries is the row of what a /metrics endpoint adds to the file of a
// server. The programs are in directories beside this one, so that the
// module says which versions they have; their files go into one that is
// removed.
func binaries() []measure.Row {
	return []measure.Row{{
		Work: "binary of a /metrics server, over a bare one", Unit: "B", Rounds: 1,
		Targets: []measure.Target{{AtMost: 100_000}},
		Start:   func(measure.Scale) ([]measure.Contender, error) { return buildServers() },
	}}
}

func buildServers() ([]measure.Contender, error) {
	dir, err := os.MkdirTemp("", "peerbench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bare, err := sizeOf(dir, "bare")
	if err != nil {
		return nil, err
	}
	var contenders []measure.Contender
	for _, by := range []string{measure.Ours, measure.CG, measure.VM} {
		size, err := sizeOf(dir, by)
		if err != nil {
			return nil, err
		}
		contenders = append(contenders, measure.Just(by, func() float64 { return float64(size - bare) }))
	}
	return contenders, nil
}

// sizeOf builds a program into a directory and returns the size of its file.
func sizeOf(dir, program string) (int64, error) {
	file := filepath.Join(dir, program)
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", file,
		"plainmetrics/cmd/peerbench/binaries/"+program)
	if message, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s: go build, in the module of this program: %w\n%s", program, err, message)
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
