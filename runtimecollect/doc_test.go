package runtimecollect

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

var update = flag.Bool("update", false, "write the list of families to doc.go")

// The list ends the package comment, so that it stands between these two.
const (
	listBegin = "// # Families of the sets\n//\n"
	listEnd   = "package runtimecollect\n"
)

func TestDocListsFamilies(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	before, tail, ok := strings.Cut(string(doc), listBegin)
	if !ok {
		t.Fatalf("doc.go: expected the lines\n%s", listBegin)
	}
	before += listBegin
	want := familyList()
	if *update {
		if err := os.WriteFile("doc.go", []byte(before+want+listEnd), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, _, _ := strings.Cut(tail, listEnd)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the list in doc.go is not that of the sets; go test -update writes it (-want +got):\n%s", diff)
	}
}

// familyList returns the list of families in doc.go.
func familyList() string {
	lines := make(map[string]string)
	for _, f := range New().Families() {
		lines[f.Name()] = listLine(f, "Current only")
	}
	for _, f := range New(WithSet(Legacy)).Families() {
		only := ""
		if lines[f.Name()] == "" {
			only = "Legacy only"
		}
		lines[f.Name()] = listLine(f, only)
	}
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		list.WriteString(lines[name])
	}
	return list.String()
}

func listLine(f *expfmt.Family, only string) string {
	line := fmt.Sprintf("//\t%-34s %-8v %s", f.Name(), f.Type(), only)
	return strings.TrimRight(line, " ") + "\n"
}
