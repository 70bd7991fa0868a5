package expfmt

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// A LabelSet is the labels of one series, rendered once, when the series is
// created: sorted by name, values escaped, separated by commas, without the
// braces. The zero value has no labels. A LabelSet never changes, and two
// sets of the same labels are equal with ==.
//
// [Labels], [LabelText.Make] and [LabelSet.With] make label sets, and so do the
// decoders, which also read labels such as __replica__, reserved by
// Prometheus. All label sets are valid, and can go on a page without another
// check.
type LabelSet struct {
	// text is the rendered labels, behind quotedMark if some name is outside
	// the legacy alphabet. The mark takes the place of a field, which would
	// make each of a million sets 8 bytes larger.
	text string
}

// quotedMark marks a set with a name between quotes: a page shows its text
// unchanged only if the page allows UTF-8. No rendered label begins with a
// comma.
const quotedMark = ','

// A Label is a name and its value, neither of them escaped.
type Label struct{ Name, Value string }

// Labels returns the label set of the given pairs, which may come in any
// order. Labels fails if a name is not a label name or comes twice, or if a
// value is not valid UTF-8.
func Labels(labels ...Label) (LabelSet, error) {
	sorted, err := sortLabels(labels)
	if err != nil {
		return LabelSet{}, err
	}
	return render(sorted), nil
}

// sortLabels returns the labels in the order of their names, or an error if
// they make no label set.
func sortLabels(labels []Label) ([]Label, error) {
	sorted := sortByName(labels)
	for i, l := range sorted {
		switch {
		case !IsLabelName(l.Name):
			return nil, fmt.Errorf("expfmt: %w", errLabelName(l.Name))
		case i > 0 && l.Name == sorted[i-1].Name:
			return nil, fmt.Errorf("expfmt: %w", errLabelNameTwice(l.Name))
		case !utf8.ValidString(l.Value):
			return nil, fmt.Errorf("expfmt: %w", errLabelValue(l.Name, l.Value))
		}
	}
	return sorted, nil
}

// sortByName returns the labels in the order of their names. It sorts pointers
// because net/http sorts pointers, too, and both share the code: sorting values
// adds 13 kB to each binary.
func sortByName(labels []Label) []Label {
	order := make([]*Label, len(labels))
	for i := range labels {
		order[i] = &labels[i]
	}
	slices.SortFunc(order, func(a, b *Label) int { return strings.Compare(a.Name, b.Name) })
	sorted := make([]Label, len(labels))
	for i, l := range order {
		sorted[i] = *l
	}
	return sorted
}

// These errors contain the words of client_golang, for which tests of
// programs look.

func errLabelName(name string) error {
	return fmt.Errorf("%q is not a valid label name", name)
}

func errLabelNameTwice(name string) error {
	return fmt.Errorf("duplicate label names: %q comes twice", name)
}

func errLabelValue(name, value string) error {
	return fmt.Errorf("label %q: label value %q is not valid UTF-8", name, value)
}

// render renders labels that are valid and in order.
func render(labels []Label) LabelSet {
	var room [128]byte // saves 70 ns of 525 for a decoded line with two labels
	text := room[:0]
	for i, l := range labels {
		if !IsLegacyName(l.Name) {
			return renderQuoted(labels)
		}
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(text, l.Name...), '=')
		text = appendQuoted(text, l.Value)
	}
	return LabelSet{string(text)}
}

// renderQuoted is render for labels of which some name is outside the legacy
// alphabet.
func renderQuoted(labels []Label) LabelSet {
	text := []byte{quotedMark}
	for i, l := range labels {
		text = appendLabel(text, i, l)
	}
	return LabelSet{string(text)}
}

// appendLabel appends the label with the given index.
func appendLabel(dst []byte, index int, l Label) []byte {
	if index > 0 {
		dst = append(dst, ',')
	}
	dst = append(appendLabelName(dst, l.Name), '=')
	return appendQuoted(dst, l.Value)
}

// appendLabelName appends a name in the form for label sets: between quotes
// if the name is outside the legacy alphabet.
func appendLabelName(dst []byte, name string) []byte {
	if IsLegacyName(name) {
		return append(dst, name...)
	}
	return appendQuoted(dst, name)
}

func hasQuotedName(labels []Label) bool {
	return slices.ContainsFunc(labels, func(l Label) bool { return !IsLegacyName(l.Name) })
}

// String returns the rendered labels.
func (s LabelSet) String() string {
	if s.isQuoted() {
		return s.text[1:]
	}
	return s.text
}

// IsLegacy reports whether all names are legacy names: no scheme changes the
// labels.
func (s LabelSet) IsLegacy() bool { return !s.isQuoted() }

// isQuoted reports whether some name stands between quotes.
func (s LabelSet) isQuoted() bool { return s.text != "" && s.text[0] == quotedMark }

// Len returns the number of labels.
func (s LabelSet) Len() int {
	n := 0
	for range s.All() {
		n++
	}
	return n
}

