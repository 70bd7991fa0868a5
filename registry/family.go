package registry

import (
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
	"plainmetrics/registry/internal/series"
)

// A family is the series of a metric, and the functions that write them to a
// page. C is the cell of a series: CounterSeries, say.
type family[C any] struct {
	desc  *Desc
	descs [1]*Desc // desc, for identify
	store *series.Store[C]
	ops   ops[C]

	hasExemplars atomic.Bool // some series has, or had, an exemplar
}

// ops are the functions that differ by metric type.
type ops[C any] struct {
	// init makes the cell of a new series ready for use.
	init func(*C)

	// release, if not nil, frees the resources of a removed series' cell.
	// The cell stays usable.
	release func(*C)

	// write writes a series of f to enc, directly or through point, which
	// is empty or has the last series of the family: emptying the point for
	// each series takes 10 ns of 240 for a histogram.
	write func(cell *C, enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, point *expfmt.Point)

	// values reads a run of single-number cells, see
	// series.Snapshot.ReadValues. Other types have none.
	values func(run []series.Series[C], ranks []uint32, values []float64, created []int64)
}

func (f *family[C]) init(d *Desc, functions ops[C]) {
	f.desc, f.descs[0], f.ops = d, d, functions
	options := series.Options[C]{
		Metric: metricName{d}, Template: d.template, Init: functions.init, Release: functions.release, IsStream: functions.values != nil,
	}
	if d.constraints != nil {
		options.Constrain = d.constrain
	}
	f.store = series.NewStore(options)
}

// single returns the cell of a metric without variable labels.
func (f *family[C]) single() *C { return f.store.Get(nil, nil) }

// describe implements storedMetric.
func (f *family[C]) describe() *Desc { return f.desc }

// encode implements storedMetric.
func (f *family[C]) encode(enc expfmt.Encoder, target *expfmt.Family) { f.encodeAs(enc, target, nil) }

// encodeAs implements relabelable.
func (f *family[C]) encodeAs(enc expfmt.Encoder, target *expfmt.Family, r relabeler) {
	snapshot := f.store.Snapshot()
	labels := snapshot.Labels()
	if r != nil {
		labels = r.relabel(labels)
	}
	if len(labels) == 0 {
		return
	}
	if page, ok := enc.(*expfmt.Page); ok && f.ops.values != nil {
		if columns := page.Columns(target, f.hasExemplars.Load()); columns != expfmt.NoColumns {
			column := newColumn(len(labels))
			defer column.release()
			var created []int64
			if columns == expfmt.CreatedColumns {
				created = column.createdRoom(len(labels))
			}
			snapshot.ReadValues(column.values, created, f.ops.values)
			page.Column(target, labels, column.values, created)
			return
		}
	}
	point := points.Get().(*expfmt.Point)
	defer points.Put(point)
	empty(point)
	for rank, cell := range snapshot.Cells() {
		f.ops.write(cell, enc, target, labels[rank], point)
	}
}

// encodeOnly writes the family with no other series than the cell's, and none
// if that was removed.
func (f *family[C]) encodeOnly(cell *C, enc expfmt.Encoder) error {
	snapshot := f.store.Snapshot()
	rank, ok := snapshot.Rank(cell)
	if !ok {
		return nil
	}
	if w, ok := enc.(*model.MetricWriter); ok {
		w.Type = f.desc.typ
	}
	f.ops.write(cell, enc, f.desc.family, snapshot.Labels()[rank], new(expfmt.Point))
	return nil
}

// identify returns the identity of the metric.
func (f *family[C]) identify() identity { return identity{stored: f, descs: f.descs[:]} }

// identifySeries returns the identity of a series as a Collector. The series
// of a metric without variable labels is the metric. A series of a vector is
// described by its family and collects itself.
func (f *family[C]) identifySeries() identity {
	if len(f.desc.variable) == 0 {
		return f.identify()
	}
	id := identity{err: f.desc.err}
	if id.err == nil {
		id.descs = []*Desc{{fqName: f.desc.fqName, family: f.desc.family, constant: f.desc.constant, isCustom: true}}
	}
	return id
}

// points are scratch memory: histograms, summaries and exemplars go to a
// page through a Point. The points grow to the largest number of buckets in
// use.
var points = sync.Pool{New: func() any { return new(expfmt.Point) }}

// empty empties a point, and leaves its memory for the next family.
func empty(p *expfmt.Point) {
	*p = expfmt.Point{Counts: p.Counts[:0], Values: p.Values[:0], Exemplars: p.Exemplars[:0]}
}

// A column is scratch memory for the values and the times of creation of a
// family, and for the label sets of records.
type column struct {
	values  []float64
	created []int64
	labels  []expfmt.LabelSet
}

// createdRoom returns room for times of creation.
func (c *column) createdRoom(length int) []int64 {
	if cap(c.created) < length {
		c.created = make([]int64, length)
	}
	c.created = c.created[:length]
	return c.created
}

// labelRoom returns room for label sets.
func (c *column) labelRoom(length int) []expfmt.LabelSet {
	if cap(c.labels) < length {
		c.labels = make([]expfmt.LabelSet, length)
	}
	c.labels = c.labels[:length]
	return c.labels
}

// largestColumn is the number of values, of 8 bytes each, up to which room
// is pooled for the next scrape.
const largestColumn = 2 << 20

var columns = sync.Pool{New: func() any { return new(column) }}

func newColumn(length int) *column {
	c := columns.Get().(*column)
	if cap(c.values) < length {
		c.values = make([]float64, length)
	}
	c.values = c.values[:length]
	return c
}

func (c *column) release() {
	if cap(c.values) <= largestColumn && cap(c.labels) <= largestColumn/8 {
		clear(c.labels)
		columns.Put(c)
	}
}
