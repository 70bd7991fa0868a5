package expfmt

import (
	"slices"
	"strings"
)

// The metadata of a family is the text of its HELP, TYPE and UNIT lines.
type metadata struct {
	name, help, unit string // the name as the lines have it
	typ              Type
}

// cutName returns the suffix of a sample's name behind the family's name,
// and false if the type of the family has no such sample.
func (m *metadata) cutName(name string, g *grammar) (suffix string, ok bool) {
	suffix, ok = strings.CutPrefix(name, m.name)
	return suffix, ok && m.name != "" && slices.Contains(g.suffixes(m.typ), suffix)
}

// A decodedFamily is the family whose lines the decoder reads.
type decodedFamily struct {
	metadata
	hasHelp, hasType, hasUnit bool
	position                  position // of the name, where it stands first

	// resumed says that the family has pieces above, which may have lines of
	// its series.
	resumed bool

	family  *Family             // for the Encoder; nil until the metadata is complete
	series  map[seriesKey]int32 // their indexes in pending
	pending []partialSeries
	bounds  *Bounds // of the series written last

	// The fields below are for grammars with wholePoints.

	last   lastPoint
	groups map[seriesKey]struct{} // of a stateset's labels without the state
	group  LabelSet               // the last of the groups
}

// A lastPoint is the series and the time on the line before.
type lastPoint struct {
	isKnown      bool
	labels       LabelSet // without labels of an empty value
	hasTimestamp bool
	seconds      float64
}

// reset makes f another family and keeps its memory, except for a large map:
// clearing a large map takes as long as filling it. Keeping small maps saves
// 2 allocations of 12 for each family of testdata/seed-page.txt.
func (f *decodedFamily) reset(name string, p position) {
	series := f.series
	if series == nil || len(series) > 8 {
		series = make(map[seriesKey]int32)
	}
	clear(series)
	*f = decodedFamily{metadata: metadata{name: name}, position: p, series: series, pending: f.pending}
}

// add adds a pending series, in the memory of an earlier one.
func (f *decodedFamily) add(labels LabelSet, key seriesKey) *partialSeries {
	n := len(f.pending)
	if n == cap(f.pending) {
		f.pending = append(f.pending, partialSeries{})
	} else {
		f.pending = f.pending[:n+1]
		f.pending[n].reset()
	}
	f.series[key] = int32(n)
	f.pending[n].labels = labels
	return &f.pending[n]
}

// header returns the Family. Its strings are copies, as the name is, because
// a short string must not hold a part of the page in memory.
func (f *decodedFamily) header(g *grammar) *Family {
	name := f.name
	if g.bareNames {
		name += types[f.typ].suffix
	}
	return newFamily(name, strings.Clone(f.help), strings.Clone(f.unit), f.typ)
}
