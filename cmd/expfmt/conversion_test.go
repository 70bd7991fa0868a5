package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Convert prints the start of a page before it reads the end.
func TestConvertStreams(t *testing.T) {
	var stdout, stderr strings.Builder
	printed := 0 // before the last read
	page := &stream{end: longSize, family: 100}
	page.onRead = func() { printed = stdout.Len() }
	if code := run(t.Context(), []string{"convert", "--to", "text"}, page, &stdout, &stderr); code != exitClean {
		t.Fatalf("got exit code %d, want %d; stderr %q", code, exitClean, stderr.String())
	}
	if printed < headSize {
		t.Errorf("got %d bytes on stdout before the page has been read, want at least %d", printed, headSize)
	}
	page = &stream{end: longSize, family: 100}
	if want, err := io.ReadAll(page); err != nil || stdout.String() != string(want) {
		t.Errorf("got a page of %d bytes, want the same %d bytes; error %v", stdout.Len(), len(want), err)
	}
}

// A page that breaks off in an error has begun on stdout.
func TestConvertBrokenStream(t *testing.T) {
	for _, test := range []struct {
		name   string
		end    io.Reader
		code   int
		stderr string
	}{
		{"a broken line", strings.NewReader("?\n"), exitFindings, `expected a metric name, found "?"`},
		{"a failing read", iotest.ErrReader(errors.New("cable pulled")), exitFailed, "expfmt: <stdin>: cable pulled\n"},
	} {
		var stdout, stderr strings.Builder
		page := io.MultiReader(&stream{end: longSize, family: 100}, test.end)
		code := run(t.Context(), []string{"convert", "--to", "openmetrics"}, page, &stdout, &stderr)
		if code != test.code || !strings.Contains(stderr.String(), test.stderr) {
			t.Errorf("%s: got exit code %d and stderr %q, want %d and %q", test.name, code, stderr.String(), test.code, test.stderr)
		}
		if got := stdout.String(); !strings.HasPrefix(got, "# HELP jobs_0 Jobs.\n") || strings.HasSuffix(got, "# EOF\n") {
			t.Errorf("%s: got %d bytes that end in %q, want the start of a page without # EOF", test.name, len(got), got[max(0, len(got)-20):])
		}
	}
}

// A stdout that fails ends the conversion: the rest is not read.
func TestConvertStopsReading(t *testing.T) {
	var stderr strings.Builder
	page := &stream{end: longSize, family: 100}
	code := run(t.Context(), []string{"convert", "--to", "text"}, page, failingWriter{}, &stderr)
	if got, want := stderr.String(), "expfmt: nobody reads\n"; code != exitFailed || got != want {
		t.Errorf("got exit code %d and %q, want %d and %q", code, got, exitFailed, want)
	}
	if page.size > headSize*5/4 {
		t.Errorf("got %d bytes read, want the head of %d and a part more", page.size, headSize)
	}
}

func TestDiscard(t *testing.T) {
	if err := openMetrics.decode(strings.NewReader(openMetricsPage), discard{}); err != nil {
		t.Errorf("got error %v, want none", err)
	}
	if err := text.decode(strings.NewReader(badPage), discard{}); err == nil {
		t.Error("broken page: got no error")
	}
}
