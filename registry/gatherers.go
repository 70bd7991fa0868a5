package registry

import (
	"context"
	"errors"

	"plainmetrics/expfmt"
)

// Gatherers make one page of several Gatherers. Families of the same name
// are merged; where two Gatherers contradict each other, the first one wins.
type Gatherers []Gatherer

// Encode implements Gatherer.
func (gs Gatherers) Encode(ctx context.Context, enc expfmt.Encoder) error {
	p := new(plan)
	page := newBuffer()
	defer page.release()
	for i, g := range gs {
		if g == nil {
			page.errs = append(page.errs, errors.New("registry: expected a Gatherer, found nil"))
			continue
		}
		r := &registration{collector: CollectorFunc(g.Encode), order: i}
		switch g.(type) {
		case *Registry, Gatherers:
			r.endsWithContext = true
		}
		p.custom = append(p.custom, r)
	}
	p.collect(ctx, page)
	page.sort()
	dropConflicts(page, p.find)
	write(enc, page.records)
	return errors.Join(page.errs...)
}
