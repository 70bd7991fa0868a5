package main

import (
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
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

// A matrixFamily is a family with a single series.
type matrixFamily struct {
	name   string
	typ    expfmt.Type
	unit   string
	labels []expfmt.Label
	point  expfmt.Point
}

// matrix has pages that some formats show whole, and these formats.
var matrix = []struct {
	name     string
	formats  []*format
	families []matrixFamily
}{
	{"numbers", []*format{&text, &openMetrics, &openMetrics2, &protobuf, &protobufText, &protobufCompactText}, []matrixFamily{
		{"a_total", expfmt.TypeCounter, "", []expfmt.Label{{Name: "b", Value: "\"1\"\n\\ β"}}, expfmt.Point{Value: 1e9}},
		{"b", expfmt.TypeGauge, "", []expfmt.Label{{Name: "c.d", Value: "1"}}, expfmt.Point{Value: math.Inf(-1)}},
		{"c", expfmt.TypeUntyped, "", nil, expfmt.Point{Value: 0.1}},
		{"d.d", expfmt.TypeGauge, "", nil, expfmt.Point{Value: 1, Timestamp: 1_500, HasTimestamp: true}},
		{"e", expfmt.TypeSummary, "", nil, expfmt.Point{Count: 3, Sum: 4.5, Bounds: quantiles(0.5, 0.9), Values: []float64{1, 2}}},
		{"f", expfmt.TypeHistogram, "", nil, expfmt.Point{Count: 3, Sum: 4.5, Bounds: buckets(0.5, 1, 1e9), Counts: []uint64{0, 1, 3}}},
		{"g", expfmt.TypeHistogram, "", nil, expfmt.Point{Count: 3, Sum: 4.5, Bounds: buckets()}},
	}},
	{"data beside the numbers", []*format{&openMetrics, &openMetrics2, &protobuf, &protobufText, &protobufCompactText}, []matrixFamily{
		{"a_seconds_total", expfmt.TypeCounter, "seconds", nil, expfmt.Point{Value: 3, Created: 1_500_000_000, Exemplar: exemplar(1)}},
		{"b", expfmt.TypeGaugeHistogram, "", nil, expfmt.Point{Count: 3, Sum: 4.5, Bounds: buckets(1), Counts: []uint64{1}}},
		{"c", expfmt.TypeHistogram, "", nil, expfmt.Point{
			Count: 3, Sum: 4.5, Bounds: buckets(1, 2), Counts: []uint64{1, 2}, Created: 2_500_000_000,
			Exemplars: []*expfmt.Exemplar{exemplar(1), nil, exemplar(3)},
		}},
		{"d", expfmt.TypeSummary, "", nil, expfmt.Point{Created: 2_500_000_000, Bounds: quantiles()}},
	}},
	{"types that protobuf has no number for", []*format{&openMetrics, &openMetrics2}, []matrixFamily{
		{"a", expfmt.TypeStateSet, "", []expfmt.Label{{Name: "a", Value: "on"}}, expfmt.Point{Value: 1}},
		{"b_info", expfmt.TypeInfo, "", []expfmt.Label{{Name: "version", Value: "1"}}, expfmt.Point{Value: 1}},
	}},
	{"native histograms", []*format{&openMetrics2, &protobuf, &protobufText, &protobufCompactText}, []matrixFamily{
		{"a", expfmt.TypeHistogram, "", nil, expfmt.Point{Count: 7, Sum: 8, Created: 1_500_000_001, Native: &expfmt.NativeHistogram{
			Schema: 1, ZeroThreshold: 0.125, ZeroCount: 1,
			Negative:  expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: -2, Length: 1}}, Counts: []uint64{3}},
			Positive:  expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: -1, Length: 2}, {Offset: 7, Length: 1}}, Counts: []uint64{1, 0, 2}},
			Exemplars: []*expfmt.Exemplar{exemplar(1), exemplar(2)},
		}}},
		{"b", expfmt.TypeHistogram, "", nil, expfmt.Point{
			Count: 3, Sum: 4.5, Bounds: buckets(1), Counts: []uint64{1}, Exemplars: []*expfmt.Exemplar{exemplar(1), nil},
			Native: &expfmt.NativeHistogram{Schema: -4, Positive: expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: 0, Length: 2}}, Counts: []uint64{1, 2}}},
		}},
		{"d", expfmt.TypeHistogram, "", nil, expfmt.Point{Native: &expfmt.NativeHistogram{Schema: 3}}},
	}},
	{"counts that are no whole numbers", []*format{&openMetrics2, &protobuf, &protobufText, &protobufCompactText}, []matrixFamily{
		{"c", expfmt.TypeGaugeHistogram, "", nil, expfmt.Point{Sum: -4.5, Native: &expfmt.NativeHistogram{
			Schema: 8, Positive: expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: 3, Length: 2}}},
		}, Floats: &expfmt.FloatCounts{Count: 3.5, ZeroCount: 0.5, Positive: []float64{1, 2}}}},
	}},
}

