package registry

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"plainmetrics/expfmt"
)

// A draft is the Encoder that foreign code writes into. It keeps what it
// is given until it is known to make sense, and to be in order; then it is
// copied to the page. Nonsense costs its family and nothing else.
type draft struct {
	entries []entry
	spare   []entry       // room to sort in
	from    *registration // who is writing
	family  *expfmt.Family
	begin   int  // of the family, in entries
	spoilt  bool // the family made no sense
	errs    []error

	// What points refer to lies here, so that a warm draft allocates nothing.
	points    []expfmt.Point
	counts    []uint64
	values    []float64
	exemplars []*expfmt.Exemplar
}

// An entry is a series on its way to the page.
type entry struct {
	family *expfmt.Family
	labels expfmt.LabelSet
	value  float64
	point  *expfmt.Point // in place of value, if not nil
	from   *registration
}

var _ expfmt.Encoder = (*draft)(nil)

// Family implements expfmt.Encoder.
func (d *draft) Family(f *expfmt.Family) {
	d.family, d.begin, d.spoilt = f, len(d.entries), false
}

// Value implements expfmt.Encoder.
func (d *draft) Value(labels expfmt.LabelSet, v float64) {
	if d.accepts(labels) {
		if t := d.family.Type(); !t.Scalar() {
			d.spoil(fmt.Errorf("expected a Point for a %v, found a Value", t))
			return
		}
		d.entries = append(d.entries, entry{family: d.family, labels: labels, value: v, from: d.from})
	}
}

// Point implements expfmt.Encoder.
func (d *draft) Point(labels expfmt.LabelSet, p *expfmt.Point) {
	if !d.accepts(labels) {
		return
	}
	if err := p.Check(d.family.Type()); err != nil {
		d.spoil(err)
		return
	}
	d.keep(entry{family: d.family, labels: labels, from: d.from}, p)
}

// accepts reports whether a series can be added to the open family.
func (d *draft) accepts(labels expfmt.LabelSet) bool {
	if d.family == nil && !d.spoilt {
		d.spoil(errors.New("expected a Family before its series"))
	}
	if d.spoilt {
		return false
	}
	for name := range labels.All() {
		if err := d.family.Type().CheckLabelNames(name); err != nil {
			d.spoil(err)
			return false
		}
	}
	return true
}

// spoil takes back what there is of the open family.
func (d *draft) spoil(err error) {
	name := ""
	if d.family != nil {
		name = d.family.Name()
	}
	d.errs = append(d.errs, fmt.Errorf("family %q: %w", name, err))
	d.entries = d.entries[:d.begin]
	d.spoilt = true
}

// sort puts the entries in the order of a page. Among those of the same
// series the ones that were there first stay first. Collectors write mostly
// in order, so there are few runs to merge, and often one.
func (d *draft) sort() {
	for !d.mergeRuns() {
	}
}

// mergeRuns merges each run of entries that are in order with the next, and
// reports whether there was nothing to merge.
func (d *draft) mergeRuns() (sorted bool) {
	a, rest := cutRun(d.entries)
	if len(rest) == 0 {
		return true
	}
	merged := d.spare[:0]
	for len(a) > 0 {
		b, others := cutRun(rest)
		for len(a) > 0 && len(b) > 0 {
			if b[0].compare(&a[0]) < 0 {
				merged, b = append(merged, b[0]), b[1:]
			} else {
				merged, a = append(merged, a[0]), a[1:]
			}
		}
		merged = append(append(merged, a...), b...)
		a, rest = cutRun(others)
	}
	d.entries, d.spare = merged, d.entries
	return false
}

// cutRun cuts off the entries up to the first that is before the one in
// front of it.
func cutRun(entries []entry) (run, rest []entry) {
	for i := 1; i < len(entries); i++ {
		if entries[i].compare(&entries[i-1]) < 0 {
			return entries[:i], entries[i:]
		}
	}
	return entries, nil
}

// compare orders entries by the names of their families, then as
// expfmt.LabelSet.Compare does.
func (e *entry) compare(other *entry) int {
	if e.family == other.family || e.family.Name() == other.family.Name() {
		return e.labels.Compare(other.labels)
	}
	return strings.Compare(e.family.Name(), other.family.Name())
}

// absorb adds what another draft has.
func (d *draft) absorb(other *draft) {
	d.errs = append(d.errs, other.errs...)
	for _, e := range other.entries {
		if e.point == nil {
			d.entries = append(d.entries, e)
		} else {
			d.keep(e, e.point)
		}
	}
}

// keep adds an entry with a copy of what counts of the point.
func (d *draft) keep(e entry, p *expfmt.Point) {
	d.points = append(d.points, *p)
	e.point = &d.points[len(d.points)-1]
	switch e.family.Type() {
	case expfmt.TypeHistogram, expfmt.TypeGaugeHistogram:
		d.counts = append(d.counts, p.Counts...)
		e.point.Counts = d.counts[len(d.counts)-len(p.Counts):]
		d.exemplars = append(d.exemplars, p.Exemplars...)
		e.point.Exemplars = d.exemplars[len(d.exemplars)-len(p.Exemplars):]
	case expfmt.TypeSummary:
		d.values = append(d.values, p.Values...)
		e.point.Values = d.values[len(d.values)-len(p.Values):]
	}
	d.entries = append(d.entries, e)
}

// drafts are kept between scrapes, up to a size: one of largestDraft
// entries has about a megabyte.
var drafts = sync.Pool{New: func() any { return new(draft) }}

const largestDraft = 10_000

func newDraft() *draft { return drafts.Get().(*draft) }

func (d *draft) release() {
	if cap(d.entries) <= largestDraft && cap(d.points) <= largestDraft && cap(d.counts)+cap(d.values) <= 10*largestDraft {
		d.reset()
		drafts.Put(d)
	}
}

func (d *draft) reset() {
	clear(d.entries)
	clear(d.spare)
	clear(d.points)
	clear(d.exemplars)
	*d = draft{
		entries: d.entries[:0], spare: d.spare[:0],
		points: d.points[:0], counts: d.counts[:0], values: d.values[:0], exemplars: d.exemplars[:0],
	}
}
