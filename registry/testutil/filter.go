package testutil

import (
	"slices"

	"plainmetrics/expfmt"
)

// A familyFilter is an Encoder that passes accepted families on to enc.
type familyFilter struct {
	enc     expfmt.Encoder
	accepts func(name string) bool
}

// filter returns an Encoder that passes families of the names on to enc, or
// enc if there are no names.
func filter(enc expfmt.Encoder, names []string) expfmt.Encoder {
	if len(names) == 0 {
		return enc
	}
	return &familyFilter{enc: enc, accepts: func(name string) bool { return slices.Contains(names, name) }}
}

// Value implements expfmt.Encoder.
func (f *familyFilter) Value(family *expfmt.Family, l expfmt.LabelSet, v float64) {
	if f.accepts(family.Name()) {
		f.enc.Value(family, l, v)
	}
}

// Point implements expfmt.Encoder.
func (f *familyFilter) Point(family *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	if f.accepts(family.Name()) {
		f.enc.Point(family, l, p)
	}
}
