package main

import (
	"fmt"

	"plainmetrics/expfmt"
)

// A family is a family whose series have the same label names.
type family struct {
	*expfmt.Family
	template *expfmt.LabelTemplate
}

// newFamily returns a family. The label values of its series are given in
// the order of labels. newFamily panics if a name is not valid.
func newFamily(name, help string, typ expfmt.Type, labels ...string) *family {
	template, err := expfmt.NewLabelTemplate(expfmt.LabelSet{}, labels)
	if err != nil {
		panic(fmt.Errorf("family %s: %w", name, err))
	}
	return &family{expfmt.MustFamily(name, help, typ), template}
}

// Value writes the series with the given label values. Value panics unless
// there is one in valid UTF-8 for each label.
func (f *family) Value(enc expfmt.Encoder, v float64, values ...string) {
	enc.Value(f.Family, f.labels(values), v)
}

// Point writes the series with the given label values, as Value does.
func (f *family) Point(enc expfmt.Encoder, p *expfmt.Point, values ...string) {
	enc.Point(f.Family, f.labels(values), p)
}

func (f *family) labels(values []string) expfmt.LabelSet {
	if len(values) == 0 && f.template.Len() == 0 {
		return expfmt.LabelSet{}
	}
	var text expfmt.LabelText
	set, err := text.Make(f.template, values)
	if err != nil {
		panic(fmt.Errorf("family %s: %w", f.Name(), err))
	}
	return set
}
