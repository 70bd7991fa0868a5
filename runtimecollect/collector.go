package runtimecollect

import (
	"context"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A Collector writes the families of a [Set], changed by [Option]s. Create a
// Collector with [New]. A Collector is a registry.Describer; all methods may
// be called from many goroutines at once.
type Collector struct {
	families []*family
	samples  []metrics.Sample // the samples of every reading

	// spare is a reading without a user, kept for the next scrape. In a busy
	// program the garbage collector runs more often than scrapers come, and
	// empties a sync.Pool; each scrape would then make the 14 kB of a
	// reading again, or more with histograms. A second scrape at the same
	// time makes its own reading.
	spare atomic.Pointer[reading]
}

// A family is a row of the table, ready to be written.
type family struct {
	*row
	*expfmt.Family
	labels     expfmt.LabelSet
	start, end int      // of the samples of the row's metrics
	highest    *highest // nil for gauges and points
	created    int64    // in nanoseconds since 1970; 0 if not on the page
}

// New returns a Collector of the [Current] set, or of the set and the
// families chosen by options. The Collector leaves out a family if the
// running Go version lacks a metric the family is made of.
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

// newCollector returns a Collector of the rows that belong to the set,
// sorted by the names of the families, the order of a page.
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

// add appends the family of a row. Each family has samples of its own, in a
// row, so a few metrics are read more than once, for 30 ns each. All samples
// of a reading agree.
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
		if row.unit != "" { // client_golang has the creation time of published counters only
			f.created = time.Now().UnixNano()
		}
	}
	for _, name := range row.metrics {
		c.samples = append(c.samples, metrics.Sample{Name: name})
	}
	f.end = len(c.samples)
	c.families = append(c.families, f)
}

// Describe implements registry.Collector.
func (c *Collector) Describe(ch chan<- *registry.Desc) { registry.FromSource(c).Describe(ch) }

// Collect implements registry.Collector. A registry calls Encode instead.
func (c *Collector) Collect(ch chan<- registry.Metric) { registry.FromSource(c).Collect(ch) }

// Families returns the families that Encode writes, in the order of their
// names.
func (c *Collector) Families() []*expfmt.Family {
	families := make([]*expfmt.Family, len(c.families))
	for i, f := range c.families {
		families[i] = f.Family
	}
	return families
}

// Encode reads the runtime, then writes all families to enc, in the order
// of their names. Reading and writing take microseconds, so Encode ignores
// the context. The error is nil.
func (c *Collector) Encode(_ context.Context, enc expfmt.Encoder) error {
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

// write writes the family with the value from the reading.
func (f *family) write(enc expfmt.Encoder, r *reading) {
	samples := r.samples[f.start:f.end]
	if f.point != nil {
		enc.Point(f.Family, f.labels, f.point(r, samples))
		return
	}
	v := f.value(r, samples)
	if f.highest != nil {
		v = f.highest.raise(v)
	}
	if f.created != 0 {
		r.counter.Value, r.counter.Created = v, f.created
		enc.Point(f.Family, f.labels, &r.counter)
		return
	}
	enc.Value(f.Family, f.labels, v)
}
