package proccollect

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var bootTimeTests = []struct {
	name, text string
	want       uint64
	err        string
}{
	{name: "plain", text: bootText("1629960000"), want: 1629960000},
	{name: "first line", text: "btime 1\nctxt 2\n", want: 1},
	{name: "last line", text: "ctxt 2\nbtime 1\n", want: 1},
	{name: "large file", text: "intr" + strings.Repeat(" 0", 300_000) + "\nbtime 1\n", want: 1},
	{name: "word within a line", text: "ctxt btime 2\nxbtime 3\nbtimes 4\nbtime 1\n", want: 1},
	{name: "first of two", text: "btime 1\nbtime 2\n", want: 1},
	{name: "huge", text: bootText(huge), want: 1<<64 - 1},
	{name: "too large", text: bootText("18446744073709551616"), err: "btime: expected a number below 2^64"},
	{name: "negative", text: bootText("-1"), err: `btime: expected a number below 2^64, found "-1"`},
	{name: "no number", text: bootText(""), err: `btime: expected a number below 2^64, found ""`},
	{name: "two numbers", text: bootText("1 2"), err: `btime: expected a number below 2^64, found "1 2"`},
	{name: "empty", err: `expected a line that starts with "btime ", found none`},
	{name: "no line", text: "ctxt 2\n", err: `expected a line that starts with "btime ", found none`},
	{name: "ends in the number", text: "ctxt 2\nbtime 16", err: `expected a line that starts with "btime ", found none that is whole`},
	{name: "endless line", text: "btime " + strings.Repeat("1", usualFile), err: `expected less than 8192 bytes after "btime ", found more`},
}

func TestBootTime(t *testing.T) {
	for _, test := range bootTimeTests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "stat")
			got, err := bootTimeOf(t, path, test.text, usualFile)
			if got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

// The end of the memory may fall on any byte of the line.
func TestBootTimeInParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stat")
	for memory := 24; memory < 72; memory++ {
		if got, err := bootTimeOf(t, path, bootText("1629960000"), memory); got != 1629960000 || err != nil {
			t.Errorf("with %d bytes of memory: got %d and error %v", memory, got, err)
		}
	}
}

// bootTimeOf writes the text to a file and reads it with so much memory.
func bootTimeOf(t *testing.T, path, text string, memory int) (uint64, error) {
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	r := reading{buf: make([]byte, 0, memory)}
	line, err := r.readLine(path, bootTimeMark)
	if err != nil {
		return 0, err
	}
	return parseBootTime(line)
}

// FuzzBootTime holds the search for the line, through a window, against
// one in the whole text.
func FuzzBootTime(f *testing.F) {
	for i, test := range bootTimeTests {
		if len(test.text) < 1000 {
			f.Add(test.text, byte(i))
		}
	}
	path := filepath.Join(f.TempDir(), "stat")
	f.Fuzz(func(t *testing.T, text string, more byte) {
		memory := 8 + int(more)
		line, ok := simpleLine(text, "btime ")
		if len(bootTimeMark)+len(line)+1 > memory {
			return // an error that the table has
		}
		got, err := bootTimeOf(t, path, text, memory)
		var want uint64
		if ok {
			want, ok = number(line)
		}
		if got != want || (err == nil) != ok {
			t.Errorf("got %d and error %v, want %d and %v", got, err, want, ok)
		}
	})
}

// simpleLine returns what follows start, also if its line is not whole.
func simpleLine(text, start string) (line string, whole bool) {
	for line := range strings.Lines(text) {
		if tail, ok := strings.CutPrefix(line, start); ok {
			return strings.CutSuffix(tail, "\n")
		}
	}
	return "", false
}
