package expfmt

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// A LabelSet is the labels of one series, rendered once when the series is
// born: sorted by name, values escaped, separated by commas, without the
// braces. The zero value has no labels. A LabelSet never changes.
type LabelSet struct {
	text string

	// quoted says that some name is outside the legacy alphabet and stands
	// between quotes, so that the text fits only a page that allows UTF-8.
	quoted bool
}

// A Label is one name and its value, neither escaped.
type Label struct{ Name, Value string }

// Labels returns the label set of the given pairs, which may come in any
// order. It fails if a name is not a label name or comes twice, or if a
// value is not valid UTF-8.
func Labels(labels ...Label) (LabelSet, error) {
	sorted := sortLabels(labels)
	for i, l := range sorted {
		switch {
		case !IsLabelName(l.Name):
			return LabelSet{}, fmt.Errorf("expfmt: expected a label name, found %q", l.Name)
		case i > 0 && l.Name == sorted[i-1].Name:
			return LabelSet{}, fmt.Errorf("expfmt: label name %q comes twice", l.Name)
		case !utf8.ValidString(l.Value):
			return LabelSet{}, fmt.Errorf("expfmt: label %q: expected a value in valid UTF-8, found %q", l.Name, l.Value)
		}
	}
	return render(sorted), nil
}

// sortLabels returns the labels in the order of their names. Pointers are
// what is sorted, for those net/http sorts as well: the code of a sort for
// another type is ten kilobytes more in each program.
func sortLabels(labels []Label) []Label {
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

// render renders labels that are known to be valid and in order.
func render(labels []Label) LabelSet {
	var set LabelSet
	var text []byte
	for i, l := range labels {
		if i > 0 {
			text = append(text, ',')
		}
		text = AppendLabelName(text, l.Name)
		text = append(text, '=')
		text = appendQuoted(text, l.Value)
		set.quoted = set.quoted || !IsLegacyName(l.Name)
	}
	set.text = string(text)
	return set
}

// AppendLabelName appends a label's name as it stands in a label set,
// between quotes if it is outside the legacy alphabet.
func AppendLabelName(dst []byte, name string) []byte {
	if IsLegacyName(name) {
		return append(dst, name...)
	}
	return appendQuoted(dst, name)
}

// AppendEscaped appends a label's value as it stands in a label set
// between the quotes.
func AppendEscaped(dst []byte, value string) []byte { return appendEscaped(dst, value, true) }

// Rendered returns the label set that text is the rendering of: for each
// label what AppendLabelName makes of the name, an equal sign, and between
// quotes what AppendEscaped makes of the value; sorted by name, separated
// by commas. It is for storage that renders series where it
// keeps them; text is trusted, not checked.
func Rendered(text string, quoted bool) LabelSet { return LabelSet{text, quoted} }

// String returns the rendered labels.
func (s LabelSet) String() string { return s.text }

// Quoted reports whether some name is outside the legacy alphabet, and so
// stands between quotes.
func (s LabelSet) Quoted() bool { return s.quoted }

// Len returns the number of labels.
func (s LabelSet) Len() int {
	n := 0
	for range s.All() {
		n++
	}
	return n
}

// All yields the names and the values of the labels, unescaped, in order.
func (s LabelSet) All() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for text := s.text; text != ""; {
			var l Label
			if l, text = cutLabel(text); !yield(l.Name, l.Value) {
				return
			}
		}
	}
}

// cutLabel returns the first label of a rendered set and what follows it.
func cutLabel(text string) (l Label, rest string) {
	l.Name, text = cutName(text)
	l.Value, text = cutQuoted(text[len("="):])
	return l, strings.TrimPrefix(text, ",")
}

// cutName returns the name of the first label of a rendered set and what
// follows it.
func cutName(text string) (name, rest string) {
	if text[0] == '"' {
		return cutQuoted(text)
	}
	i := strings.IndexByte(text, '=')
	return text[:i], text[i:]
}

// cutQuoted unescapes the quoted string at the front of text and returns
// it with what follows it. A backslash in front of anything but what is
// escaped stands for itself.
func cutQuoted(text string) (value, rest string) {
	var plain []byte // nil until the first escape
	for i := 1; ; i++ {
		switch c := text[i]; {
		case c == '"' && plain == nil:
			return text[1:i], text[i+1:]
		case c == '"':
			return string(plain), text[i+1:]
		case c == '\\':
			if plain == nil {
				plain = append(make([]byte, 0, len(text)), text[1:i]...)
			}
			i++
			if c, known := unescape(text[i]); known {
				plain = append(plain, c)
			} else {
				plain = append(plain, '\\', text[i])
			}
		case plain != nil:
			plain = append(plain, c)
		}
	}
}

// Get returns the value of the label called name, "" if there is none.
func (s LabelSet) Get(name string) string {
	for n, v := range s.All() {
		if n == name {
			return v
		}
	}
	return ""
}

// errSharedLabel is told apart by those who merge on behalf of a user.
var errSharedLabel = errors.New("expfmt: label is in both sets")

// With returns the labels of both sets. It fails if they share a name.
func (s LabelSet) With(other LabelSet) (LabelSet, error) {
	switch {
	case other.text == "":
		return s, nil
	case s.text == "":
		return other, nil
	}
	text := make([]byte, 0, len(s.text)+len(",")+len(other.text))
	for a, b := s.text, other.text; a != "" || b != ""; {
		from := &a
		if a == "" {
			from = &b
		} else if b != "" {
			x, _ := cutName(a)
			y, _ := cutName(b)
			switch {
			case x == y:
				return LabelSet{}, fmt.Errorf("%w: %q", errSharedLabel, x)
			case x > y:
				from = &b
			}
		}
		_, rest := cutLabel(*from)
		text = append(text, strings.TrimSuffix((*from)[:len(*from)-len(rest)], ",")...)
		if *from = rest; a != "" || b != "" {
			text = append(text, ',')
		}
	}
	return LabelSet{string(text), s.quoted || other.quoted}, nil
}

// Compare orders the series of a family as a page does: fewer labels
// first, then by the values in the order of their names. Sets with equal
// values are ordered by their names, so that only equal sets compare equal.
func (s LabelSet) Compare(other LabelSet) int {
	if s.text == other.text {
		return 0
	}
	if c := cmp.Compare(s.Len(), other.Len()); c != 0 {
		return c
	}
	names := 0
	for a, b := s.text, other.text; a != ""; {
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

// CompareValues is Compare for two rendered sets with the same names, as
// the series of one vector have. It takes no label apart: the first byte
// in which they differ stands in a value, and tells which is the smaller.
func CompareValues(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	if i == n {
		return cmp.Compare(len(a), len(b)) // equal: neither ends within a value
	}
	escapes := 0
	for escapes < i && a[i-1-escapes] == '\\' {
		escapes++
	}
	if escapes%2 == 1 { // both differ in the letter of an escape
		x, _ := unescape(a[i])
		y, _ := unescape(b[i])
		return cmp.Compare(x, y)
	}
	return cmp.Compare(valueByte(a, i), valueByte(b, i))
}

// valueByte returns the byte of a value that stands at text[i], escaped or
// not, and -1 for the quote that ends the value.
func valueByte(text string, i int) int {
	switch text[i] {
	case '"':
		return -1
	case '\\':
		c, _ := unescape(text[i+1])
		return int(c)
	}
	return int(text[i])
}
