package expfmt

import (
	"os"
	"strings"
	"testing"
)

// The code of the package comment is the Example that is compiled and run.
func TestPackageCommentIsTheExample(t *testing.T) {
	comment, err := os.ReadFile("expfmt.go")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for line := range strings.Lines(string(comment)) {
		if tail, ok := strings.CutPrefix(line, "//\t"); ok {
			code.WriteString("\t" + tail)
		} else if line == "//\n" && code.Len() > 0 {
			code.WriteString("\n")
		}
	}
	want := strings.TrimRight(code.String(), "\n")
	if want == "" || !strings.Contains(string(example), want) {
		t.Errorf("expected this in example_test.go:\n%s", want)
	}
}
