package expfmt

import (
	"maps"
	"slices"
)

// A Difference is a line that two pages don't have in common.
type Difference struct {
	Family string
	Labels LabelSet // of the series; none for a HELP or TYPE line

	// Want and Got are the line as the pages have it, without its line
	// feed. Got is "" if it is missing, Want if it was added.
	Want, Got string
}

// CompareOptions say what counts as a difference. The zero value lets
// nothing pass.
//
// A pattern is a name in which * stands for any characters, and ? for one.
type CompareOptions struct {
	// Ignore has patterns of the families that are not compared.
	Ignore []string

	// IgnoreValues has patterns of the families of which values and
	// timestamps are not compared, only the lines that there are; the
	// pattern * stands for all.
	IgnoreValues []string

	// Tolerance is how far apart two values may be, as a fraction of the
	// larger: with 0.01 they are the same if they differ by 1 %.
	Tolerance float64
}

// Ignores reports whether the family of that name is not compared.
func (o CompareOptions) Ignores(family string) bool { return matchesAny(o.Ignore, family) }

// Compare returns what differs between the page that was wanted and the
// one that was got: family by family in the order of their names, of each
// the HELP line, the TYPE line, and the lines of the series in the order
// of their rendered labels. In which order the pages have them plays no
// part.
//
// A line is the same on both pages if it bears the same name and labels.
// Those of a histogram or a summary are compared one by one.
func Compare(want, got *Snapshot, opts CompareOptions) []Difference {
	names := slices.Collect(maps.Keys(want.families))
	for name := range got.families {
		if want.families[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var differences []Difference
	for _, name := range names {
		if !opts.Ignores(name) {
			c := comparison{
				family:      name,
				anyValue:    matchesAny(opts.IgnoreValues, name),
				tolerance:   opts.Tolerance,
				differences: differences,
			}
			c.compare(want.families[name], got.families[name])
			differences = c.differences
		}
	}
	return differences
}
