package expfmt

import (
	"maps"
	"slices"
	"strings"
)

// A lintedFamily is a family as far as it has been written: the input of
// the rules. A family may come in pieces.
type lintedFamily struct {
	name     string
	hasHelp  bool // a text, and not of blanks alone
	unit     string
	typ      Type
	position position

	labels  map[string]lintedLabel // by name
	count   int                    // of different series
	repeats int                    // series that came again
	stamped bool                   // a series had a timestamp

	uncreated bool // a series had no time of creation

	// series are the series of the first piece, until the piece ends. Then
	// closed has them in the least memory. Further pieces make them series
	// again.
	series map[seriesKey]struct{}
	closed []seriesKey

	inPieces bool
}

// A lintedLabel is a label name of a family.
type lintedLabel struct {
	series   int // that have it
	position position
}

// begin begins a piece of the family.
func (f *lintedFamily) begin(header *Family) {
	f.hasHelp = f.hasHelp || isHelp(header.Help())
	f.unit = header.Unit()
	if typ := header.Type(); typ != TypeUntyped {
		f.typ = typ
	}
	if f.closed == nil {
		return
	}
	// A map of the family's own, as more pieces may come.
	f.series = make(map[seriesKey]struct{}, len(f.closed))
	for _, key := range f.closed {
		f.series[key] = struct{}{}
	}
	f.closed, f.inPieces = nil, true
}

// isHelp reports whether a HELP text has more than blanks.
func isHelp(text string) bool { return strings.Trim(text, " \t") != "" }

// end ends a piece of the family, and returns the map of its series for the
// next family. A family in pieces keeps the map, because its pieces may be
// many.
func (f *lintedFamily) end() (series map[seriesKey]struct{}) {
	if f.inPieces {
		return nil
	}
	series = f.series
	f.closed = slices.AppendSeq(make([]seriesKey, 0, len(series)), maps.Keys(series))
	f.series = nil
	return series
}

// add adds a series, and reports whether it is new.
func (f *lintedFamily) add(labels LabelSet, key seriesKey) bool {
	if _, known := f.series[key]; known {
		return false
	}
	f.series[key] = struct{}{}
	f.count++
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

// appendProblems appends the findings of the rules, and repeats each at most
// so often.
func (f *lintedFamily) appendProblems(dst []Problem, family []func(*lintedFamily) string, label []func(*lintedFamily, string) string, most int) []Problem {
	for _, rule := range family {
		if text := rule(f); text != "" {
			dst = append(dst, Problem{f.name, "", text, f.position.line, f.position.column})
		}
	}
	for _, rule := range countedRules {
		text, times := rule(f)
		problem := Problem{f.name, "", text, f.position.line, f.position.column}
		dst = append(dst, slices.Repeat([]Problem{problem}, min(times, most))...)
	}
	for name, l := range f.labels {
		for _, rule := range label {
			if text := rule(f, name); text != "" {
				problem := Problem{f.name, name, text, l.position.line, l.position.column}
				dst = append(dst, slices.Repeat([]Problem{problem}, min(l.series, most))...)
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