// exemplar returns an exemplar with a time.
func exemplar(v float64) *expfmt.Exemplar {
	labels, err := expfmt.Labels(expfmt.Label{Name: "trace_id", Value: "a"})
	if err != nil {
		panic(err)
	}
	return &expfmt.Exemplar{Labels: labels, Value: v, Time: 1_500_000_000}
}

// matrixPage returns a page of the families.
func matrixPage(t *testing.T, families []matrixFamily, f *format) string {
	t.Helper()
	page := expfmt.NewPage(f.print, nil)
	for _, m := range families {
		family, err := expfmt.MustFamily(m.name, "Help of "+m.name+".", m.typ).WithUnit(m.unit)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.point.Check(m.typ); err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		page.Point(family, labelSet(t, m.labels...), &m.point)
	}
	printed := string(page.End())
	if refused := page.Refused(); len(refused) > 0 {
		t.Fatalf("%s: %v", f.name, refused)
	}
	return printed
}

// convertPage is a call of convert without a warning.
func convertPage(t *testing.T, page string, from, to *format) string {
	t.Helper()
	var stdout, stderr strings.Builder
	args := []string{"convert", "--from", from.name, "--to", to.name}
	if code := run(t.Context(), args, strings.NewReader(page), &stdout, &stderr); code != exitClean || stderr.Len() > 0 {
		t.Fatalf("from %s to %s: got exit code %d and stderr %q, want none", from.name, to.name, code, stderr.String())
	}
	return stdout.String()
}

// Every page survives the way from each format to each other one that shows it
// whole, and back.
func TestConvertMatrix(t *testing.T) {
	for _, m := range matrix {
		for _, from := range m.formats {
			page := matrixPage(t, m.families, from)
			for _, to := range m.formats {
				there := convertPage(t, page, from, to)
				if diff := cmp.Diff(matrixPage(t, m.families, to), there); diff != "" {
					t.Errorf("%s, from %s to %s (-want +got):\n%s", m.name, from.name, to.name, diff)
				}
				if diff := cmp.Diff(page, convertPage(t, there, to, from)); diff != "" {
					t.Errorf("%s, from %s to %s and back (-want +got):\n%s", m.name, from.name, to.name, diff)
				}
			}
			checkJSON(t, []byte(convertPage(t, page, from, &jsonOutput)))
		}
	}
}

// On the way through a format that shows less, a page keeps what both formats
// show; diff compares just that.
func TestConvertThroughLess(t *testing.T) {
	t.Chdir(t.TempDir())
	all := []*format{&text, &openMetrics, &openMetrics2, &protobuf, &protobufText, &protobufCompactText}
	for i, m := range matrix {
		all := all
		if i == len(matrix)-1 {
			all = m.formats // others print such counts, and read none
		}
		for _, from := range all {
			page := matrixPage(t, m.families, from)
			if err := os.WriteFile("page", []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, to := range all {
				there := convertPage(t, page, from, to)
				if err := os.WriteFile("there", []byte(there), 0o600); err != nil {
					t.Fatal(err)
				}
				var stdout, stderr strings.Builder
				if code := run(t.Context(), []string{"diff", "page", "there"}, nil, &stdout, &stderr); code != exitClean {
					t.Errorf("%s, from %s to %s: got exit code %d and %s%s", m.name, from.name, to.name, code, stdout.String(), stderr.String())
				}
				code := run(t.Context(), []string{"check", "--format", to.name, "there"}, nil, &stdout, &stderr)
				if code != exitClean && strings.Contains(stdout.String(), "expected") {
					t.Errorf("%s, check as %s: got exit code %d and %s%s", m.name, to.name, code, stdout.String(), stderr.String())
				}
			}
		}
	}
}
