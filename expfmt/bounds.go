package expfmt

import (
	"fmt"
	"math"
	"slices"
)

// Bounds are the upper bounds of a histogram's buckets, or the quantiles of
// a summary. Their le or quantile labels, at the end of lines, are rendered
// once. Bounds never change, so series and goroutines may share them. A nil
// *Bounds has no bounds.
type Bounds struct {
	label   string // le or quantile
	numbers []float64

	text  []string // the labels of the text format, such as `le="1"} `
	cache preparedCache
}

// Buckets returns the bounds of a histogram. The upper bounds must increase
// strictly, and each belongs to its bucket. The caller may leave out +Inf: a
// page always has the bucket +Inf, with all observations.
func Buckets(upper []float64) (*Bounds, error) {
	for i, le := range upper {
		switch {
		case math.IsNaN(le):
			return nil, fmt.Errorf("expfmt: bucket %d: expected an upper bound, found NaN", i)
		case i > 0 && le <= upper[i-1]:
			return nil, fmt.Errorf("expfmt: bucket %d: histogram buckets must be in increasing order: expected an upper bound above %v, found %v", i, upper[i-1], le)
		}
	}
	if n := len(upper); n > 0 && math.IsInf(upper[n-1], 1) {
		upper = upper[:n-1]
	}
	return newBounds(TypeHistogram, upper), nil
}

// Quantiles returns the bounds of a summary, which must lie between 0 and
// 1 and increase strictly.
func Quantiles(quantiles []float64) (*Bounds, error) {
	for i, q := range quantiles {
		switch {
		case !(q >= 0 && q <= 1):
			return nil, fmt.Errorf("expfmt: quantile %d: expected a number between 0 and 1, found %v", i, q)
		case i > 0 && q <= quantiles[i-1]:
			return nil, fmt.Errorf("expfmt: quantile %d: expected a number above %v, found %v", i, quantiles[i-1], q)
		}
	}
	return newBounds(TypeSummary, quantiles), nil
}

func newBounds(t Type, numbers []float64) *Bounds {
	b := &Bounds{label: t.reserved(), numbers: slices.Clone(numbers)}
	b.text = b.render(AppendFloat)
	return b
}

// render returns the label at the end of the line of each bucket or
// quantile, with the brace and the space behind the label. The format's
// appendFloat prints the numbers.
func (b *Bounds) render(appendFloat func(dst []byte, v float64) []byte) []string {
	labels := make([]string, len(b.numbers))
	for i, v := range b.numbers {
		labels[i] = b.label + `="` + string(appendFloat(nil, v)) + `"} `
	}
	return labels
}

// infinite is the label of the last bucket of every histogram.
const infinite = `le="+Inf"} `

// At returns the bounds, without +Inf. The slice belongs to b; callers must
// not change it.
func (b *Bounds) At() []float64 {
	if b == nil {
		return nil
	}
	return b.numbers
}

// Len returns the number of bounds, without +Inf.
func (b *Bounds) Len() int { return len(b.At()) }

// owner returns the type whose series have such bounds, for errors.
func (b *Bounds) owner() Type {
	if b.label == TypeSummary.reserved() {
		return TypeSummary
	}
	return TypeHistogram
}

// labels returns the labels of the text format.
func (b *Bounds) labels() []string {
	if b == nil {
		return nil
	}
	return b.text
}

// prepared returns the result of p, or nil for nil bounds.
func (b *Bounds) prepared(p *preparation) any {
	if b == nil {
		return nil
	}
	if result := b.cache.get(p, NoEscaping); result != nil {
		return result
	}
	return b.cache.add(p, NoEscaping, p.bounds(b))
}

// orNew returns b if its bounds are the numbers, and else new bounds.
func (b *Bounds) orNew(t Type, numbers []float64) *Bounds {
	if b != nil && slices.Equal(b.numbers, numbers) {
		return b
	}
	return newBounds(t, numbers)
}
