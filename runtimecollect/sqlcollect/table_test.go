package sqlcollect

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The list that ends the package comment is that of the table.
func TestDocListsFamilies(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(string(doc), "// # Families\n//\n")
	var want strings.Builder
	for _, row := range table {
		fmt.Fprintf(&want, "//\t%-35s %v\n", row.name, row.typ)
	}
	want.WriteString("package sqlcollect\n")
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("-table +doc.go:\n%s", diff)
	}
}
