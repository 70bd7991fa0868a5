package main

import (
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

func TestFormatOf(t *testing.T) {
	for _, test := range []struct{ page, want string }{
		{"# TYPE a_total counter\na_total 1\n# EOF\n", "text"},
		{"# TYPE a counter\na 1\n# EOF\n", "text"},
		{"# TYPE a counter\na{b=\"1\"} 1\n# EOF\n", "text"},
		{"# TYPE a untyped\na 1\n# EOF\n", "text"},
		{"# TYPE a counter\na_total 1\n# TYPE b untyped\nb 1\n# EOF\n", "openmetrics"},
		{"# TYPE a counter\na_total{b=\"1\"} 1\n# TYPE b_total counter\n# EOF\n", "openmetrics"},
		{"# TYPE a unknown\na 1\n# TYPE b untyped\n# EOF\n", "openmetrics"},
		{"# TYPE a unknown\na 1\n", "text"},
		{"# UNIT a_s s\n", "text"},
		{"", "text"},
		{"a 1\n", "text"},
		{"a 1\n# EOF\n", "openmetrics"},
		{"a 1\n# EOF", "openmetrics"},
		{"# EOF", "openmetrics"},
		{"# EOF\n", "openmetrics"},
		{"a 1\n# EOF\n\n", "text"},
		{"a 1\n# EOF \n", "text"},
		{"# EOF\na 1\n", "text"},
		{"a 1 # EOF\n", "text"},
	} {
		page := []byte(test.page)
		if got := formatOf(page, endsInEOF(page), true).name; got != test.want {
			t.Errorf("%q: got %s, want %s", test.page, got, test.want)
		}
	}
}

// The head of a page whose end is unknown has to show that the page is
// OpenMetrics.
func TestFormatOfHead(t *testing.T) {
	for _, test := range []struct{ head, want string }{
		{"", "text"},
		{"a 1\n", "text"},
		{"# TYPE a gauge\na 1\n", "text"},
		{"# TYPE a unknown\na 1\n", "openmetrics"},
		{"# TYPE a stateset\n", "openmetrics"},
		{"# TYPE a gaugehistogram\n", "openmetrics"},
		{"# TYPE a info\n", "openmetrics"},
		{"# UNIT a_s s\n", "openmetrics"},
		{"# TYPE a counter\n# HELP a A.\na_total 1\n", "openmetrics"},
		{"# TYPE a counter\n# TYPE b gauge\na_total 1\n", "text"},
		{"# TYPE a counter\na_count 1\n", "text"},
		{"# TYPE a untyped\na 1\n# UNIT b_s s\n", "text"},
	} {
		if got := formatOf([]byte(test.head), false, false).name; got != test.want {
			t.Errorf("%q: got %s, want %s", test.head, got, test.want)
		}
	}
}

func TestFormatFlag(t *testing.T) {
	for _, want := range []*format{&text, &openMetrics} {
		var got *format
		if err := (formatFlag{&got}).Set(want.name); err != nil || got != want {
			t.Errorf("%s: got %v, error %v", want.name, got, err)
		}
	}
	for _, name := range []string{"", "Text", "json"} {
		var got *format
		err := formatFlag{&got}.Set(name)
		if err == nil || err.Error() != "expected text or openmetrics" || got != nil {
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
