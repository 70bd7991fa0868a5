package plainmetrics_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocNamesPackages compares the links in the package comment with the
// library packages.
func TestDocNamesPackages(t *testing.T) {
	var got []string
	for _, match := range regexp.MustCompile(`\[(plainmetrics/[a-z/]+)\]`).FindAllStringSubmatch(read(t, "doc.go"), -1) {
		got = append(got, match[1])
	}
	var want []string
	for _, line := range goList(t, "{{.ImportPath}}") {
		elements := strings.Split(line, "/")
		if len(elements) > 1 && elements[1] != "cmd" && !slices.Contains(elements, "internal") {
			want = append(want, line)
		}
	}
	for _, path := range want {
		if !slices.Contains(got, path) {
			t.Errorf("doc.go: expected a link to [%s]", path)
		}
	}
	for _, path := range got {
		if !slices.Contains(want, path) {
			t.Errorf("doc.go: found a link to [%s], which is no library package", path)
		}
	}
}

// TestDocExample compares the smallest use in the package comment with the
// compiled example.
func TestDocExample(t *testing.T) {
	_, function, _ := strings.Cut(read(t, "example_test.go"), "func Example_smallest() {\n")
	body, _, ok := strings.Cut(function, "}\n")
	if !ok {
		t.Fatal("expected func Example_smallest in example_test.go")
	}
	body = "//\n" + regexp.MustCompile(`(?m)^\t`).ReplaceAllString(body, "//\t") + "//\n"
	if !strings.Contains(read(t, "doc.go"), body) {
		t.Errorf("doc.go: expected the block\n%s", body)
	}
}
