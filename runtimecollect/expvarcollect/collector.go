package expvarcollect

import (
	"context"
	"errors"
	"expvar"
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// An Export describes the family of a variable.
type Export struct {
	// Family is a counter, a gauge or untyped. Each variable needs a Family
	// of its own.
	Family *expfmt.Family

	// Labels are the names of the labels whose values are the keys of the
	// nested maps, the outermost map first. Labels is nil for a number or a
	// bool.
	Labels []string
}

// A Collector writes a family for each exported variable. Create a Collector
// with [New]. A Collector is a registry.Describer; all methods may be called
// from many goroutines at once.
type Collector struct {
	exports []export // in the order of the family names
}

// An export is an Export with the name of the variable.
type export struct {
	key string
	Export
}

// New returns a Collector of the variables named by the keys of exports.
// Variables may be published later. New panics if a Family is nil, a
// histogram or a summary, or if a label name is invalid or comes twice.
func New(exports map[string]Export) *Collector {
	c := new(Collector)
	for key, e := range exports {
		if err := e.check(); err != nil {
			panic(fmt.Errorf("expvarcollect: variable %q: %w", key, err))
		}
		e.Labels = slices.Clone(e.Labels)
		c.exports = append(c.exports, export{key, e})
	}
	slices.SortFunc(c.exports, func(a, b export) int {
		return strings.Compare(a.Family.Name(), b.Family.Name())
	})
	return c
}

// check returns an error if the Export can't be collected.
func (e Export) check() error {
	if e.Family == nil {
		return errors.New("expected a Family, found nil")
	}
	if t := e.Family.Type(); !t.Scalar() {
		return fmt.Errorf("expected a counter, a gauge or an untyped family, found a %v", t)
	}
	return e.Family.Type().CheckLabelNames(e.Labels...)
}

// Describe implements registry.Collector.
func (c *Collector) Describe(ch chan<- *registry.Desc) { registry.FromSource(c).Describe(ch) }

// Collect implements registry.Collector. A registry calls Encode instead.
func (c *Collector) Collect(ch chan<- registry.Metric) { registry.FromSource(c).Collect(ch) }

// Families returns the families, in the order of their names.
func (c *Collector) Families() []*expfmt.Family {
	families := make([]*expfmt.Family, len(c.exports))
	for i, e := range c.exports {
		families[i] = e.Family
	}
	return families
}

// Encode writes the families to enc, and returns between two variables if
// ctx is done. A variable with malformed text costs only the variable's own
// family; the error names the variable and the position in the text.
func (c *Collector) Encode(ctx context.Context, enc expfmt.Encoder) error {
	var errs []error
	for _, e := range c.exports {
		if ctx.Err() != nil {
			return errors.Join(append(errs, context.Cause(ctx))...)
		}
		if err := e.write(enc); err != nil {
			errs = append(errs, fmt.Errorf("expvarcollect: variable %q: %w", e.key, err))
		}
	}
	return errors.Join(errs...)
}

// write writes the family, unless the variable is not published.
func (e export) write(enc expfmt.Encoder) error {
	v := expvar.Get(e.key)
	if v == nil {
		return nil
	}
	series, err := readSeries(v.String(), e.Labels)
	if err != nil {
		return err
	}
	for _, s := range series {
		enc.Value(e.Family, s.labels, s.value)
	}
	return nil
}
