package expfmt

import (
	"errors"
	"fmt"
	"math"
)

// An openMetricsPoint is a point of a series, as far as its lines have
// been read.
type openMetricsPoint struct {
	labels LabelSet
	point  Point     // its Counts have that of +Inf
	bounds []float64 // those of a histogram with +Inf
	states map[string]struct{}

	open    bool // some line has been read
	stamped bool // it is known whether there is a timestamp

	hasValue, hasSum, hasCount, hasCreated bool

	line, column int // of the name on the line read last
}

// reset returns an empty point that has the memory of p.
func (p *openMetricsPoint) reset() openMetricsPoint {
	clear(p.states)
	point := Point{Counts: p.point.Counts[:0], Values: p.point.Values[:0], Exemplars: p.point.Exemplars[:0]}
	return openMetricsPoint{point: point, bounds: p.bounds[:0], states: p.states}
}

// join sees that the open point is the one that the sample belongs to.
func (d *openMetricsDecoder) join(suffix string) error {
	s, f := &d.sample, &d.family
	p := &f.point
	labels := s.labelSet()
	if p.open && p.labels.text == labels.text {
		// What client_golang prints has no timestamp there.
		if suffix == "_created" && !s.hasTimestamp {
			return nil
		}
		if same, err := d.sameTime(); same || err != nil {
			return err
		}
	} else if _, twice := f.series[labels.text]; twice {
		return d.errorAt(s.nameAt, "expected the lines of a series in one place, found {%.80v} again", labels)
	}
	if err := d.endPoint(); err != nil {
		return err
	}
	f.series[labels.text] = struct{}{}
	p.labels, p.open = labels, true
	if suffix != "_created" || s.hasTimestamp {
		p.stamp(&s.textSample)
	}
	return nil
}

// sameTime reports whether the sample was taken when the others of the
// open point were. If not, it must have been later.
func (d *openMetricsDecoder) sameTime() (bool, error) {
	s, p := &d.sample, &d.family.point
	switch {
	case !p.stamped:
		p.stamp(&s.textSample)
		return true, nil
	case p.point.HasTimestamp != s.hasTimestamp:
		return false, d.errorAt(s.valueAt, "expected a timestamp on all lines of the series {%.80v}, or on none", p.labels)
	case p.point.Timestamp > s.timestamp:
		return false, d.errorAt(s.valueAt, "expected a timestamp of at least %v seconds, that of the line before, found %v",
			float64(p.point.Timestamp)/1e3, float64(s.timestamp)/1e3)
	}
	return p.point.Timestamp == s.timestamp, nil
}

func (p *openMetricsPoint) stamp(s *textSample) {
	p.point.Timestamp, p.point.HasTimestamp, p.stamped = s.timestamp, s.hasTimestamp, true
}

// endPoint writes the open point, if there is one.
func (d *openMetricsDecoder) endPoint() error {
	f, p := &d.family, &d.family.point
	if p.open && f.typ != TypeStateSet {
		if err := p.complete(f); err != nil {
			return &SyntaxError{Line: p.line, Column: p.column, Err: fmt.Errorf("series {%.80v} ends here: %w", p.labels, err)}
		}
		f.bounds = p.finish(f.typ, f.bounds)
		d.write(p.labels, &p.point)
	}
	*p = p.reset()
	return nil
}

// write writes a point, as a Value if it has no more than that.
func (d *openMetricsDecoder) write(labels LabelSet, p *Point) {
	if d.family.typ.Scalar() && !p.HasTimestamp && p.Exemplar == nil && p.Created == 0 {
		d.enc.Value(labels, p.Value)
	} else {
		d.enc.Point(labels, p)
	}
}

// finish makes the Point what it is to an Encoder. Its bounds are last, if
// these are the same.
func (p *openMetricsPoint) finish(t Type, last *Bounds) *Bounds {
	if t.Scalar() {
		return nil
	}
	bounds, point := p.bounds, &p.point
	if t.bucketed() {
		n := len(bounds) - 1
		if len(point.Exemplars) > 0 {
			point.Exemplars = append(point.Exemplars, make([]*Exemplar, n+1-len(point.Exemplars))...)
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

// complete returns an error if lines are missing or contradict each other.
func (p *openMetricsPoint) complete(f *openMetricsFamily) error {
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
		return p.completeBuckets(f)
	}
	return nil
}

func (p *openMetricsPoint) completeBuckets(f *openMetricsFamily) error {
	last := len(p.bounds) - 1
	switch {
	case last < 0 || !math.IsInf(p.bounds[last], 1):
		return fmt.Errorf(`expected a sample %.40s_bucket with le="+Inf", found none`, f.name)
	case p.hasSum != p.hasCount:
		return errors.New("expected a sum and a count, or neither, found one")
	case p.hasCount && p.point.Count != p.point.Counts[last]:
		return fmt.Errorf("expected the count %d, that of the bucket +Inf, found %d", p.point.Counts[last], p.point.Count)
	case f.typ == TypeHistogram && p.hasSum && p.bounds[0] < 0:
		return fmt.Errorf("expected no sum beside a bucket below 0, found %v", p.point.Sum)
	case p.point.Sum < 0 && !(p.bounds[0] < 0):
		return fmt.Errorf("expected a sum of at least 0 beside buckets from 0 on, found %v", p.point.Sum)
	}
	return nil
}
