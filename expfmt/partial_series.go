package expfmt

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A partialSeries is a series, or a point of a series, up to the last line
// read.
type partialSeries struct {
	labels LabelSet  // of its first line
	point  Point     // its Counts include the bucket +Inf
	bounds []float64 // likewise
	states map[string]struct{}

	stamped                                bool    // a line has told whether there is a timestamp
	seconds                                float64 // the timestamp as OpenMetrics has it
	hasValue, hasSum, hasCount, hasCreated bool

	broken bool // a line has had an error, so the point lacks numbers

	line, column int // of the name on the line read last; 0 before
}

// reset empties p and keeps its memory.
func (p *partialSeries) reset() {
	clear(p.states)
	*p = partialSeries{
		point:  Point{Counts: p.point.Counts[:0], Values: p.point.Values[:0], Exemplars: p.point.Exemplars[:0]},
		bounds: p.bounds[:0],
		states: p.states,
	}
}

// isOf reports whether p belongs to the series with these labels, which all
// have a value. The labels of p are longer if some have none.
func (p *partialSeries) isOf(valued LabelSet) bool {
	return p.labels == valued || len(p.labels.text) > len(valued.text) && p.labels.WithoutEmpty() == valued
}

// stamp gives p the timestamp of a sample, or none.
func (p *partialSeries) stamp(s *pageSample) {
	p.point.Timestamp, p.point.HasTimestamp, p.stamped = s.timestamp, s.hasTimestamp, true
}

// stampSeconds is stamp for OpenMetrics.
func (p *partialSeries) stampSeconds(s *pageSample) {
	p.stamp(s)
	if s.hasTimestamp {
		p.seconds = s.seconds
		p.point.Timestamp, p.point.TimestampSeconds = unitsOf(s.seconds, 1e3)
	}
}

// add adds the decoder's sample to p. The suffix is the end of the
// sample's name, label names the bucket, the quantile or the state.
func (p *partialSeries) add(d *sampleDecoder, suffix string, label sampleLabel) error {
	p.line, p.column = d.number, d.sample.nameStart+1
	switch suffix {
	case "_bucket":
		return p.addBucket(d, label)
	case "_sum", "_gsum":
		return p.setValue(d, suffix, &p.point.Sum, &p.hasSum, "sum")
	case "_count", "_gcount":
		return p.setCount(d)
	case "_created":
		return p.setCreated(d)
	}
	switch d.family.typ {
	case TypeSummary:
		return p.addQuantile(d, label)
	case TypeStateSet:
		return p.writeState(d, label)
	}
	p.point.Exemplar = d.sample.exemplar
	return p.setValue(d, suffix, &p.point.Value, &p.hasValue, "value")
}

// setOnce sets has. If has is set, the page has two samples of the same
// kind, which is an error.
func (p *partialSeries) setOnce(d *sampleDecoder, has *bool, kind string) error {
	if *has {
		return d.errorAt(d.sample.nameStart, "expected one %s for the series {%.80v}, found a second", kind, p.labels)
	}
	*has = true
	return nil
}

// setValue sets a field of the point to the sample's value.
func (p *partialSeries) setValue(d *sampleDecoder, suffix string, field *float64, has *bool, kind string) error {
	if err := p.setOnce(d, has, kind); err != nil {
		return err
	}
	*field = d.sample.value
	return d.checkValue(suffix)
}

func (p *partialSeries) setCount(d *sampleDecoder) (err error) {
	if err := p.setOnce(d, &p.hasCount, "count"); err != nil {
		return err
	}
	p.point.Count, err = d.count()
	return err
}

func (p *partialSeries) setCreated(d *sampleDecoder) error {
	if err := p.setOnce(d, &p.hasCreated, "time of creation"); err != nil {
		return err
	}
	if v := d.sample.value; !isTime(v) {
		return d.errorAt(d.sample.valueStart, "expected a time in seconds, found %v", v)
	}
	p.point.Created, p.point.CreatedSeconds = knownUnitsOf(d.sample.value, 1e9)
	return nil
}

