package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/swap"

	// Imported so that go test takes no result for a current one that is
	// from before they were changed.
	_ "plainmetrics/httpserve"
	_ "plainmetrics/registry"
	_ "plainmetrics/registry/promauto"
	_ "plainmetrics/registry/testutil"
)

// The programs of this package, built against client_golang and against
// plainmetrics.
var theirs, ours string

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "peerbench-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if theirs, ours, err = swap.Build(".", dir); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

func TestPrograms(t *testing.T) {
	for _, name := range sortedKeys(programs) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, got := run(t, theirs, name), run(t, ours, name)
			if diff := difference(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// run returns what a program prints, without what moves.
func run(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	return withoutMoving(output(t, program, args...))
}

func output(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	out, err := exec.Command(program, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Errorf("%s %q: %v\n%s", program, args, err, exit.Stderr)
	} else if err != nil {
		t.Fatal(err)
	}
	return out
}

// difference shows the first lines in which two outputs differ, with the
// lines before; it is empty if there are none.
func difference(theirs, ours []byte) string {
	if bytes.Equal(theirs, ours) {
		return ""
	}
	want, got := strings.SplitAfter(string(theirs), "\n"), strings.SplitAfter(string(ours), "\n")
	const context, shown = 12, 20
	same := 0
	for same < min(len(want), len(got)) && want[same] == got[same] {
		same++
	}
	excerpt := func(lines []string) string {
		return strings.Join(lines[same:min(len(lines), same+shown)], "")
	}
	return fmt.Sprintf("from line %d, after\n%s\nclient_golang prints\n%s\nand plainmetrics prints\n%s", same+1,
		strings.Join(want[max(0, same-context):same], ""), excerpt(want), excerpt(got))
}
