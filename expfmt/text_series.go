package expfmt

import (
	"fmt"
	"math"
)

// A textSeries is a series of a histogram or a summary, as far as its
// lines have been read.
type textSeries struct {
	labels           LabelSet
	bounds           []float64 // those of a histogram with +Inf
	point            Point     // its Counts likewise
	hasSum, hasCount bool

	line, column int // of the name on the line read last
}

// textSuffixes are what samples may have behind the name of their family.
var textSuffixes = [...][]string{
	TypeSummary:   {"_sum", "_count"},
	TypeHistogram: {"_bucket", "_sum", "_count"},
}

// decodePart adds the sample to a series of the family; suffix is what its
// name has behind the family's.
func (d *textDecoder) decodePart(suffix string) error {
	bound, err := d.cutBound(suffix)
	if err != nil {
		return err
	}
	one := d.family.find(d.sample.labelSet())
	if err := d.checkTimestamp(one); err != nil {
		return err
	}
	one.line, one.column = d.number, d.sample.nameAt+1
	switch suffix {
	case "_bucket":
		return d.addBucket(one, bound)
	case "_sum":
		return d.setSum(one)
	case "_count":
		return d.setCount(one)
	}
	return d.addQuantile(one, bound)
}

// cutBound takes the label from the sample that says which bucket or
// quantile it is, and which a sum and a count don't have.
func (d *textDecoder) cutBound(suffix string) (textLabel, error) {
	s, f := &d.sample, &d.family
	if suffix == "" && f.typ == TypeHistogram {
		return textLabel{}, d.errorAt(s.nameAt, "expected %.40[1]q with _bucket, _sum or _count behind it, found %.40[1]q", s.name)
	}
	return d.cutLabel(s, f.typ.reserved(), suffix == "_bucket" || suffix == "")
}

// find returns the series with the given labels, which is new if no line
// of it has been read.
func (f *textFamily) find(labels LabelSet) *textSeries {
	i, ok := f.series[labels.text]
	if !ok {
		i = len(f.partial)
		f.series[labels.text] = i
		f.partial = append(f.partial, textSeries{labels: labels})
	}
	return &f.partial[i]
}

// checkTimestamp returns an error if the sample was not taken when the
// others of its series were: a Point has one moment.
func (d *textDecoder) checkTimestamp(one *textSeries) error {
	s, p := &d.sample, &one.point
	if one.line == 0 {
		p.Timestamp, p.HasTimestamp = s.timestamp, s.hasTimestamp
	}
	if p.Timestamp != s.timestamp || p.HasTimestamp != s.hasTimestamp {
		return d.errorAt(s.valueAt, "expected the timestamp that the series has on line %d, found another", one.line)
	}
	return nil
}

func (d *textDecoder) addBucket(one *textSeries, le textLabel) (err error) {
	if one.bounds, err = d.appendBound(one.bounds, le, math.Inf(-1), math.Inf(1)); err != nil {
		return err
	}
	one.point.Counts, err = d.appendCount(one.point.Counts, &d.sample)
	return err
}

func (d *textDecoder) addQuantile(one *textSeries, quantile textLabel) (err error) {
	one.point.Values = append(one.point.Values, d.sample.value)
	one.bounds, err = d.appendBound(one.bounds, quantile, 0, 1)
	return err
}

func (d *textDecoder) setSum(one *textSeries) error {
	if one.hasSum {
		return d.errorAt(d.sample.nameAt, "expected one sum for the series {%.80v}, found a second", one.labels)
	}
	one.point.Sum, one.hasSum = d.sample.value, true
	return nil
}

func (d *textDecoder) setCount(one *textSeries) (err error) {
	if one.hasCount {
		return d.errorAt(d.sample.nameAt, "expected one count for the series {%.80v}, found a second", one.labels)
	}
	one.hasCount = true
	one.point.Count, err = d.count(&d.sample)
	return err
}

// writeSeries writes a series when all its lines have been read.
func (d *textDecoder) writeSeries(one *textSeries) error {
	if err := one.complete(&d.family); err != nil {
		return &SyntaxError{Line: one.line, Column: one.column, Err: fmt.Errorf("series {%.80v} ends here: %w", one.labels, err)}
	}
	bounds, p := one.bounds, &one.point
	if d.family.typ == TypeHistogram {
		bounds = bounds[:len(bounds)-1]
		p.Counts = p.Counts[:len(bounds)]
	}
	d.family.bounds = d.family.bounds.orNew(d.family.typ, bounds)
	p.Bounds = d.family.bounds
	d.enc.Point(one.labels, p)
	return nil
}

// complete returns an error if lines are missing or contradict each other.
func (one *textSeries) complete(f *textFamily) error {
	switch {
	case !one.hasSum:
		return fmt.Errorf("expected a sample %.40s_sum, found none", f.name)
	case !one.hasCount:
		return fmt.Errorf("expected a sample %.40s_count, found none", f.name)
	case f.typ == TypeSummary:
		return nil
	}
	last := len(one.bounds) - 1
	switch {
	case last < 0 || !math.IsInf(one.bounds[last], 1):
		return fmt.Errorf(`expected a sample %.40s_bucket with le="+Inf", found none`, f.name)
	case one.point.Counts[last] != one.point.Count:
		return fmt.Errorf("expected the count %d, that of the bucket +Inf, found %d", one.point.Counts[last], one.point.Count)
	}
	return nil
}
