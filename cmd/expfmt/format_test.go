package main

import (
	"testing"

	"plainmetrics/expfmt"
)

func TestFormatOf(t *testing.T) {
	for _, test := range []struct{ page, want string }{
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
		if got := formatOf([]byte(test.page)).name; got != test.want {
			t.Errorf("%q: got %s, want %s", test.page, got, test.want)
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
		if err := openMetrics.decode([]byte(openMetricsPage), printed); err != nil {
			t.Fatal(err)
		}
		page := string(printed.End())
		if got := formatOf([]byte(page)).name; got != f.name {
			t.Errorf("%s: got a page in the format %s", f.name, got)
		}
		again := expfmt.NewPage(f.print, nil)
		if err := f.decode([]byte(page), again); err != nil {
			t.Fatal(err)
		}
		if got := string(again.End()); got != page {
			t.Errorf("%s: got %q, want %q", f.name, got, page)
		}
		if problems, err := f.lint([]byte(page)); len(problems) > 0 || err != nil {
			t.Errorf("%s: got problems %v, error %v, want none", f.name, problems, err)
		}
	}
}
