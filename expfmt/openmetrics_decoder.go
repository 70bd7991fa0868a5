package expfmt

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// DecodeOpenMetrics reads a page of OpenMetrics 1.0.0, or of 0.0.1, and
// writes its families into enc, in the order of the page. A series is
// written after its last line: as a Value, or as a Point if it has more
// than a value. A series with several timestamps is written as several
// Points.
//
// Families have the names of the text format: a counter's name includes
// _total and an info's name _info, which HELP and TYPE of OpenMetrics
// leave out. A family without HELP gets an empty text, and a family
// without TYPE is Untyped.
//
// A page that [OpenMetrics] printed with [NoEscaping] prints again as the
// same bytes, if its families follow the rules. DecodeOpenMetrics reads
// names between quotes, which the standard does not know yet, as
// Prometheus does. Times are read as float64 numbers of seconds, and kept
// as such where a Point or an Exemplar can't count them in whole units.
//
// DecodeOpenMetrics refuses a page that breaks the standard with a
// [*SyntaxError], also where scrapers are more patient: extra blanks,
// comments and commas, units that the name does not end in, exemplars of
// samples that can't have any, families, series and points in pieces or
// twice, counts that are not whole or contradict each other, NaN and
// negative numbers where something is counted, and a page that does not
// end with # EOF. Then enc holds the series in front of the error.
//
// DecodeOpenMetrics neither changes nor keeps page. It calls LocateFamily
// and LocateLabel if enc is a [Locator].
//
// The standard is at https://prometheus.io/docs/specs/om/open_metrics_spec/.
func DecodeOpenMetrics(page []byte, enc Encoder) error {
	return newDecoder(&openMetricsGrammar, enc).decode(string(page))
}

// DecodeLenientOpenMetrics is DecodeOpenMetrics for pages that break the
// standard as many do: client_golang and this package print such pages.
// DecodeLenientOpenMetrics calls broken, unless broken is nil, for each broken
// rule, and goes on. These rules may be broken:
//
//   - Two families have the same name, or sample names, in OpenMetrics. So
//     have the gauge go_memstats_alloc_bytes and the counter
//     go_memstats_alloc_bytes_total of client_golang.
//   - The lines of a family stand in several places. The family is then
//     written several times, each time with its metadata.
//   - A unit is not the end of the family's name, or the family is an info or
//     a stateset. Prometheus refuses the former.
//   - A counter, a sum or a summary's value is below 0 or NaN, or a sum
//     stands beside a bucket below 0.
//   - A quantile is not from 0 to 1.
//   - An exemplar belongs to another sample than a counter's or a bucket's.
//     The point of a series with a single value has the exemplar, and an
//     untyped one prints it; others are left out.
//   - Timestamps of a series decrease, or only some points have one.
func DecodeLenientOpenMetrics(page []byte, enc Encoder, broken func(*SyntaxError)) error {
	return newLenientDecoder(enc, broken).decode(string(page))
}

// DecodeLenientOpenMetricsFrom is [DecodeLenientOpenMetrics] for a page that
// is read while it is decoded, as [DecodeTextFrom] does. It also holds the
// metadata of all families.
func DecodeLenientOpenMetricsFrom(r io.Reader, enc Encoder, broken func(*SyntaxError)) error {
	return newLenientDecoder(enc, broken).decodeFrom(r)
}

func newLenientDecoder(enc Encoder, broken func(*SyntaxError)) *decoder {
	if broken == nil {
		broken = func(*SyntaxError) {}
	}
	d := newDecoder(&openMetricsGrammar, enc)
	d.tolerance = newLenient(broken)
	return d
}

// DecodeOpenMetricsFrom is [DecodeOpenMetrics] for a page that is read while
// it is decoded, as [DecodeTextFrom] does. It holds one point at a time, as
// the lines of a series stand together.
func DecodeOpenMetricsFrom(r io.Reader, enc Encoder) error {
	return newDecoder(&openMetricsGrammar, enc).decodeFrom(r)
}

// openMetricsTypeWords is a constant because a variable that is read to make
// another keeps that, and with it the whole decoder, in every binary: 80 kB.
const openMetricsTypeWords = "counter, gauge, histogram, gaugehistogram, stateset, info, summary or unknown"

