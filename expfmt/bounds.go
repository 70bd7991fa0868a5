package expfmt

import (
	"fmt"
	"math"
	"slices"
)

// Bounds are the fixed positions at which a histogram counts or a summary
// estimates: upper bounds of buckets, or quantiles. They are rendered once,
// as the le or quantile label that ends their lines.
type Bounds struct {
	label       string // le or quantile
	at          []float64
	text        []string // `le="1"} `
	openMetrics []string // `le="1.0"} `
}

// Buckets returns the bounds of a histogram. The upper bounds must
// increase strictly; each belongs to its bucket. +Inf may be left out: a
// page always has that bucket, and counts all observations in it.
func Buckets(upper []float64) (*Bounds, error) {
	for i, le := range upper {
		switch {
		case math.IsNaN(le):
			return nil, fmt.Errorf("expfmt: bucket %d: expected an upper bound, found NaN", i)
		case i > 0 && le <= upper[i-1]:
			return nil, fmt.Errorf("expfmt: bucket %d: expected an upper bound above %v, found %v", i, upper[i-1], le)
		}
	}
	if n := len(upper); n > 0 && math.IsInf(upper[n-1], 1) {
		upper = upper[:n-1]
	}
	return newBounds(TypeHistogram, upper), nil
}

// Quantiles returns the bounds of a summary, which must lie between 0 and
// 1 and increase strictly.
func Quantiles(q []float64) (*Bounds, error) {
	for i, at := range q {
		switch {
		case !(at >= 0 && at <= 1):
			return nil, fmt.Errorf("expfmt: quantile %d: expected a number between 0 and 1, found %v", i, at)
		case i > 0 && at <= q[i-1]:
			return nil, fmt.Errorf("expfmt: quantile %d: expected one above %v, found %v", i, q[i-1], at)
		}
	}
	return newBounds(TypeSummary, q), nil
}

func newBounds(t Type, at []float64) *Bounds {
	b := &Bounds{label: t.reserved(), at: append([]float64(nil), at...), text: make([]string, len(at)), openMetrics: make([]string, len(at))}
	for i, v := range b.at {
		b.text[i] = newBound(t, AppendFloat(nil, v))
		b.openMetrics[i] = newBound(t, appendOpenMetricsFloat(nil, v))
	}
	return b
}

// infinite is the label of the bucket that every histogram ends with.
const infinite = `le="+Inf"} `

// newBound returns the label that ends the line of one bucket or quantile,
// and the brace and the space behind it.
func newBound(t Type, number []byte) string { return t.reserved() + `="` + string(number) + `"} ` }

// At returns the bounds, without +Inf; it is not to be changed.
func (b *Bounds) At() []float64 {
	if b == nil {
		return nil
	}
	return b.at
}

// owner returns the type whose bounds these are, for errors.
func (b *Bounds) owner() Type {
	if b.label == TypeSummary.reserved() {
		return TypeSummary
	}
	return TypeHistogram
}

// labels returns the labels as the text format has them.
func (b *Bounds) labels() []string {
	if b == nil {
		return nil
	}
	return b.text
}

// openMetricsLabels returns the labels as OpenMetrics has them.
func (b *Bounds) openMetricsLabels() []string {
	if b == nil {
		return nil
	}
	return b.openMetrics
}

// Len returns the number of bounds, +Inf not counted. A nil *Bounds has
// none.
func (b *Bounds) Len() int { return len(b.At()) }

// orNew returns b if those are its bounds, and else new ones.
func (b *Bounds) orNew(t Type, at []float64) *Bounds {
	if b != nil && slices.Equal(b.at, at) {
		return b
	}
	return newBounds(t, at)
}
