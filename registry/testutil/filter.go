package testutil

import (
	"slices"

	"plainmetrics/expfmt"
)

// A familyFilter is an Encoder that passes accepted families on to enc.
type familyFilter struct {
	enc     expfmt.Encoder
	accepts func(name string) bool
	open    bool // the family is accepted
}

// filter returns an Encoder that passes families of the names on to enc, or
// enc if there are no names.
func filter(enc expfmt.Encoder, names []string) expfmt.Encoder {
	if len(names) == 0 {
		return enc
	}
	return &familyFilter{enc: enc, accepts: func(name string) bool { return slices.Contains(names, name) }}
}

// Family implements expfmt.Encoder.
func (f *familyFilter) Family(family *expfmt.Family) {
	if f.open = f.accepts(family.Name()); f.open {
		f.enc.Family(family)
	}
}

// Value implements expfmt.Encoder.
func (f *familyFilter) Value(l expfmt.LabelSet, v float64) {
	if f.open {
		f.enc.Value(l, v)
	}
}

// Point implements expfmt.Encoder.
func (f *familyFilter) Point(l expfmt.LabelSet, p *expfmt.Point) {
	if f.open {
		f.enc.Point(l, p)
	}
}
