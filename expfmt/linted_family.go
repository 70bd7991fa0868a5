package expfmt

import (
	"hash/maphash"
	"slices"
	"strings"
)

// A lintedFamily is a family as far as it has been written: the input of
// the rules. A family may come in pieces.
type lintedFamily struct {
	name     string
	hasHelp  bool // a text, and not of blanks alone
	typ      Type
	position position

	labels   map[string]lintedLabel // by name
	count    int                    // of different series
	repeated bool                   // a series came twice
	stamped  bool                   // a series had a timestamp

	// series are the series of the first piece, by rendered labels, until
	// the piece ends. Then closed has their hashes, which take 8 bytes each.
	// Further pieces add to hashes. Of a million series, two have the same
	// hash once in 40 million pages.
	series map[string]struct{}
	closed []uint64
	hashes map[uint64]struct{}
}

// A lintedLabel is a label name of a family.
type lintedLabel struct {
	series   int // that have it
	position position
}

// lintSeed is the seed of all hashes of series.
var lintSeed = maphash.MakeSeed()

// begin begins a piece of the family.
func (f *lintedFamily) begin(header *Family) {
	f.hasHelp = f.hasHelp || strings.Trim(header.help, " \t") != ""
	if header.typ != TypeUntyped {
		f.typ = header.typ
	}
	if f.closed == nil {
		return
	}
	f.hashes = make(map[uint64]struct{}, len(f.closed))
	for _, hash := range f.closed {
		f.hashes[hash] = struct{}{}
	}
	f.closed = nil
}

// end ends a piece of the family.
func (f *lintedFamily) end() {
	if f.series == nil {
		return
	}
	f.closed = make([]uint64, 0, len(f.series))
	for labels := range f.series {
		f.closed = append(f.closed, maphash.String(lintSeed, labels))
	}
	f.series = nil
}

// isNew adds the key of a series to the series of all pieces, and reports
// whether it was not among them.
func (f *lintedFamily) isNew(key LabelSet) bool {
	before := f.count
	if f.hashes != nil {
		f.hashes[maphash.String(lintSeed, key.text)] = struct{}{}
		f.count = len(f.hashes)
	} else {
		if f.series == nil {
			f.series = make(map[string]struct{})
		}
		f.series[key.text] = struct{}{}
		f.count = len(f.series)
	}
	return f.count > before
}

// add adds a series, and reports whether it is new.
func (f *lintedFamily) add(labels LabelSet) bool {
	if !f.isNew(labels.WithoutEmpty()) {
		return false
	}
	for name := range labels.All() {
		l := f.labels[name]
		l.series++
		f.set(name, l)
	}
	return true
}

// locate sets the position of a label, if it is the first on the page.
func (f *lintedFamily) locate(name string, p position) {
	if l := f.labels[name]; l.position == (position{}) {
		l.position = p
		f.set(name, l)
	}
}

func (f *lintedFamily) set(name string, l lintedLabel) {
	if f.labels == nil {
		f.labels = make(map[string]lintedLabel)
	}
	if _, known := f.labels[name]; !known {
		name = strings.Clone(name) // which may be a part of a page
	}
	f.labels[name] = l
}

// appendProblems appends what the rules find, of a label at most times times.
func (f *lintedFamily) appendProblems(dst []Problem, family []func(*lintedFamily) string, label []func(*lintedFamily, string) string, times int) []Problem {
	for _, rule := range family {
		if text := rule(f); text != "" {
			dst = append(dst, Problem{f.name, "", text, f.position.line, f.position.column})
		}
	}
	for name, l := range f.labels {
		for _, rule := range label {
			if text := rule(f, name); text != "" {
				problem := Problem{f.name, name, text, l.position.line, l.position.column}
				dst = append(dst, slices.Repeat([]Problem{problem}, min(l.series, times))...)
			}
		}
	}
	return dst
}

// misuses reports whether the family's name ends in a suffix that only
// families of the given types should have. A family without a type may be
// of any.
func (f *lintedFamily) misuses(suffix string, types ...Type) bool {
	return strings.HasSuffix(f.name, suffix) && f.typ != TypeUntyped && !slices.Contains(types, f.typ)
}
