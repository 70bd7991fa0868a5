package expfmt

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A LabelTemplate renders the label sets of series with the same label names
// and some values in common, as the series of a vector. The text between the
// other values is rendered once, when the template is made.
//
// A LabelTemplate never changes, and may be used by several goroutines at
// once.
type LabelTemplate struct {
	names    []string
	segments []LabelSegment
	suffix   string
	quoted   bool // some name stands between quotes
}

// A LabelSegment is the text in front of a variable value, up to and with
// the quote that opens the value.
type LabelSegment struct {
	Prefix string
	Value  int // index of the value among those given
}

// NewLabelTemplate returns the template of series with the labels of
// constant, and a label for each of names. Label values are given in the
// order of names. NewLabelTemplate fails if a name is not a label name, or
// comes twice.
func NewLabelTemplate(constant LabelSet, names []string) (*LabelTemplate, error) {
	labels := constant.appendTo(nil)
	for _, name := range names {
		labels = append(labels, Label{Name: name})
	}
	labels, err := sortLabels(labels)
	if err != nil {
		return nil, err
	}
	t := &LabelTemplate{names: slices.Clone(names), quoted: hasQuotedName(labels)}
	var text []byte
	for i, l := range labels {
		text = appendLabel(text, i, l)
		if index := slices.Index(names, l.Name); index >= 0 { // the value is empty
			end := len(text) - len(`"`)
			t.segments = append(t.segments, LabelSegment{string(text[:end]), index})
			text = text[end:]
		}
	}
	t.suffix = string(text)
	return t, nil
}

// Len returns the number of values for a label set.
func (t *LabelTemplate) Len() int { return len(t.names) }

// Segments returns the text in front of each value, in the order of the
// label names. Storage uses the segments to compare values with rendered
// labels. The slice must not be changed.
func (t *LabelTemplate) Segments() []LabelSegment { return t.segments }

// Suffix returns the text behind the last value. Without variable labels,
// the suffix is the whole text.
func (t *LabelTemplate) Suffix() string { return t.suffix }

// Append appends the rendered labels of the series with the given values,
// one for each variable label: the text of LabelSet.String.
func (t *LabelTemplate) Append(dst []byte, values []string) []byte {
	for _, s := range t.segments {
		dst = append(dst, s.Prefix...)
		dst = appendEscaped(dst, values[s.Value], true)
	}
	return append(dst, t.suffix...)
}

// Compare orders two label sets of the template as LabelSet.Compare does,
// and takes no label apart: the first byte that differs stands in a value,
// and tells the order.
func (t *LabelTemplate) Compare(x, y LabelSet) int {
	a, b := x.text, y.text
	n := min(len(a), len(b))
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	if i == n {
		return cmp.Compare(len(a), len(b)) // the sets are equal: neither ends within a value
	}
	escapes := 0
	for escapes < i && a[i-1-escapes] == '\\' {
		escapes++
	}
	if escapes%2 == 1 { // both sets have an escape here, with different letters
		c, _ := unescape(a[i])
		d, _ := unescape(b[i])
		return cmp.Compare(c, d)
	}
	return cmp.Compare(valueByte(a, i), valueByte(b, i))
}

// valueByte returns the byte of a value at text[i], escaped or not, and -1
// for the quote at the end of the value.
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

// A LabelText is memory for the text of label sets. Sets made one after the
// other lie one behind the other. The zero value is ready. A LabelText must
// not be used by several goroutines at once.
type LabelText struct{ text strings.Builder }

// Blocks of text grow up to largestLabelBlock bytes. A set keeps its whole
// block in memory.
const (
	smallestLabelBlock = 64
	largestLabelBlock  = 4096
)

// Make returns the label set of the series with the given values. Make fails
// unless there is a value in valid UTF-8 for each variable label. The error
// has no package prefix: the caller names the metric in front of it.
func (m *LabelText) Make(t *LabelTemplate, values []string) (LabelSet, error) {
	if err := t.check(values); err != nil {
		return LabelSet{}, err
	}
	var room [256]byte
	rendered := room[:0]
	if t.quoted {
		rendered = append(rendered, quotedMark)
	}
	return LabelSet{m.add(t.Append(rendered, values))}, nil
}

// add returns the text of a label set as a string.
func (m *LabelText) add(rendered []byte) string {
	if m.text.Cap()-m.text.Len() < len(rendered) {
		block := min(max(smallestLabelBlock, 2*m.text.Cap()), largestLabelBlock)
		m.text = strings.Builder{}
		m.text.Grow(max(len(rendered), block))
	}
	// A Builder hands out its text without a copy, and appends behind it.
	m.text.Write(rendered)
	return m.text.String()[m.text.Len()-len(rendered):]
}

// check returns an error unless values fit the template.
func (t *LabelTemplate) check(values []string) error {
	if len(values) != len(t.names) {
		values := slices.Clone(values) // the values of every caller would escape to the heap otherwise
		return fmt.Errorf("expected %d label values, for %q, found %d: %q", len(t.names), t.names, len(values), values)
	}
	for i, v := range values {
		if !utf8.ValidString(v) {
			return errLabelValue(t.names[i], strings.Clone(v))
		}
	}
	return nil
}

// PackLabelSets moves the text of the sets into one piece of memory, in
// their order, so that a page of them reads memory in order.
func PackLabelSets(sets []LabelSet) {
	size := 0
	for _, s := range sets {
		size += len(s.text)
	}
	var packed strings.Builder
	packed.Grow(size)
	for _, s := range sets {
		packed.WriteString(s.text)
	}
	text := packed.String()
	for i, s := range sets {
		sets[i].text, text = text[:len(s.text)], text[len(s.text):]
	}
}