// All yields the names and values of the labels, unescaped, in order.
func (s LabelSet) All() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for text := s.String(); text != ""; {
			var l Label
			if l, text = cutLabel(text); !yield(l.Name, l.Value) {
				return
			}
		}
	}
}

// appendTo appends the labels, unescaped, in order.
func (s LabelSet) appendTo(labels []Label) []Label {
	for text := s.String(); text != ""; {
		var l Label
		l, text = cutLabel(text)
		labels = append(labels, l)
	}
	return labels
}

// cutLabel returns the first label of a rendered set, and the text behind
// it.
func cutLabel(text string) (l Label, tail string) {
	l.Name, text = cutName(text)
	l.Value, text = cutQuoted(text[len("="):])
	return l, strings.TrimPrefix(text, ",")
}

// cutName returns the name of the first label of a rendered set, and the
// text behind it.
func cutName(text string) (name, tail string) {
	if text[0] == '"' {
		return cutQuoted(text)
	}
	i := strings.IndexByte(text, '=')
	return text[:i], text[i:]
}

// Get returns the value of the label with the given name, "" without such a
// label.
func (s LabelSet) Get(name string) string {
	for n, v := range s.All() {
		if n == name {
			return v
		}
	}
	return ""
}

// Has reports whether there is a label with the given name.
func (s LabelSet) Has(name string) bool {
	for n := range s.All() {
		if n == name {
			return true
		}
	}
	return false
}

// WithoutEmpty returns the labels that have a value. To Prometheus a label
// with an empty value is no label: sets that are equal without their empty
// labels belong to the same series.
func (s LabelSet) WithoutEmpty() LabelSet {
	if !strings.Contains(s.text, `=""`) { // the quotes in a value are escaped
		return s
	}
	labels := s.appendTo(nil)
	kept := labels[:0]
	for _, l := range labels {
		if l.Value != "" {
			kept = append(kept, l)
		}
	}
	return render(kept)
}

// HasNamesOf reports whether both sets have labels of the same names.
func (s LabelSet) HasNamesOf(other LabelSet) bool {
	a, b := s.String(), other.String()
	for a != "" && b != "" {
		x, _ := cutName(a)
		y, _ := cutName(b)
		if x != y {
			return false
		}
		_, a = cutLabel(a)
		_, b = cutLabel(b)
	}
	return a == "" && b == ""
}

// With returns the labels of both sets. With fails if both have a label of
// the same name.
func (s LabelSet) With(other LabelSet) (LabelSet, error) {
	switch {
	case other.text == "":
		return s, nil
	case s.text == "":
		return other, nil
	}
	text := make([]byte, 0, len(s.text)+len(",")+len(other.text))
	if s.isQuoted() || other.isQuoted() {
		text = append(text, quotedMark)
	}
	for a, b := s.String(), other.String(); a != "" || b != ""; {
		next := &a
		if a == "" {
			next = &b
		} else if b != "" {
			x, _ := cutName(a)
			y, _ := cutName(b)
			switch {
			case x == y:
				return LabelSet{}, fmt.Errorf("expfmt: label %q is in both sets", x)
			case x > y:
				next = &b
			}
		}
		_, behind := cutLabel(*next)
		text = append(text, strings.TrimSuffix((*next)[:len(*next)-len(behind)], ",")...)
		if *next = behind; a != "" || b != "" {
			text = append(text, ',')
		}
	}
	return LabelSet{string(text)}, nil
}

// Compare orders the series of a family as a page does: fewer labels first,
// then by the values in the order of their names. Sets with equal values are
// ordered by their names, so only equal sets compare equal.
func (s LabelSet) Compare(other LabelSet) int {
	if s.text == other.text {
		return 0
	}
	if c, ok := compareQuotes(s.text, other.text); ok {
		return c
	}
	if c := cmp.Compare(s.Len(), other.Len()); c != 0 {
		return c
	}
	names := 0
	for a, b := s.String(), other.String(); a != ""; {
		var l, m Label
		l, a = cutLabel(a)
		m, b = cutLabel(b)
		if c := strings.Compare(l.Value, m.Value); c != 0 {
			return c
		}
		names = cmp.Or(names, strings.Compare(l.Name, m.Name))
	}
	return names
}

// compareQuotes is Compare of two different sets that are as usual: neither
// has a quoted name or an escaped value, and they differ in their number or in
// a value before they differ in a name. Every quote then begins or ends a
// value, and the sets need not be taken apart, which saves 64 ns of 94.
func compareQuotes(a, b string) (c int, ok bool) {
	if a == "" || b == "" || a[0] == quotedMark || b[0] == quotedMark ||
		strings.IndexByte(a, '\\') >= 0 || strings.IndexByte(b, '\\') >= 0 {
		return 0, false
	}
	if c := cmp.Compare(strings.Count(a, `"`), strings.Count(b, `"`)); c != 0 {
		return c, true
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) || strings.Count(a[:i], `"`)%2 == 0 {
		return 0, false
	}
	return cmp.Compare(valueByte(a, i), valueByte(b, i)), true
}
