package expfmt

import (
	"math"
	"strconv"
)

// bound returns the bound that l says.
func (s *textScanner) bound(l textLabel, lowest, highest float64) (float64, error) {
	at, ok := parseNumber(l.Value)
	if !ok || !(at >= lowest && at <= highest) {
		return 0, s.errorAt(l.at, "expected %s from %v to %v, found %.40q", l.Name, lowest, highest, l.Value)
	}
	return at, nil
}

// appendBound appends the bound that l says, which must be above those
// before it.
func (s *textScanner) appendBound(bounds []float64, l textLabel, lowest, highest float64) ([]float64, error) {
	at, err := s.bound(l, lowest, highest)
	if err != nil {
		return nil, err
	}
	if i := len(bounds); i > 0 && at <= bounds[i-1] {
		return nil, s.errorAt(l.at, "expected %s above %v, that of the line before, found %v", l.Name, bounds[i-1], at)
	}
	return append(bounds, at), nil
}

// count returns the count that the sample's value is. One of 2^64 stands
// for the largest, 2^64-1, which a float64 can't tell from it.
func (s *textScanner) count(sample *textSample) (uint64, error) {
	if n, err := strconv.ParseUint(sample.number, 10, 64); err == nil {
		return n, nil
	}
	v := sample.value
	switch {
	case v == 1<<64:
		return math.MaxUint64, nil
	case v >= 0 && v < 1<<64 && v == math.Trunc(v):
		return uint64(v), nil
	}
	return 0, s.errorAt(sample.valueAt, "expected a count, a whole number up to 2^64, found %v", v)
}

// appendCount appends the count of a bucket, which includes those of the
// buckets before it.
func (s *textScanner) appendCount(counts []uint64, sample *textSample) ([]uint64, error) {
	n, err := s.count(sample)
	if err != nil {
		return nil, err
	}
	if i := len(counts); i > 0 && n < counts[i-1] {
		return nil, s.errorAt(sample.valueAt, "expected a cumulative count of at least %d, found %d", counts[i-1], n)
	}
	return append(counts, n), nil
}
