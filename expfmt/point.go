package expfmt

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Point is the state of one series at one moment. The type of the family
// decides which fields count: histograms and summaries have a Sum, a Count
// and Bounds, all other types a Value. The zero value is a valid Point of
// any type but TypeInfo.
type Point struct {
	Value float64

	Sum   float64 // the sum of all observations of a histogram or a summary
	Count uint64  // the number of all observations of a histogram or a summary

	// NoSum marks an unknown sum, and NoCount an unknown count of a summary.
	// OpenMetrics omits the lines of both, and of a histogram without a sum
	// the count as well. The text format prints Sum and Count nevertheless;
	// a decoder sets them to NaN and 0.
	NoSum, NoCount bool

	// Bounds are the buckets of a histogram, or the quantiles of a summary.
	Bounds *Bounds

	// Counts has, for each bucket of a histogram but +Inf, the number of
	// observations at or below the bound. Counts never decrease.
	Counts []uint64

	// Native are the native buckets of a histogram, or nil. A histogram with
	// native buckets may have classic buckets too: then Bounds is not nil.
	// Text and OpenMetrics 1.0 show no native buckets.
	Native *NativeHistogram

	// Floats are nil, or the counts of a histogram in the place of all others.
	Floats *FloatCounts

	// Values has an estimate for each quantile of a summary: NaN if there
	// were no observations.
	Values []float64

	// Created is the time of creation of a counter, a histogram or a summary
	// in nanoseconds since 1970, or 0 if it is unknown. An untyped series may
	// have one, as on pages of OpenMetrics 2.0.
	Created int64

	// CreatedSeconds is nil, or the time of creation in seconds: a time that
	// an OpenMetrics page has and Created can't hold, such as 1970 itself.
	// Created then is the nearest time that it can hold. TimestampSeconds is
	// the same for Timestamp. Only OpenMetrics prints the two.
	CreatedSeconds, TimestampSeconds *float64

	// Exemplar is the exemplar of a counter, or nil. An untyped series may have
	// one: DecodeLenientOpenMetrics reads a counter without _total in its name
	// as such, and pages of OpenMetrics 2.0 have them. Exemplars has an
	// exemplar or nil for each bucket of a histogram, the last for +Inf; the
	// slice may be nil.
	Exemplar  *Exemplar
	Exemplars []*Exemplar

	// Timestamp is the time of the state in milliseconds since 1970, if
	// HasTimestamp is true. Otherwise the time of the scrape counts.
	Timestamp    int64
	HasTimestamp bool
}

// Check returns an error if p can't be a point of a series of type t. A Page
// trusts its points to pass.
func (p *Point) Check(t Type) error {
	if err := p.checkTimes(); err != nil {
		return err
	}
	if p.Bounds != nil && !t.Scalar() && p.Bounds.label != t.reserved() {
		return fmt.Errorf("expected the bounds of a %v, found those of a %v", t, p.Bounds.owner())
	}
	switch t {
	case TypeHistogram, TypeGaugeHistogram:
		return p.checkHistogram(t)
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

// checkHistogram is Check for the two types of histograms.
func (p *Point) checkHistogram(t Type) error {
	if n := len(p.Exemplars); n > 0 && n != p.Bounds.Len()+1 {
		return fmt.Errorf("expected an exemplar, or nil, for each of %d buckets and +Inf, found %d", p.Bounds.Len(), n)
	}
	if p.Native != nil {
		if err := p.Native.check(t, p.Floats); err != nil {
			return err
		}
	}
	err := p.checkCounts(t)
	if h := p.Native; err == nil && h != nil && p.Floats == nil { // Prometheus does not add floats up
		err = checkTotal(p.Count, p.Sum, h.ZeroCount, h.Negative.Counts, h.Positive.Counts)
	}
	return err
}

// checkCounts returns an error if a histogram of type t can't have the classic
// counts.
func (p *Point) checkCounts(t Type) error {
	if p.Floats != nil {
		return p.Floats.check(t, p.Bounds.Len())
	}
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
	if p.Count < below {
		return fmt.Errorf("expected a count of at least %d, that of the last bucket, found %d", below, p.Count)
	}
	return nil
}

// checkTimes returns an error if a time in seconds is no time, or another
// time than the whole units beside it.
func (p *Point) checkTimes() error {
	if s := p.TimestampSeconds; s != nil && !isNearest(p.Timestamp, *s, 1e3) {
		return fmt.Errorf("expected TimestampSeconds beside the nearest Timestamp, found %v beside %d", *s, p.Timestamp)
	}
	if s := p.CreatedSeconds; s != nil && !isNearest(p.Created, *s, 1e9) {
		return fmt.Errorf("expected CreatedSeconds beside the nearest Created, found %v beside %d", *s, p.Created)
	}
	if err := p.Exemplar.check(); err != nil {
		return err
	}
	for _, e := range p.Exemplars {
		if err := e.check(); err != nil {
			return err
		}
	}
	return nil
}

// isCreatedKnown reports whether p has a time of creation.
func (p *Point) isCreatedKnown() bool { return p.Created != 0 || p.CreatedSeconds != nil }

// hasClassic reports whether a histogram has classic buckets. An exemplar of
// the bucket +Inf needs the bucket.
func (p *Point) hasClassic() bool {
	return p.Native == nil || p.Bounds != nil || p.bucketExemplar(0) != nil
}

// setExemplars gives each exemplar to the classic bucket of its value, the last
// if there are several, and reports whether the buckets increase from exemplar
// to exemplar.
func (p *Point) setExemplars(exemplars []*Exemplar) (increasing bool) {
	upper := p.Bounds.At()
	p.Exemplars = make([]*Exemplar, len(upper)+1)
	increasing = true
	last := -1
	for _, e := range exemplars {
		bucket, _ := slices.BinarySearch(upper, e.Value)
		if math.IsNaN(e.Value) {
			bucket = len(upper)
		}
		increasing = increasing && bucket > last
		p.Exemplars[bucket], last = e, bucket
	}
	return increasing
}

// bucketCount returns the cumulative count of a classic bucket.
func (p *Point) bucketCount(bucket int) float64 {
	if p.Floats != nil {
		return p.Floats.Counts[bucket]
	}
	return float64(p.Counts[bucket])
}

// count returns the number of all observations.
func (p *Point) count() float64 {
	if p.Floats != nil {
		return p.Floats.Count
	}
	return float64(p.Count)
}

// bucketExemplar returns the exemplar of a histogram's bucket, or nil.
func (p *Point) bucketExemplar(bucket int) *Exemplar {
	if bucket < len(p.Exemplars) {
		return p.Exemplars[bucket]
	}
	return nil
}