// openMetricsGrammar is the grammar of OpenMetrics 1.0.
var openMetricsGrammar = grammar{
	strict:           true,
	lastLine:         openMetricsEnd,
	metadata:         "HELP, TYPE and UNIT",
	units:            true,
	parseType:        parseOpenMetricsType,
	typeWords:        openMetricsTypeWords,
	suffixes:         func(t Type) []string { return types[t].openMetricsSuffixes },
	bareNames:        true,
	anyQuantileOrder: true,
	scanValue:        (*pageSample).scanOpenMetrics,
	checkFamily:      checkOpenMetricsFamily,
	checkBound:       checkOpenMetricsBound,
	checkValue:       checkOpenMetricsValue,
	checkSeries:      checkOpenMetricsSeries,
	checkSum:         checkOpenMetricsSum,
}

// checkOpenMetricsFamily is checkFamily for OpenMetrics 1.0.
func checkOpenMetricsFamily(m *metadata) error {
	if m.unit != "" && m.typ.measured() && !strings.HasSuffix(m.name, "_"+m.unit) {
		return fmt.Errorf("expected a unit that the name %.40q ends in, behind an underscore, found %.40q", m.name, m.unit)
	}
	return checkMeasured(m)
}

// checkMeasured returns an error if the unit is of a type without one.
func checkMeasured(m *metadata) error {
	if m.unit != "" && !m.typ.measured() {
		return fmt.Errorf("expected no unit for a family of type %v, found %.40q", m.typ, m.unit)
	}
	return nil
}

// checkOpenMetricsBound is checkBound for OpenMetrics, which has a single
// word for infinity.
func checkOpenMetricsBound(bound float64, word string) error {
	if math.IsInf(bound, 1) && word != "+Inf" {
		return fmt.Errorf(`expected "+Inf" for the infinite bound, found %.40q`, word)
	}
	return nil
}

// checkOpenMetricsValue is checkValue for OpenMetrics. The sum of a
// gaugehistogram may be negative, if its buckets allow it.
func checkOpenMetricsValue(t Type, suffix string, v float64) error {
	switch {
	case suffix == "_gsum" && v < 0:
	case t == TypeCounter || suffix == "_sum" || suffix == "_gsum":
		if !(v >= 0) {
			return fmt.Errorf("expected a number of at least 0, found %v", v)
		}
	case t == TypeSummary && v < 0:
		return fmt.Errorf("expected a number of at least 0, or NaN, found %v", v)
	}
	return nil
}

// checkOpenMetricsSeries is checkSeries for OpenMetrics.
func checkOpenMetricsSeries(p *partialSeries, f *decodedFamily) error {
	switch f.typ {
	case TypeCounter:
		if !p.hasValue {
			return fmt.Errorf("expected a sample %.40s_total, found none", f.name)
		}
	case TypeSummary:
		if !p.hasSum && !p.hasCount && len(p.bounds) == 0 {
			return errors.New("expected a sum, a count or a quantile, found none")
		}
	case TypeHistogram, TypeGaugeHistogram:
		return checkOpenMetricsBuckets(p, f)
	}
	return nil
}

func checkOpenMetricsBuckets(p *partialSeries, f *decodedFamily) error {
	last := len(p.bounds) - 1
	infinite := last >= 0 && math.IsInf(p.bounds[last], 1)
	if infinite && p.hasSum != p.hasCount {
		return errors.New("expected a sum and a count, or neither, found one")
	}
	return p.checkInfinite(f)
}

// checkOpenMetricsSum is checkSum for OpenMetrics.
func checkOpenMetricsSum(p *partialSeries, f *decodedFamily) error {
	if !f.typ.bucketed() {
		return nil
	}
	negative := p.bounds[0] < 0
	switch {
	case f.typ == TypeHistogram && p.hasSum && negative:
		return fmt.Errorf("expected no sum beside a bucket below 0, found %v", p.point.Sum)
	case p.point.Sum < 0 && !negative:
		return fmt.Errorf("expected a sum of at least 0 beside buckets from 0 on, found %v", p.point.Sum)
	}
	return nil
}
