package proccollect

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPIDFromFile(t *testing.T) {
	const expected = "expected a PID in the first line, a number from 1 to 2147483647, found "
	path := filepath.Join(t.TempDir(), "acra.pid")
	pid := PIDFromFile(path)
	for _, test := range []struct {
		name, text string
		want       int
		err        string
	}{
		{name: "plain", text: "42", want: 42},
		{name: "line feed", text: "42\n", want: 42},
		{name: "white space", text: "\t 42 \r\n", want: 42},
		{name: "largest", text: "2147483647\n", want: 2147483647},
		{name: "too large", text: "2147483648\n", err: expected + `"2147483648"`},
		{name: "empty", text: "", err: expected + `""`},
		{name: "zero", text: "0\n", err: expected + `"0"`},
		{name: "negative", text: "-42\n", err: expected + `"-42"`},
		{name: "two numbers in a line", text: "42 43\n", err: expected + `"42 43"`},
		{name: "PostgreSQL", text: "42\n/var/lib/postgresql/17/main\n1764166800\n5432\n/run/postgresql\nlocalhost\n  1048577    131072\nready   \n", want: 42},
		{name: "PostgreSQL, one user", text: "-42\n/var/lib/postgresql/17/main\n", err: expected + `"-42"`},
		{name: "lines of Windows", text: "42\r\nacra-server\r\n", want: 42},
		{name: "empty lines first", text: "\n\r\n 42\n43\n", want: 42},
		{name: "second line", text: "acra-server\n42\n", err: expected + `"acra-server"`},
		{name: "endless second line", text: "42\n" + strings.Repeat("x", 2*largestPID), want: 42},
		{name: "endless first line", text: "42" + strings.Repeat("x", largestPID), err: "expected a PID in the first line, found more than 1024 bytes"},
		{name: "much white space", text: strings.Repeat(" ", largestPID-2) + "42", want: 42},
		{name: "too much", text: strings.Repeat(" ", largestPID-1) + "42", err: "expected a PID in the first line, found more than 1024 bytes"},
		{name: "word", text: "acra\n", err: expected + `"acra"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(test.text), 0o666); err != nil {
				t.Fatal(err)
			}
			got, err := pid()
			if got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

func TestPIDFromNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "acra.pid")
	_, err := PIDFromFile(path)()
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want one that the file does not exist", err)
	}
	checkError(t, err, path)
}

// A file without an end costs a kilobyte, not all memory.
func TestPIDFromEndlessFile(t *testing.T) {
	const path = "/dev/zero"
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	_, err := PIDFromFile(path)()
	checkError(t, err, path+": expected a PID in the first line, found more than 1024 bytes")
}
