package plainmetrics_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeExample compares the README's example and its output with the
// compiled Example.
func TestReadmeExample(t *testing.T) {
	source := read(t, "example_test.go")
	_, function, _ := strings.Cut(source, "func Example() {\n")
	body, comment, _ := strings.Cut(function, "\t// Output:\n")
	output, _, ok := strings.Cut(comment, "}\n")
	if !ok {
		t.Fatal("expected func Example with an output in example_test.go")
	}
	readme := read(t, "README.md")
	for _, block := range []string{
		"```go\n" + regexp.MustCompile(`(?m)^\t`).ReplaceAllString(body, "") + "```\n",
		"```\n" + regexp.MustCompile(`(?m)^\t// `).ReplaceAllString(output, "") + "```\n",
	} {
		if !strings.Contains(readme, block) {
			t.Errorf("README.md: expected the block\n%s", block)
		}
	}
}

// TestReadmeIsShort keeps the README a page that a visitor reads.
func TestReadmeIsShort(t *testing.T) {
	const most = 120
	if got := strings.Count(read(t, "README.md"), "\n"); got > most {
		t.Errorf("README.md: got %d lines, want at most %d", got, most)
	}
}

// read returns the text of a file.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
