package runtimecollect

import (
	"context"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
)

// A Collector writes the families that a Set and Options chose. It has the
// methods of a registry.Describer, and all of them may be called at the
// same time.
type Collector struct {
	families []*family
	samples  []metrics.Sample // what every reading asks the runtime for

	// spare is a reading that no scrape uses. One is kept, and not in a
	// sync.Pool: that is emptied by the garbage collector, which in a busy
	// program runs more often than scrapers come, so that each scrape would
	// make the 14 kB of a reading, or more with histograms, anew. A second
	// scrape at the same time does make its own.
	spare atomic.Pointer[reading]
}

// A family is a row that can be written.
type family struct {
	*row
	*expfmt.Family
	labels     expfmt.LabelSet
	start, end int      // of the samples of the row's metrics
	highest    *highest // nil if it is not a counter
	created    int64    // in nanoseconds since 1970; 0 if nobody is told
}

// New returns a Collector of the Current set, unless an Option says
// otherwise. A family is left out if the running Go version lacks a metric
// that it is made of.
func New(options ...Option) *Collector {
	c := config{rowOf: scalarRow}
	for _, option := range options {
		option(&c)
	}
	rows := table
	if c.withoutMemStats {
		rows = slices.DeleteFunc(slices.Clone(table), (*row).isMemStats)
	}
	published := publishedRows(metrics.All(), slices.Concat(defaultDecisions[c.set], c.decisions), c.rowOf)
	return newCollector(c.set, slices.Concat(rows, published))
}

// newCollector sorts the families by name, so that a page need not.
func newCollector(set Set, rows []*row) *Collector {
	known := make(map[string]bool)
	for _, d := range metrics.All() {
		known[d.Name] = true
	}
	c := new(Collector)
	for _, row := range rows {
		unknown := func(name string) bool { return !known[name] }
		if row.help[set] != "" && !slices.ContainsFunc(row.metrics, unknown) {
			c.add(row, row.help[set])
		}
	}
	slices.SortFunc(c.families, func(a, b *family) int { return strings.Compare(a.name, b.name) })
	return c
}

// add adds the family of a row. Each family has samples of its own, one
// behind the other. So some metrics are read more than once, which takes
// 30 ns each; all samples of a reading agree.
func (c *Collector) add(row *row, help string) {
	written, err := expfmt.MustFamily(row.name, help, row.typ).WithUnit(row.unit)
	if err != nil {
		panic(err)
	}
	f := &family{row: row, Family: written, start: len(c.samples)}
	if row.labels != nil {
		f.labels = row.labels()
	}
	if row.typ == expfmt.TypeCounter {
		f.highest = new(highest)
		if row.unit != "" { // client_golang says of published counters when it began to count
			f.created = time.Now().UnixNano()
		}
	}
	for _, name := range row.metrics {
		c.samples = append(c.samples, metrics.Sample{Name: name})
	}
	f.end = len(c.samples)
	c.families = append(c.families, f)
}

// Describe returns the families that Collect writes, in the order of their
// names.
func (c *Collector) Describe() []*expfmt.Family {
	families := make([]*expfmt.Family, len(c.families))
	for i, f := range c.families {
		families[i] = f.Family
	}
	return families
}

// Collect asks the runtime, then writes all families to enc, in the order
// of their names. Both take microseconds, so it does not look at the
// context. The error is nil.
func (c *Collector) Collect(_ context.Context, enc expfmt.Encoder) error {
	r := c.spare.Swap(nil)
	if r == nil {
		r = newReading(c.samples)
	}
	r.read()
	for i := range c.families {
		c.families[i].write(enc, r)
	}
	c.spare.Store(r)
	return nil
}

func (f *family) write(enc expfmt.Encoder, r *reading) {
	enc.Family(f.Family)
	samples := r.samples[f.start:f.end]
	if f.point != nil {
		enc.Point(f.labels, f.point(r, samples))
		return
	}
	v := f.value(r, samples)
	if f.highest != nil {
		v = f.highest.raise(v)
	}
	if f.created != 0 {
		r.counter.Value, r.counter.Created = v, f.created
		enc.Point(f.labels, &r.counter)
		return
	}
	enc.Value(f.labels, v)
}
