package main

import (
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

func TestFormatFlag(t *testing.T) {
	for _, want := range formats {
		for _, prints := range []bool{true, false} {
			var got *format
			err := formatFlag{&got, prints}.Set(want.name)
			if isKnown := prints || want != &jsonOutput; isKnown && (err != nil || got != want) || !isKnown && err == nil {
				t.Errorf("%s, prints %v: got %v, error %v", want.name, prints, got, err)
			}
		}
	}
	for _, name := range []string{"", "Text", "json"} {
		var got *format
		err := formatFlag{format: &got}.Set(name)
		const want = "expected text, openmetrics, openmetrics2, protobuf, protobuf-text or protobuf-compact-text"
		if err == nil || err.Error() != want || got != nil {
			t.Errorf("%q: got %v, error %v, want nil and an error", name, got, err)
		}
	}
}

// Every format reads the pages that the format prints.
func TestFormatRoundTrip(t *testing.T) {
	for _, f := range []format{text, openMetrics} {
		printed := expfmt.NewPage(f.print, nil)
		if err := openMetrics.decode(strings.NewReader(openMetricsPage), printed); err != nil {
			t.Fatal(err)
		}
		page := string(printed.End())
		if got := formatOf([]byte(page), strings.HasSuffix(page, "# EOF\n"), true).name; got != f.name {
			t.Errorf("%s: got a page in the format %s", f.name, got)
		}
		again := expfmt.NewPage(f.print, nil)
		if err := f.decode(strings.NewReader(page), again); err != nil {
			t.Fatal(err)
		}
		if got := string(again.End()); got != page {
			t.Errorf("%s: got %q, want %q", f.name, got, page)
		}
		if problems, err := f.lint(strings.NewReader(page)); len(problems) > 0 || err != nil {
			t.Errorf("%s: got problems %v, error %v, want none", f.name, problems, err)
		}
	}
}
