package proccollect

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the list of families in doc.go")

// TestDoc holds the list of families at the end of the package comment
// against the table.
func TestDoc(t *testing.T) {
	const intro = "where its value is read:\n"
	got, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	comment, _, ok := strings.Cut(string(got), intro)
	if !ok {
		t.Fatalf("doc.go: no %q", intro)
	}
	want := comment + intro + "//\n" + familyList() + "package proccollect\n"
	if *update {
		if err := os.WriteFile("doc.go", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("doc.go is not what the table says, run go test with -update (-want +got):\n%s", diff)
	}
}

// setNames are the names of the sets in the documentation.
var setNames = [...]string{Current: "Current", Legacy: "Legacy"}

func familyList() string {
	var b strings.Builder
	for _, r := range table {
		var sets, systems []string
		for s, name := range setNames {
			if r.in(Set(s)) {
				sets = append(sets, name)
			}
		}
		for s, name := range systemNames {
			if r.needs[s] != 0 {
				systems = append(systems, name+": "+strings.Join(r.needs[s].names(), ", "))
			}
		}
		fmt.Fprintf(&b, "//\t%s (%v; %s)\n//\t\t%s\n//\t\t%s\n",
			r.name, r.typ, strings.Join(sets, ", "), r.help, strings.Join(systems, "; "))
	}
	return b.String()
}

// names returns the names of all sources of a set.
func (s source) names() []string {
	var names []string
	for ; s != 0; s &= s - 1 {
		names = append(names, s.name())
	}
	return names
}