// addBucket adds a bucket, which stands above and includes the buckets
// before.
func (p *partialSeries) addBucket(d *sampleDecoder, le sampleLabel) error {
	bound, err := d.bound(le, math.Inf(-1), math.Inf(1))
	if err != nil {
		return err
	}
	last := len(p.bounds)
	if last > 0 && bound <= p.bounds[last-1] {
		return d.expectedAbove(p.bounds[last-1], le, bound)
	}
	if err := d.grammar.checkBound(bound, le.Value); err != nil {
		return d.errorAt(le.start, "%w", err)
	}
	n, err := d.count()
	if err != nil {
		return err
	}
	if last > 0 && n < p.point.Counts[last-1] {
		return d.errorAt(d.sample.valueStart, "expected a cumulative count of at least %d, found %d", p.point.Counts[last-1], n)
	}
	p.bounds, p.point.Counts = append(p.bounds, bound), append(p.point.Counts, n)
	if e := d.sample.exemplar; e != nil {
		if !math.IsInf(bound, 1) && !(e.Value <= bound) {
			return d.errorAt(d.sample.exemplarValueStart, "expected the exemplar of an observation up to %v, the bucket's bound, found %v", bound, e.Value)
		}
		p.padExemplars(last)
		p.point.Exemplars = append(p.point.Exemplars, e)
	}
	return nil
}

// padExemplars appends nil up to n exemplars.
func (p *partialSeries) padExemplars(n int) {
	for len(p.point.Exemplars) < n {
		p.point.Exemplars = append(p.point.Exemplars, nil)
	}
}

// addQuantile inserts a quantile in order.
func (p *partialSeries) addQuantile(d *sampleDecoder, label sampleLabel) error {
	quantile, err := d.bound(label, 0, 1)
	if err != nil {
		return err
	}
	i, twice := slices.BinarySearch(p.bounds, quantile)
	switch n := len(p.bounds); {
	case !d.grammar.anyQuantileOrder && i < n:
		return d.expectedAbove(p.bounds[n-1], label, quantile)
	case twice:
		return d.errorAt(label.start, "expected a quantile that is new to the series {%.80v}, found %v again", p.labels, quantile)
	}
	if err := d.checkValue(""); err != nil {
		return err
	}
	p.bounds = slices.Insert(p.bounds, i, quantile)
	p.point.Values = slices.Insert(p.point.Values, i, d.sample.value)
	return nil
}

// writeState writes a state as a series.
func (p *partialSeries) writeState(d *sampleDecoder, state sampleLabel) error {
	if _, twice := p.states[state.Value]; twice {
		return d.errorAt(state.start, "expected a state that is new to the series {%.80v}, found %.40q again", p.labels, state.Value)
	}
	if err := d.checkValue(""); err != nil {
		return err
	}
	if p.states == nil {
		p.states = make(map[string]struct{})
	}
	p.states[strings.Clone(state.Value)] = struct{}{}        // a part of the page
	labels, _ := p.labels.With(render([]Label{state.Label})) // the decoder has cut the label from these
	p.point.Value = d.sample.value
	d.writePoint(labels, &p.point)
	return nil
}

// checkInfinite returns an error if a histogram lacks the bucket +Inf, or
// if the bucket contradicts the count.
func (p *partialSeries) checkInfinite(f *decodedFamily) error {
	last := len(p.bounds) - 1
	switch {
	case last < 0 || !math.IsInf(p.bounds[last], 1):
		return fmt.Errorf(`expected a sample %.40s_bucket with le="+Inf", found none`, f.name)
	case p.hasCount && p.point.Counts[last] != p.point.Count:
		return fmt.Errorf("expected the count %d, that of the bucket +Inf, found %d", p.point.Counts[last], p.point.Count)
	}
	return nil
}

// errorAtEnd returns the error of a series that ends and must not.
func (p *partialSeries) errorAtEnd(err error) error {
	return &SyntaxError{Line: p.line, Column: p.column, Err: fmt.Errorf("series {%.80v} ends here: %w", p.labels, err)}
}

// finish turns the point into the form for an Encoder. It returns the bounds
// of the point: last if the bounds are equal.
func (p *partialSeries) finish(t Type, last *Bounds) *Bounds {
	if t.Scalar() {
		return nil
	}
	bounds, point := p.bounds, &p.point
	if t.bucketed() {
		n := len(bounds) - 1
		if len(point.Exemplars) > 0 {
			p.padExemplars(n + 1)
		}
		point.Count = point.Counts[n]
		bounds, point.Counts = bounds[:n], point.Counts[:n]
	}
	if !p.hasSum {
		point.Sum, point.NoSum = math.NaN(), true
	}
	point.NoCount = t == TypeSummary && !p.hasCount
	point.Bounds = last.orNew(t, bounds)
	return point.Bounds
}
