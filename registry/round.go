package registry

import (
	"context"
	"sync"
	"sync/atomic"
)

// A round is one run of the foreign Collectors, for one scrape. When all
// were in time the next scrape uses it again, so that it allocates nothing.
// If not, it is theirs who still write into it.
//
// The channel that a scrape needs if it can end early is not kept: one that
// was made in a bubble of testing/synctest must not be used outside, nor
// the other way round, and registries are. A WaitGroup that nobody waits
// for is at home in both.
type round struct {
	ctx   context.Context
	turns []turn

	all        sync.WaitGroup // turns of Collectors that may be left behind
	registries sync.WaitGroup // the other turns
	ended      chan struct{}  // closed when all are done; nil if the context never ends
	tellEnd    func()
}

// A turn is one Collector's part of a round.
type turn struct {
	of    *registration
	draft *draft // what it wrote; nil if it did not return
	state atomic.Int32
	take  func() // made once, for go allocates what it has to call with arguments
}

// The states of a turn.
const (
	skipped = iota // it was still busy when the round began
	running
	done
	late
)

func newRound(foreign []*registration) *round {
	r := &round{turns: make([]turn, len(foreign))}
	for i, one := range foreign {
		t := &r.turns[i]
		t.of = one
		t.take = func() { r.take(t) }
	}
	r.tellEnd = func() {
		r.all.Wait()
		close(r.ended)
	}
	return r
}

// begin starts the turns, each in a goroutine of its own, for one that is
// late can't be stopped, only left behind. If the context never ends there
// is no late: then the last turn is taken here, for waking a thread takes a
// fifth of the time of a Collector that asks the kernel. If that one ends
// its goroutine it is the scraper's, as if it had been called like any
// function.
func (r *round) begin(ctx context.Context) {
	r.ctx = ctx
	last := len(r.turns) - 1
	for i := range r.turns {
		t := &r.turns[i]
		if t.of.late.Load() > 0 {
			t.state.Store(skipped)
			continue
		}
		t.state.Store(running)
		r.group(t).Add(1)
		if i == last && ctx.Done() == nil {
			t.take()
		} else {
			go t.take()
		}
	}
}

func (r *round) group(t *turn) *sync.WaitGroup {
	if t.of.prompt {
		return &r.registries
	}
	return &r.all
}

// take runs the Collector. One that was left behind meanwhile may be run
// again from now on.
func (r *round) take(t *turn) {
	defer r.group(t).Done()
	defer func() {
		if !t.state.CompareAndSwap(running, done) {
			t.of.late.Add(-1)
		}
	}()
	t.draft = t.of.run(r.ctx)
}

// wait waits for the turns until the context ends, leaves the others
// behind, and reports whether there was nothing to leave.
func (r *round) wait(ctx context.Context) (inTime bool) {
	defer r.registries.Wait()
	if ctx.Done() == nil {
		r.all.Wait()
		return true
	}
	r.ended = make(chan struct{})
	go r.tellEnd()
	select {
	case <-r.ended:
		return true
	case <-ctx.Done():
	}
	for i := range r.turns {
		if t := &r.turns[i]; !t.of.prompt && t.state.CompareAndSwap(running, late) {
			t.of.late.Add(1)
		}
	}
	return false
}
