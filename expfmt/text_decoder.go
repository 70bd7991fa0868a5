package expfmt

import (
	"fmt"
	"io"
)

// DecodeText reads a page of the text format 0.0.4 and writes its series
// into enc, in the order of the page. A series becomes a Value, or a Point
// if it has a timestamp. A series of a histogram or a summary becomes a
// Point when its family ends, as its lines may stand between the lines of
// other series.
//
// A page that [Text] printed with [NoEscaping] prints again as the same
// bytes. DecodeText also accepts everything else that the format allows:
// comments, blank lines, blanks between tokens, labels in any order,
// families without HELP or TYPE. A family without HELP gets an empty text,
// and a family without TYPE is Untyped, so a printed page has both lines.
// A family without samples prints nothing.
//
// Prometheus refuses or misreads some input that the description of the
// format allows and DecodeText accepts: zero bytes in names and comments,
// label names with colons, signed timestamps, several blanks around a type,
// and blanks in front of a sample. [LintText] finds these.
//
// DecodeText refuses a page that breaks the format with a [*SyntaxError],
// and with it everything else that a scraper refuses or could misread. It also
// refuses families in pieces, series that come twice with the same timestamp,
// and histograms and summaries that lack a line or contradict themselves.
// Series that differ in labels with empty values alone are one series, as
// they are for Prometheus. Then enc holds the families in front of the error.
// Counts must be whole numbers; they are exact up to 2^64-1 in decimal
// digits, and up to 2^53 in any other notation.
//
// DecodeText neither changes nor keeps page. It calls LocateFamily and
// LocateLabel if enc is a [Locator].
//
// The format is described at
// https://prometheus.io/docs/instrumenting/exposition_formats/.
func DecodeText(page []byte, enc Encoder) error {
	return newDecoder(&textGrammar, enc).decode(string(page))
}

// DecodeTextFrom is [DecodeText] for a page that is read while it is
// decoded, so the page may be larger than the memory. The decoder holds the
// names of all families and of their samples, and of the family that it
// reads about 25 bytes for each series, because none may come twice. The
// points of a histogram or a summary are held until the family ends, because
// lines of different series may alternate.
//
// An error of r is returned as it is.
func DecodeTextFrom(r io.Reader, enc Encoder) error {
	return newDecoder(&textGrammar, enc).decodeFrom(r)
}

// DecodeLenientText is [DecodeText] for pages that break the format as
// promtool check metrics lets them: families may be in pieces, series may come
// twice, histograms and summaries may contradict themselves or lack a line,
// bounds and counts may be impossible, HELP texts may be no UTF-8, and the case of a type's word plays no
// part. DecodeLenientText calls broken, unless broken is nil, for each
// broken rule, and goes on. A
// line that it can't read ends the page with an error.
//
// A series of a histogram or a summary with an error is a Point without
// numbers. A family in pieces is written several times, each time with its
// metadata. So what enc gets is for linting, and makes no page.
func DecodeLenientText(page []byte, enc Encoder, broken func(*SyntaxError)) error {
	return newLenientTextDecoder(enc, broken).decode(string(page))
}

// DecodeLenientTextFrom is [DecodeLenientText] for a page that is read while it
// is decoded, as [DecodeTextFrom] does. It also holds the metadata of all
// families.
func DecodeLenientTextFrom(r io.Reader, enc Encoder, broken func(*SyntaxError)) error {
	return newLenientTextDecoder(enc, broken).decodeFrom(r)
}

func newLenientTextDecoder(enc Encoder, broken func(*SyntaxError)) *decoder {
	if broken == nil {
		broken = func(*SyntaxError) {}
	}
	d := newDecoder(&textGrammar, enc)
	d.tolerance = newLenient(broken)
	d.keepsSeries = true
	return d
}

// textGrammar is the grammar of the text format 0.0.4.
var textGrammar = grammar{
	metadata:    "HELP and TYPE",
	parseType:   func(word string) (Type, bool) { return parseType([]byte(word)) },
	typeWords:   "counter, gauge, histogram, summary or untyped",
	suffixes:    func(t Type) []string { return types[t].textSuffixes },
	firstOwner:  true, // for promtool; a strict decoder stops there
	interleaved: true,
	scanValue:   (*pageSample).scanText,
	checkFamily: func(*metadata) error { return nil },
	checkBound:  func(float64, string) error { return nil },
	checkValue:  func(Type, string, float64) error { return nil },
	checkSeries: checkTextSeries,
	checkSum:    func(*partialSeries, *decodedFamily) error { return nil },
}

// checkTextSeries is checkSeries for the text format: a histogram and a
// summary have all their lines.
func checkTextSeries(p *partialSeries, f *decodedFamily) error {
	switch {
	case !p.hasSum:
		return fmt.Errorf("expected a sample %.40s_sum, found none", f.name)
	case !p.hasCount:
		return fmt.Errorf("expected a sample %.40s_count, found none", f.name)
	case f.typ == TypeSummary:
		return nil
	}
	return p.checkInfinite(f)
}
