package registry

import (
	"context"
	"errors"
	"fmt"
)

// collect runs the plan's foreign Collectors, all at once, and adds to page
// what they write, in their order. When the context ends, those that are
// not done are left behind, with their drafts; but not Registries, which
// end with it, and have a page of what was in time.
func (p *plan) collect(ctx context.Context, page *draft) {
	if len(p.foreign) == 0 {
		return
	}
	r := p.idle.Swap(nil)
	if r == nil {
		r = newRound(p.foreign)
	}
	r.begin(ctx)
	inTime := r.wait(ctx)
	for i := range r.turns {
		r.turns[i].deliver(ctx, page)
	}
	if inTime {
		r.ctx = nil
		p.idle.Store(r)
	}
}

// run runs the Collector and returns what it wrote. It is the one place
// where foreign code runs.
func (one *registration) run(ctx context.Context) (d *draft) {
	d = newDraft()
	d.from = one
	defer func() {
		if r := recover(); r != nil {
			d.reset()
			d.from = one
			d.errs = append(d.errs, fmt.Errorf("panic: %v", r))
		}
		for i, err := range d.errs {
			d.errs[i] = one.wrap(err)
		}
	}()
	if err := one.collector.Collect(ctx, d); err != nil {
		d.errs = append(d.errs, err)
	}
	return d
}

// deliver adds to page what came of a turn.
func (t *turn) deliver(ctx context.Context, page *draft) {
	var err error
	switch state := t.state.Load(); {
	case state == skipped:
		err = errors.New("still busy with an earlier scrape")
	case state == late:
		err = fmt.Errorf("not done in time: %w", context.Cause(ctx))
	case t.draft == nil:
		err = errors.New("expected it to return, but it ended its goroutine")
	default:
		page.absorb(t.draft)
		t.draft.release()
		t.draft = nil
		return
	}
	page.errs = append(page.errs, t.of.wrap(err))
}

func (one *registration) wrap(err error) error {
	who := fmt.Sprintf("collector %T", unwrap(one.collector))
	if len(one.descs) == 1 && !one.descs[0].foreign { // a function, of which there may be many
		who += " of metric " + one.descs[0].String()
	}
	return fmt.Errorf("registry: %s: %w", who, err)
}
