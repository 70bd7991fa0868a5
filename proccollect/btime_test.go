package proccollect

import (
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var bootTimeTests = []struct {
	name, text string
	want       int64
	err        string
}{
	{name: "plain", text: bootText("1629960000"), want: 1629960000},
	{name: "first line", text: "btime 1\nctxt 2\n", want: 1},
	{name: "last line", text: "ctxt 2\nbtime 1\n", want: 1},
	{name: "large file", text: "intr" + strings.Repeat(" 0", 300_000) + "\nbtime 1\n", want: 1},
	{name: "word within a line", text: "ctxt btime 2\nxbtime 3\nbtimes 4\nbtime 1\n", want: 1},
	{name: "first of two", text: "btime 1\nbtime 2\n", want: 1},
	{name: "1970", text: bootText("0")},
	{name: "before 1970", text: bootText("18446744073709551615"), want: -1},
	{name: "before 1970 with a sign", text: bootText("-1"), want: -1},
	{name: "2106", text: bootText("4294967295"), want: 1<<32 - 1},
	{name: "latest", text: bootText("9223372036"), want: 9223372036},
	{name: "earliest", text: bootText("18446744064486179580"), want: -9223372036},
	{name: "too late", text: bootText("9223372037"), err: `btime: expected a number of seconds within 292 years of 1970, found "9223372037"`},
	{name: "too early", text: bootText("18446744064486179579"), err: `btime: expected a number of seconds within 292 years of 1970, found "18446744064486179579"`},
	{name: "half the range", text: bootText("9223372036854775808"), err: `btime: expected a number of seconds within 292 years of 1970`},
	{name: "beyond the range", text: bootText("18446744073709551616"), err: `btime: expected a number of seconds within 292 years of 1970`},
	{name: "no whole number", text: bootText("1.5"), err: `btime: expected a number of seconds within 292 years of 1970, found "1.5"`},
	{name: "no number", text: bootText(""), err: `btime: expected a number of seconds within 292 years of 1970, found ""`},
	{name: "two numbers", text: bootText("1 2"), err: `btime: expected a number of seconds within 292 years of 1970, found "1 2"`},
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
func bootTimeOf(t *testing.T, path, text string, memory int) (int64, error) {
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
		var want int64
		if ok {
			want, ok = simpleBootTime(line)
		}
		if got != want || (err == nil) != ok {
			t.Errorf("got %d and error %v, want %d and %v", got, err, want, ok)
		}
	})
}

// simpleBootTime reads a boot time with numbers of any size.
func simpleBootTime(line string) (int64, bool) {
	n, ok := new(big.Int).SetString(line, 10)
	if ok && n.Cmp(big.NewInt(9223372036)) > 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 64))
	}
	if !ok || n.CmpAbs(big.NewInt(9223372036)) > 0 {
		return 0, false
	}
	return n.Int64(), true
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
