package expvarcollect

import (
	"context"
	"errors"
	"expvar"
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// An Export says how a variable is put on a page.
type Export struct {
	// Family is a counter, a gauge or untyped. No two variables share one.
	Family *expfmt.Family

	// Labels are the names of the labels that the keys of maps become, the
	// outermost first. Nil is for a variable that is no map.
	Labels []string
}

// A Collector writes a family for each variable that it exports. Make it
// with New. It has the methods of a registry.Describer, and all of them may
// be called at the same time.
type Collector struct {
	exports []export // in the order of the names of their families
}

type export struct {
	key string
	Export
}

// New returns a Collector of the variables that are the keys of exports.
// They may be published later. It panics if a Family is nil, a histogram
// or a summary, or if labels have no valid name or the same one.
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

func (e Export) check() error {
	if e.Family == nil {
		return errors.New("expected a Family, found nil")
	}
	if t := e.Family.Type(); !t.Scalar() {
		return fmt.Errorf("expected a counter, a gauge or an untyped family, found a %v", t)
	}
	return e.Family.Type().CheckLabelNames(e.Labels...)
}

// Describe returns the families, in the order of their names.
func (c *Collector) Describe() []*expfmt.Family {
	families := make([]*expfmt.Family, len(c.exports))
	for i, e := range c.exports {
		families[i] = e.Family
	}
	return families
}

// Collect writes the families to enc. The context ends it between two
// variables. A variable whose text can't be read costs its own family; the
// error says which and where.
func (c *Collector) Collect(ctx context.Context, enc expfmt.Encoder) error {
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

func (e export) write(enc expfmt.Encoder) error {
	v := expvar.Get(e.key)
	if v == nil {
		return nil
	}
	series, err := readSeries(v.String(), e.Labels)
	if err != nil {
		return err
	}
	enc.Family(e.Family)
	for _, one := range series {
		enc.Value(one.labels, one.value)
	}
	return nil
}
