package testutil

import (
	"context"
	"fmt"
	"slices"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// gather writes the families of g that have one of the names, or all if
// there are no names, to enc.
func gather(g registry.Gatherer, enc expfmt.Encoder, names []string) error {
	if err := g.Encode(context.Background(), selected(enc, names)); err != nil {
		return fmt.Errorf("testutil: gathering metrics failed: %w", err)
	}
	return nil
}

// register returns a registry that has c alone.
func register(c registry.Collector) (*registry.Registry, error) {
	reg := registry.NewRegistry()
	if err := reg.Register(c); err != nil {
		return nil, fmt.Errorf("testutil: registering collector failed: %w", err)
	}
	return reg, nil
}

// A selection is an Encoder that passes some families on.
type selection struct {
	to     expfmt.Encoder
	wants  func(name string) bool
	passes bool // the open family
}

// selected returns an Encoder in front of enc that passes families of
// those names on, or enc if there are no names.
func selected(enc expfmt.Encoder, names []string) expfmt.Encoder {
	if len(names) == 0 {
		return enc
	}
	return &selection{to: enc, wants: func(name string) bool { return slices.Contains(names, name) }}
}

// Family implements expfmt.Encoder.
func (s *selection) Family(f *expfmt.Family) {
	if s.passes = s.wants(f.Name()); s.passes {
		s.to.Family(f)
	}
}

// Value implements expfmt.Encoder.
func (s *selection) Value(l expfmt.LabelSet, v float64) {
	if s.passes {
		s.to.Value(l, v)
	}
}

// Point implements expfmt.Encoder.
func (s *selection) Point(l expfmt.LabelSet, p *expfmt.Point) {
	if s.passes {
		s.to.Point(l, p)
	}
}
