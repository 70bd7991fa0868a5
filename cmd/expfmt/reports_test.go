package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the command says of the pages in testdata/reports")

// The pages in testdata/reports are made after reports of users of other
// tools. Beside each page is a file with what check, convert and diff say of
// it. Package parsers of cmd/peerbench proves that Prometheus agrees.
func TestReports(t *testing.T) {
	t.Chdir("../../testdata/reports")
	pages, err := filepath.Glob("*.txt*")
	if err != nil || len(pages) == 0 {
		t.Fatalf("got %d pages and the error %v, want pages", len(pages), err)
	}
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			var got strings.Builder
			for _, command := range []string{"check", "convert --to text", "convert --to openmetrics", "diff " + page} {
				fmt.Fprintf(&got, "$ expfmt %s %s\n", command, page)
				code := run(t.Context(), append(strings.Fields(command), page), nil, &got, &got)
				fmt.Fprintf(&got, "exit %d\n\n", code)
			}
			golden := "want/" + page
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("go test ./cmd/expfmt -run Reports -update writes the file (-want +got):\n%s", diff)
			}
		})
	}
}
