package expfmt

// A Difference is a line that only one of two pages has, or that differs.
type Difference struct {
	Family string
	Labels LabelSet // of the series, those with a value; none for a HELP or TYPE line

	// Want and Got are the line on the two pages in the text format, without
	// a line feed, or a line of native buckets. Got is "" if the line is
	// missing, Want is "" if the line was added.
	Want, Got string
}

// CompareOptions loosen a comparison. With the zero value every difference
// counts.
//
// A pattern is a name in which * stands for any characters, and ? for a
// single character.
type CompareOptions struct {
	// Ignore has patterns of families to leave out.
	Ignore []string

	// IgnoreValues has patterns of families whose values and timestamps do
	// not count, only the presence of their lines.
	IgnoreValues []string

	// Tolerance is the largest difference between equal values, as a
	// fraction of the larger: 0.01 accepts a difference of 1 %.
	Tolerance float64

	// IgnoreNative leaves out the native buckets of histograms: for a page of
	// the text format or OpenMetrics 1, which show no native buckets, beside
	// a page of another format.
	IgnoreNative bool
}

// Ignores reports whether Ignore has a pattern for the family.
func (o CompareOptions) Ignores(family string) bool { return matchesAny(o.Ignore, family) }

// Compare returns the differences between a wanted page and the page that
// a program got: families sorted by name, in each the HELP line, the TYPE
// line, and the lines of the series, sorted by rendered labels. The order
// of families and series on the pages plays no part.
//
// Compare matches lines by name and labels, so it compares a histogram or
// a summary line by line. A label with an empty value counts as no label, as
// it does for Prometheus.
//
// The native buckets of a histogram are one line, which looks like the native
// part of a sample of OpenMetrics 2.0. Empty buckets count for nothing, and
// neither does the way in which a page cuts spans.
func Compare(want, got *Snapshot, opts CompareOptions) []Difference {
	c := NewComparer(opts)
	for name, family := range want.families {
		c.compare(family, got.families[name])
	}
	for name, family := range got.families {
		if want.families[name] == nil {
			c.compare(nil, family)
		}
	}
	return c.Differences()
}
