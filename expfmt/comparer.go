package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// A Comparer compares two pages while they are written into the Encoders
// Want and Got, and returns what [Compare] returns for Snapshots of them.
// Series meet by name and labels, wherever they stand on the pages. A label
// with an empty value counts as no label, as it does for Prometheus.
//
// A Comparer holds the names of all families, and the series that one page
// has had and the other has not yet. So two pages in the same order, read in
// turns, take little memory. A Comparer must not be used by several
// goroutines at once.
type Comparer struct {
	opts        CompareOptions
	want, got   comparedPage
	families    map[string]*comparison // by name; nil after both pages had the same series
	differences []Difference           // in any order of their families and series
}

// NewComparer returns a Comparer of two pages without families.
func NewComparer(opts CompareOptions) *Comparer {
	c := &Comparer{opts: opts, families: make(map[string]*comparison)}
	c.want = comparedPage{comparer: c, side: wantSide}
	c.got = comparedPage{comparer: c, side: gotSide}
	return c
}

// Want returns the Encoder for the wanted page.
func (c *Comparer) Want() Encoder { return &c.want }

// Got returns the Encoder for the page that a program got.
func (c *Comparer) Got() Encoder { return &c.got }

// Differences returns the differences between the pages written so far, in
// the order of [Compare].
func (c *Comparer) Differences() []Difference {
	differences := slices.Clone(c.differences)
	for _, family := range c.families {
		if family != nil {
			differences = family.appendUnmatched(differences)
		}
	}
	slices.SortStableFunc(differences, func(a, b Difference) int {
		return cmp.Or(strings.Compare(a.Family, b.Family), strings.Compare(a.Labels.String(), b.Labels.String()))
	})
	return differences
}

// compare compares a family in turns, so that few series wait for the other
// page. A page without the family has nil.
func (c *Comparer) compare(want, got *snapshotFamily) {
	for i := range max(want.len(), got.len()) {
		want.write(&c.want, i)
		got.write(&c.got, i)
	}
}

// open returns the comparison of a family that has series.
func (c *Comparer) open(name string) *comparison {
	family, known := c.families[name]
	if family == nil {
		family = &comparison{
			family:         name,
			anyValue:       matchesAny(c.opts.IgnoreValues, name),
			tolerance:      c.opts.Tolerance,
			headerCompared: known,
		}
		c.families[name] = family
	}
	return family
}

// A comparedPage is the Encoder for one of two pages.
type comparedPage struct {
	comparer *Comparer
	side     int
	family   *Family     // of the last series
	open     *comparison // of the same; nil if the options leave the family out
}

var _ Encoder = (*comparedPage)(nil)

// Value implements Encoder.
func (p *comparedPage) Value(f *Family, l LabelSet, v float64) {
	p.add(comparedSeries{family: f, labels: l, value: v})
}

// Point implements Encoder.
func (p *comparedPage) Point(f *Family, l LabelSet, pt *Point) { p.add(newComparedSeries(f, l, pt)) }

func (p *comparedPage) add(s comparedSeries) {
	if p.comparer.opts.IgnoreNative {
		s.native = nil
	}
	if s.family != p.family {
		p.begin(s.family)
	}
	if p.open != nil {
		p.comparer.differences = p.open.add(p.comparer.differences, p.side, s)
	}
}

// begin ends the open family and begins another.
func (p *comparedPage) begin(f *Family) {
	c := p.comparer
	if p.open != nil && p.open.end(p.side) {
		c.families[p.open.family] = nil
	}
	p.family, p.open = f, nil
	if !c.opts.Ignores(f.Name()) {
		p.open = c.open(f.Name())
		c.differences = p.open.begin(c.differences, p.side, f)
	}
}
