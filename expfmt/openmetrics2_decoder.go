package expfmt

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// DecodeOpenMetrics2 reads a page of OpenMetrics 2.0 and writes its families
// into enc, in the order of the page. A line is a Value, or a Point if it has
// more than a number. A series with several timestamps is several Points.
//
// A page that [OpenMetrics2] printed with [NoEscaping] prints again as the same
// bytes, if its families follow the rules. A family without HELP gets an empty
// text. A family without TYPE, or of type unknown, is Untyped; if its first
// value is composite, the family is a histogram, a gaugehistogram or a summary,
// and so are all its values. Times of creation and times of exemplars are exact
// to the nanosecond, timestamps are read as float64 numbers of seconds.
//
// Counts are whole numbers up to 2^64-1, which may have a decimal point. If a
// histogram has another count, such as 0.5, -1 or 1e6, or a gaugehistogram has
// bucket counts that decrease, all its counts are in Point.Floats.
//
// DecodeOpenMetrics2 refuses a page that breaks the standard with a
// [*SyntaxError], also where scrapers are more patient: fields of a value in
// another order, bounds that are no numbers, counts that contradict each other,
// spans that fit no buckets, families, series and groups of states in pieces,
// timestamps that do not increase, a unit of an info, a carriage return at the
// end of a line, and much more. Then enc holds the series in front of the
// error. DecodeOpenMetrics2 also refuses four things that the standard allows,
// because another format has no form for them: NaN as a count, a label le of a
// histogram with native buckets alone, a label __name__, and a family of type
// unknown with values of several kinds.
//
// Prometheus v3 refuses some pages that keep to the standard: with a bucket
// -Inf, a sign in front of a span's length, a composite value without a TYPE
// line, infinite or negative counts of native buckets, and zero bytes in names.
// [LintOpenMetrics2] finds these.
//
// The standard lets a page stand whose exemplars are wrong. DecodeOpenMetrics2
// leaves out an exemplar that is malformed or has no time, and the exemplars
// behind it on the line; [LintOpenMetrics2] finds the place. A counter has
// one exemplar, the last on its line, and so has each classic bucket.
// Exemplars of summaries are left out.
//
// DecodeOpenMetrics2 neither changes nor keeps page. It calls LocateFamily and
// LocateLabel if enc is a [Locator].
//
// The standard is at
// https://prometheus.io/docs/specs/om/open_metrics_spec_2_0/.
func DecodeOpenMetrics2(page []byte, enc Encoder) error {
	return newDecoder(&openMetrics2Grammar, enc).decode(string(page))
}

// DecodeOpenMetrics2From is [DecodeOpenMetrics2] for a page that is read while
// it is decoded, as [DecodeTextFrom] does. The decoder holds one line at a
// time, and of the family that it reads about 25 bytes for each series.
func DecodeOpenMetrics2From(r io.Reader, enc Encoder) error {
	return newDecoder(&openMetrics2Grammar, enc).decodeFrom(r)
}

// LintOpenMetrics2 is [LintOpenMetrics] for a page of OpenMetrics 2.0, with the
// rules of [Linter.OpenMetrics2]. The errors include exemplars that
// DecodeOpenMetrics2 leaves out.
func LintOpenMetrics2(page []byte) ([]Problem, error) {
	return LintOpenMetrics2From(bytes.NewReader(page))
}

// LintOpenMetrics2From is [LintOpenMetrics2] for a page that is read while it
// is linted, as [LintTextFrom] does.
func LintOpenMetrics2From(r io.Reader) ([]Problem, error) {
	return lintPage(r, &openMetrics2Grammar, &Linter{OpenMetrics2: true, ofPage: true})
}

// openMetrics2Grammar is the grammar of OpenMetrics 2.0.
var openMetrics2Grammar = grammar{
	strict:      true,
	lastLine:    openMetricsEnd,
	metadata:    "HELP, TYPE and UNIT",
	units:       true,
	parseType:   parseOpenMetricsType,
	typeWords:   openMetricsTypeWords,
	suffixes:    func(Type) []string { return noSuffix },
	wholePoints: true,
	plainLabels: true,
	scanValue:   (*pageSample).scanOpenMetrics2,
	checkFamily: checkOpenMetrics2Metadata,
	checkValue:  checkOpenMetrics2Value,
}

// noSuffix is the only suffix of names: a sample has the name of its family.
var noSuffix = []string{""}

// checkOpenMetrics2Metadata is checkFamily for OpenMetrics 2.0.
func checkOpenMetrics2Metadata(m *metadata) error {
	if m.typ == TypeInfo && !strings.HasSuffix(m.name, types[TypeInfo].suffix) {
		return fmt.Errorf("expected an info whose name ends in _info, found %.40q", m.name)
	}
	for i := range len(m.unit) {
		if !isLegacyByte(m.unit[i], false) {
			return fmt.Errorf("expected a unit of letters, digits, underscores and colons, found %.40q", m.unit)
		}
	}
	return checkMeasured(m)
}

// checkOpenMetrics2Value is checkValue for OpenMetrics 2.0.
func checkOpenMetrics2Value(t Type, _ string, v float64) error {
	if t == TypeCounter && !(v >= 0) {
		return fmt.Errorf("expected a number of at least 0, found %v", v)
	}
	return nil
}
