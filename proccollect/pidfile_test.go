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
	const expected = "expected a PID, a number from 1 to 2147483647, found "
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
		{name: "two numbers", text: "42\n43\n", err: expected + `"42\n43"`},
		{name: "much white space", text: strings.Repeat(" ", largestPIDFile-2) + "42", want: 42},
		{name: "too much", text: strings.Repeat(" ", largestPIDFile-1) + "42", err: "expected a PID, found more than 1024 bytes"},
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
	checkError(t, err, path+": expected a PID, found more than 1024 bytes")
}
