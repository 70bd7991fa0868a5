package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/cmd/acra-metrics/relay"
)

var update = flag.Bool("update", false, "write the flags of flagTable to doc.go")

// TestDoc compares the flags in the package comment with flagTable. After a
// change of the table, write the comment:
//
//	go test . -run Doc -update
func TestDoc(t *testing.T) {
	want := docFile
	for _, group := range flagTable {
		intro := "// Flags of " + group.topic + ":\n//\n"
		before, after, ok := strings.Cut(want, intro)
		if !ok {
			t.Fatalf("doc.go: expected the line %q", intro)
		}
		for strings.HasPrefix(after, "//\t") {
			_, after, _ = strings.Cut(after, "\n")
		}
		want = before + intro + flagLines(group) + after
	}
	if *update {
		if err := os.WriteFile("doc.go", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, docFile); diff != "" {
		t.Errorf("doc.go is not what flagTable says, run go test -run Doc -update (-want +got):\n%s", diff)
	}
}

// flagLines returns the lines of a group's flags in the package comment.
func flagLines(group flagGroup) string {
	const width = 62 // beside the mark of the comment and two tabs
	var lines strings.Builder
	for _, row := range group.rows {
		fmt.Fprintf(&lines, "//\t--%s %s\n", row.name, row.argument)
		words := strings.Fields(row.help)
		if row.initial != "" {
			words = append(words, "(default "+row.initial+")")
		}
		line := "//\t\t"
		for i, word := range words {
			if i > 0 && len(line)+len(word) > width {
				lines.WriteString(strings.TrimSpace(line) + "\n")
				line = "//\t\t"
			}
			line += word + " "
		}
		lines.WriteString(strings.TrimSpace(line) + "\n")
	}
	return lines.String()
}

func TestUsage(t *testing.T) {
	text := usage()
	if !strings.HasPrefix(text, "Acra-metrics is ") {
		t.Errorf("got a usage that begins %q, want the package comment", text[:20])
	}
	for _, want := range []string{"\nRelays\n", "\n\t--pid NUMBER\n", "(default tcp://127.0.0.1:9399)\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("got the usage\n%s\nwant it to contain %q", text, want)
		}
	}
	if marks := regexp.MustCompile(`(?m)^(//|#)|package main|import`).FindString(text); marks != "" {
		t.Errorf("got a usage with %q, want no marks and no code", marks)
	}
}

// The package comment names every result, in the order of the constants.
func TestUsageHasResults(t *testing.T) {
	at := 0
	for result := range relay.NumResults {
		i := strings.Index(usage()[at:], fmt.Sprintf("\n\t%-11v  ", result))
		if i < 0 {
			t.Fatalf("got a usage without the result %v, or in another order", result)
		}
		at += i + 1
	}
}

func TestHelp(t *testing.T) {
	for _, arg := range []string{"--help", "-h", "-help"} {
		var stdout, stderr strings.Builder
		code := run(t.Context(), []string{arg}, &stdout, &stderr)
		if code != 0 || stdout.String() != usage() || stderr.Len() > 0 {
			t.Errorf("%s: got exit code %d, %q on stdout and %q on stderr, want 0, the usage and nothing", arg, code, &stdout, &stderr)
		}
	}
	var stderr strings.Builder
	if code := run(t.Context(), []string{"--help"}, failingWriter{}, &stderr); code != 1 || stderr.String() != "acra-metrics: nobody reads\n" {
		t.Errorf("without a reader: got exit code %d and %q, want 1 and the error", code, stderr.String())
	}
}

// A failingWriter stands for a full disk or a closed pipe.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }
