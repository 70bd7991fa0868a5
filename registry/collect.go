package registry

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A gathering is one run of all custom Collectors, for one scrape. If all
// Collectors are in time, the next scrape uses the gathering again, and
// allocates nothing. Otherwise the late Collectors keep the gathering.
//
// A scrape that can end early makes a new channel each time: a channel made
// inside a bubble of testing/synctest must not be used outside, nor the
// other way round, and registries are used in both. A WaitGroup may.
type gathering struct {
	ctx   context.Context
	tasks []task

	custom     sync.WaitGroup // tasks that may be left behind
	registries sync.WaitGroup // the other tasks
	done       chan struct{}  // closed when custom is done; nil if the context never ends
	closeDone  func()

	collections []collection // not used yet
}

// A task is one Collector's part of a gathering.
type task struct {
	*registration
	collection *collection // of the run; nil if the Collector is trusted
	buffer     *buffer     // nil if the Collector did not return
	state      atomic.Int32
	run        func() // made once: a go statement with arguments allocates
}

// The states of a task.
const (
	skipped = iota // the Collector was still busy when the gathering began
	running
	finished
	leftBehind
)

func newGathering(custom []*registration) *gathering {
	g := &gathering{tasks: make([]task, len(custom))}
	for i, r := range custom {
		t := &g.tasks[i]
		t.registration = r
		t.run = func() { g.run(t) }
	}
	g.closeDone = func() {
		g.custom.Wait()
		close(g.done)
	}
	return g
}

// begin starts the tasks, each in a goroutine of its own: a late Collector
// can't be stopped, only left behind. If the context never ends, no
// Collector is late, and the last task runs on the goroutine of the scrape.
// Waking a thread would take a fifth of the time of a Collector that asks
// the kernel. If the last Collector ends its goroutine, it ends the scrape,
// as any function called by the scrape would.
func (g *gathering) begin(ctx context.Context) {
	g.ctx = ctx
	last := len(g.tasks) - 1
	for i := range g.tasks {
		t := &g.tasks[i]
		if t.overdue.Load() > 0 {
			t.state.Store(skipped)
			continue
		}
		t.state.Store(running)
		if !t.isTrusted {
			t.collection = g.newCollection(t.registration)
		}
		g.group(t).Add(1)
		if i == last && ctx.Done() == nil {
			t.run()
		} else {
			go t.run()
		}
	}
}

// newCollection returns a collection for a run. A scrape allocates nothing
// if an earlier one has allocated collections for 64 runs, 3 kB.
func (g *gathering) newCollection(r *registration) *collection {
	if len(g.collections) == 0 {
		g.collections = make([]collection, 64)
	}
	c := &g.collections[0]
	g.collections = g.collections[1:]
	c.registration = r
	return c
}

func (g *gathering) group(t *task) *sync.WaitGroup {
	if t.endsWithContext {
		return &g.registries
	}
	return &g.custom
}

// run runs the Collector. After a task that was left behind, the next scrape
// may run the Collector again.
func (g *gathering) run(t *task) {
	defer g.group(t).Done()
	defer func() {
		if !t.state.CompareAndSwap(running, finished) {
			t.overdue.Add(-1)
		}
	}()
	t.buffer = t.collect(g.ctx)
}

// wait waits for the tasks until the context ends, leaves the running ones
// behind, and reports whether all were in time.
func (g *gathering) wait(ctx context.Context) (inTime bool) {
	defer g.registries.Wait()
	if ctx.Done() == nil {
		g.custom.Wait()
		return true
	}
	g.done = make(chan struct{})
	go g.closeDone()
	select {
	case <-g.done:
		return true
	case <-ctx.Done():
	}
	for i := range g.tasks {
		if t := &g.tasks[i]; !t.endsWithContext && t.state.CompareAndSwap(running, leftBehind) {
			t.overdue.Add(1)
			if t.collection != nil {
				t.collection.close(false)
			}
		}
	}
	return false
}

// collect runs the Collector and returns its buffer. Custom code runs here
// and nowhere else. A panic costs all families of the Collector.
func (t *task) collect(ctx context.Context) (b *buffer) {
	b = newBuffer()
	b.writer = t.registration
	b.expect(t.recordOrder.Load())
	enc := expfmt.Encoder(b)
	if t.collection != nil {
		t.collection.open(b)
		enc = t.collection
	}
	var err error
	defer func() {
		cause := recover()
		if t.collection != nil {
			t.collection.close(true)
		}
		if cause != nil {
			b.reset()
			err = fmt.Errorf("panic: %v", cause)
		}
		b.errs = appendErrors(b.errs, err)
		b.dropRejected()
		t.sort(b)
		for i, err := range b.errs {
			b.errs[i] = t.wrapError(err)
		}
	}()
	err = t.source.Encode(ctx, enc)
	return b
}

// sort puts the records in the order of a page.
func (t *task) sort(b *buffer) {
	last := t.recordOrder.Load()
	if order := b.sortAs(last); order != last {
		t.recordOrder.Store(order)
	}
}

// deliver adds the records of the Collector to page, or the error of a
// Collector without records.
func (t *task) deliver(ctx context.Context, page *buffer) {
	if t.late.Load() > 0 {
		page.errs = append(page.errs, t.wrapError(fmt.Errorf("wrote %d series after Encode had returned, which are lost", t.late.Swap(0))))
	}
	var err error
	switch state := t.state.Load(); {
	case state == skipped:
		err = errors.New("still busy with an earlier scrape")
	case state == leftBehind:
		err = fmt.Errorf("not done in time: %w", context.Cause(ctx))
	case t.buffer == nil:
		err = errors.New("ended its goroutine")
	default:
		page.append(t.buffer)
		t.buffer.release()
		t.buffer = nil
		return
	}
	page.errs = append(page.errs, t.wrapError(err))
}
