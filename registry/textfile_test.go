package registry

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"plainmetrics/expfmt"
)

func TestWriteToTextfile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "app.prom")
	c := NewCounter(CounterOpts{Name: "c.d", Help: "Help."})
	for i := range 2 { // a new file, then an existing file
		c.Inc()
		checkError(t, WriteToTextfile(file, registryOf(c)))
		got, err := os.ReadFile(file)
		checkError(t, err)
		checkText(t, string(got), "# HELP \"c.d\" Help.\n# TYPE \"c.d\" counter\n{\"c.d\"} "+strconv.Itoa(i+1)+"\n")
	}
	checkFiles(t, dir, "app.prom")
	info, err := os.Stat(file)
	checkError(t, err)
	want := os.FileMode(0o644)
	if runtime.GOOS == "windows" { // has no modes; Go makes one up of what may be written
		want = 0o666
	}
	if info.Mode() != want {
		t.Errorf("got mode %v, want %v", info.Mode(), want)
	}
}

// An incomplete page does not replace the file.
func TestWriteToTextfileOfFailingCollector(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "app.prom")
	checkError(t, os.WriteFile(file, []byte("old\n"), 0o600))
	err := WriteToTextfile(file, registryOf(NewCounter(CounterOpts{Name: "c"}),
		SourceFunc(func(context.Context, expfmt.Encoder) error { panic("out of reach") })))
	checkError(t, err, "out of reach")
	got, err := os.ReadFile(file)
	checkError(t, err)
	checkText(t, string(got), "old\n")
	checkFiles(t, dir, "app.prom")
}

// A file that can't be written leaves no temporary file.
func TestWriteToTextfileErrors(t *testing.T) {
	dir := t.TempDir()
	checkError(t, os.Mkdir(filepath.Join(dir, "taken"), 0o700))
	for _, file := range []string{filepath.Join(dir, "none", "app.prom"), filepath.Join(dir, "taken")} {
		checkError(t, WriteToTextfile(file, NewRegistry()), "registry: text file: ", filepath.Base(file))
	}
	checkFiles(t, dir, "taken")
}

// checkFiles checks that dir has exactly the files.
func checkFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	checkError(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if len(got) != len(want) || got[0] != want[0] {
		t.Errorf("got the files %q, want %q", got, want)
	}
}

// The families of a Gatherer that is no registry are checked and sorted.
func TestWriteToTextfileOfAGatherer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.prom")
	checkError(t, WriteToTextfile(path, gathererFunc(func(enc expfmt.Encoder) {
		enc.Value(gaugeFamily("b"), none, 2)
		enc.Value(gaugeFamily("a"), none, 1)
	})))
	got, err := os.ReadFile(path)
	checkError(t, err)
	checkText(t, samples(string(got)), "a 1\nb 2\n")
	checkError(t, WriteToTextfile(path, gathererFunc(func(enc expfmt.Encoder) { enc.Point(nil, none, nil) })), "found nil")
}
