package expfmt

import (
	"errors"
	"fmt"
)

// A Point is what one series says at one moment. The type of its family
// decides which fields count: those that are said to be for histograms
// and summaries, which have no Value, or Value.
type Point struct {
	Value float64

	Sum   float64 // of all observations of a histogram or a summary
	Count uint64  // likewise

	// NoSum says that the sum is not known, and NoCount, of a summary, that
	// the count is not. OpenMetrics leaves out their lines, and that of a
	// histogram's count with that of its sum. The text format, which has to
	// say something, prints what Sum and Count hold: NaN and 0, if the point
	// comes from a decoder.
	NoSum, NoCount bool

	// Bounds are the buckets of a histogram, or the quantiles of a summary.
	Bounds *Bounds

	// Counts has, for each bucket of a histogram but +Inf, the number of
	// observations at or below its bound; so they never decrease.
	Counts []uint64

	// Values has, for each quantile of a summary, its estimate; NaN says
	// that there was nothing to estimate from.
	Values []float64

	// Created is when the series was born, in nanoseconds since 1970; 0 if
	// that is not known. It counts for counters, histograms and summaries.
	Created int64

	// Exemplar is that of a counter, or nil. Exemplars has one for each
	// bucket of a histogram, the last for +Inf; each may be nil, as may all.
	Exemplar  *Exemplar
	Exemplars []*Exemplar

	// Timestamp is when the point was true, in milliseconds since 1970,
	// for HasTimestamp points; others are true when they are scraped.
	Timestamp    int64
	HasTimestamp bool
}

// Check returns an error if a series of type t can't say p.
func (p *Point) Check(t Type) error {
	if p.Bounds != nil && !t.Scalar() && p.Bounds.label != t.reserved() {
		return fmt.Errorf("expected the bounds of a %v, found those of a %v", t, p.Bounds.owner())
	}
	switch t {
	case TypeHistogram, TypeGaugeHistogram:
		if len(p.Counts) != p.Bounds.Len() {
			return fmt.Errorf("expected a count for each of %d buckets, found %d", p.Bounds.Len(), len(p.Counts))
		}
		below := uint64(0)
		for i, n := range p.Counts {
			if n < below {
				return fmt.Errorf("bucket %d: expected a cumulative count of at least %d, found %d", i, below, n)
			}
			below = n
		}
		if n := len(p.Exemplars); n > 0 && n != p.Bounds.Len()+1 {
			return fmt.Errorf("expected an exemplar, or nil, for each of %d buckets and +Inf, found %d", p.Bounds.Len(), n)
		}
		if p.Count < below {
			return fmt.Errorf("expected a count of at least %d, that of the last bucket, found %d", below, p.Count)
		}
	case TypeSummary:
		if len(p.Values) != p.Bounds.Len() {
			return fmt.Errorf("expected a value for each of %d quantiles, found %d", p.Bounds.Len(), len(p.Values))
		}
	default:
		if p.Bounds != nil {
			return errors.New("expected a single value, found buckets or quantiles")
		}
		return t.checkValue(p.Value)
	}
	return nil
}

// checkValue returns an error if a series of type t, which is one sample,
// can't have the value v.
func (t Type) checkValue(v float64) error {
	switch {
	case t == TypeInfo && v != 1:
		return fmt.Errorf("expected the value 1, which every info has, found %v", v)
	case t == TypeStateSet && v != 0 && v != 1:
		return fmt.Errorf("expected a state, 0 or 1, found %v", v)
	}
	return nil
}

// exemplarOf returns the exemplar of a histogram's bucket, or nil.
func (p *Point) exemplarOf(bucket int) *Exemplar {
	if bucket < len(p.Exemplars) {
		return p.Exemplars[bucket]
	}
	return nil
}
