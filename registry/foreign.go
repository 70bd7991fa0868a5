package registry

import (
	"context"
	"errors"
	"fmt"
)

// collect runs foreign Collectors, each in a goroutine of its own, and
// adds to page what they write, in their order. It is the one place where
// foreign code runs. When the context ends, those that are not done are
// left behind, with their drafts; but not Registries, which end with it, and
// have a page of what was in time.
func collect(ctx context.Context, foreign []*registration, page *draft) {
	if len(foreign) == 0 {
		return
	}
	done := make(chan result, len(foreign)) // nobody waits for a reader
	results := make([]result, len(foreign))
	running := 0
	for i, one := range foreign {
		if one.late.Load() > 0 {
			results[i].err = errors.New("still busy with an earlier scrape")
			continue
		}
		running++
		go func() {
			r := result{i: i, err: errors.New("expected it to return, but it ended its goroutine")}
			defer func() { done <- r }()
			r.draft = one.run(ctx)
			r.err = nil
		}()
	}
	for ; running > 0; running-- {
		r, ok := next(ctx, done)
		if !ok {
			wait(ctx, done, foreign, results, running)
			break
		}
		results[r.i] = r
	}
	for i, r := range results {
		if r.err != nil {
			page.errs = append(page.errs, foreign[i].wrap(r.err))
		} else {
			page.absorb(r.draft)
			r.draft.release()
		}
	}
}

// A result is the draft of a Collector, or why there is none.
type result struct {
	i     int // which Collector
	draft *draft
	err   error
}

// next returns the next result that is there before the context ends.
func next(ctx context.Context, done <-chan result) (result, bool) {
	select {
	case r := <-done:
		return r, true
	case <-ctx.Done():
	}
	select {
	case r := <-done: // it came in time, too
		return r, true
	default:
		return result{}, false
	}
}

// wait waits for those that are running and end with the context. It
// leaves the others behind.
func wait(ctx context.Context, done <-chan result, foreign []*registration, results []result, running int) {
	late := 0
	for i, one := range foreign {
		if r := &results[i]; r.draft == nil && r.err == nil && !one.prompt {
			r.err = fmt.Errorf("not done in time: %w", context.Cause(ctx))
			one.late.Add(1)
			late++
		}
	}
	for ; running > late; running-- {
		r := <-done
		if one := foreign[r.i]; one.prompt {
			results[r.i] = r
		} else {
			one.late.Add(-1)
			late--
		}
	}
	go forgive(done, foreign, late)
}

// forgive waits for Collectors that were left behind; until it sees them
// done they are not run again.
func forgive(done <-chan result, foreign []*registration, late int) {
	for range late {
		foreign[(<-done).i].late.Add(-1)
	}
}

// run runs the Collector and returns what it wrote.
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

func (one *registration) wrap(err error) error {
	who := fmt.Sprintf("collector %T", unwrap(one.collector))
	if len(one.descs) == 1 && !one.descs[0].foreign { // a function, of which there may be many
		who += " of metric " + one.descs[0].String()
	}
	return fmt.Errorf("registry: %s: %w", who, err)
}
