package registry

import (
	"context"
	"errors"

	"plainmetrics/expfmt"
)

// Gatherers make one page of several. Families of the same name are
// merged; where they contradict each other the first one wins.
type Gatherers []Gatherer

// Encode implements Gatherer.
func (gs Gatherers) Encode(ctx context.Context, enc expfmt.Encoder) error {
	foreign := make([]*registration, len(gs))
	for i, g := range gs {
		foreign[i] = &registration{collector: CollectorFunc(g.Encode), order: i}
		switch g.(type) {
		case *Registry, Gatherers:
			foreign[i].prompt = true
		}
	}
	page := newDraft()
	defer page.release()
	collect(ctx, foreign, page)
	page.sort()
	page.weed(new(plan))
	write(enc, page.entries)
	return errors.Join(page.errs...)
}
