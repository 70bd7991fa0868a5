package messages

import (
	"fmt"
	"math"

	"plainmetrics/expfmt"
)

// A Series is one series in the making. Its methods take the parts of a
// message in any order, but for the buckets and the quantiles, which come
// before EndHistogram and EndSummary. The zero Series is ready for use, once.
type Series struct {
	// Point is the state of the series so far. It is valid until Reset.
	Point expfmt.Point

	labels       []expfmt.Label
	numbers      []float64 // the upper bounds of the buckets, or the quantiles
	counts       []uint64
	values       []float64
	exemplars    []*expfmt.Exemplar // one for each bucket, or nil
	hasExemplars bool
	bounds       *expfmt.Bounds // of an earlier series

	floats  *expfmt.FloatCounts // all counts, or nil before the first that is a float
	buckets *nativeBuckets      // memory, or nil
}

// Reset empties s and keeps its memory. The bounds, which may be nil, are the
// bounds of another series of the family: most series of a family have the same
// bounds, and bounds take long to render.
func (s *Series) Reset(bounds *expfmt.Bounds) {
	*s = Series{
		labels: s.labels[:0], numbers: s.numbers[:0], counts: s.counts[:0], values: s.values[:0],
		exemplars: s.exemplars[:0], bounds: bounds, buckets: s.buckets,
	}
}

// AddLabel adds a label. LabelSet checks it.
func (s *Series) AddLabel(name, value string) {
	s.labels = append(s.labels, expfmt.Label{Name: name, Value: value})
}

// LabelSet returns the set of the labels, or an error if they make none.
func (s *Series) LabelSet() (expfmt.LabelSet, error) { return expfmt.Labels(s.labels...) }

// SetTimestamp sets the time of the state in milliseconds since 1970.
func (s *Series) SetTimestamp(ms int64) { s.Point.Timestamp, s.Point.HasTimestamp = ms, true }

// SetCreated sets the time of creation.
func (s *Series) SetCreated(seconds int64, nanos int32) {
	s.Point.Created, s.Point.CreatedSeconds = Time(seconds, nanos)
}

// AddBucket adds a bucket, with the number of observations at or below the
// upper bound. The bound may be +Inf. The exemplar may be nil. As in
// client_model, floatCount takes the place of count unless floatCount is 0.
func (s *Series) AddBucket(upper float64, count uint64, floatCount float64, exemplar *expfmt.Exemplar) {
	s.setFloat(floatCount)
	if s.floats != nil {
		s.floats.Counts = append(s.floats.Counts, orFloat(count, floatCount))
	}
	s.numbers, s.counts = append(s.numbers, upper), append(s.counts, count)
	s.exemplars = append(s.exemplars, exemplar)
	s.hasExemplars = s.hasExemplars || exemplar != nil
}

// setFloat makes s a series of float64 counts, unless the count is 0 and
// therefore absent.
func (s *Series) setFloat(count float64) {
	if count == 0 || s.floats != nil {
		return
	}
	s.floats = new(expfmt.FloatCounts)
	for _, n := range s.counts {
		s.floats.Counts = append(s.floats.Counts, float64(n))
	}
}

// orFloat returns the float64 count, or the other if that is 0.
func orFloat(count uint64, floatCount float64) float64 {
	if floatCount != 0 {
		return floatCount
	}
	return float64(count)
}

// EndHistogram ends a histogram. The counts are the numbers of all
// observations, as in AddBucket.
func (s *Series) EndHistogram(count uint64, floatCount, sum float64) error {
	s.setFloat(floatCount)
	p := &s.Point
	p.Count, p.Sum, p.Floats = count, sum, s.floats
	if s.floats != nil {
		p.Floats.Count = orFloat(count, floatCount)
	}
	s.endNative()
	if err := s.endBuckets(); err != nil {
		return err
	}
	if s.hasExemplars {
		p.Exemplars = s.exemplars
	}
	var err error
	p.Bounds, err = s.boundsOf(expfmt.Buckets)
	return err
}

// endBuckets sets the counts of the classic buckets, without a last bucket +Inf.
func (s *Series) endBuckets() error {
	p := &s.Point
	last := len(s.numbers) - 1
	if last < 0 || !math.IsInf(s.numbers[last], 1) {
		s.exemplars = append(s.exemplars, nil) // of +Inf
		p.Counts = s.counts
		return nil
	}
	expected, found := float64(p.Count), float64(s.counts[last])
	differ := p.Count != s.counts[last]
	if p.Floats != nil {
		expected, found = p.Floats.Count, p.Floats.Counts[last]
		differ = found != expected
		p.Floats.Counts = p.Floats.Counts[:last]
	}
	if differ {
		return fmt.Errorf("bucket +Inf: expected %v, the number of all observations, found %v", expected, found)
	}
	s.numbers, s.counts = s.numbers[:last], s.counts[:last]
	p.Counts = s.counts
	return nil
}

// AddQuantile adds a quantile of a summary.
func (s *Series) AddQuantile(quantile, value float64) {
	s.numbers, s.values = append(s.numbers, quantile), append(s.values, value)
}

// EndSummary ends the quantiles of a summary.
func (s *Series) EndSummary(count uint64, sum float64) (err error) {
	p := &s.Point
	p.Count, p.Sum, p.Values = count, sum, s.values
	p.Bounds, err = s.boundsOf(expfmt.Quantiles)
	return err
}

// boundsOf returns the bounds of Reset if they are the numbers, and else
// makes new ones.
func (s *Series) boundsOf(newBounds func([]float64) (*expfmt.Bounds, error)) (*expfmt.Bounds, error) {
	if len(s.numbers) == 0 {
		return nil, nil
	}
	known := s.bounds.At()
	if len(known) != len(s.numbers) {
		return newBounds(s.numbers)
	}
	for i, v := range s.numbers {
		if v != known[i] {
			return newBounds(s.numbers)
		}
	}
	return s.bounds, nil
}

// NewExemplar returns an exemplar without a time.
func NewExemplar(labels []expfmt.Label, value float64) (*expfmt.Exemplar, error) {
	set, err := expfmt.Labels(labels...)
	if err != nil {
		return nil, fmt.Errorf("exemplar: %w", err)
	}
	return &expfmt.Exemplar{Labels: set, Value: value}, nil
}

// Time returns a time in nanoseconds since 1970. If an int64 can't hold them,
// or if they are 0, which stands for an unknown time, exact is the time in
// seconds, and ns the nearest time that an int64 can hold.
func Time(seconds int64, nanos int32) (ns int64, exact *float64) {
	const perSecond = 1_000_000_000
	ns = seconds*perSecond + int64(nanos)
	if ns != 0 && seconds > math.MinInt64/perSecond && seconds < math.MaxInt64/perSecond {
		return ns, nil
	}
	t := float64(seconds) + float64(nanos)/perSecond
	switch nearest := math.Round(t * perSecond); {
	case nearest >= 1<<63:
		ns = math.MaxInt64
	case nearest < -1<<63:
		ns = math.MinInt64
	default:
		ns = int64(nearest)
	}
	return ns, &t
}
