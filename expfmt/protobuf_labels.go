package expfmt

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// protobufLabels are the labels of a metric or an exemplar. Their names are
// checked and ordered once for all metrics in a row that have the same names,
// which saves 138 ns of 269 for two labels.
type protobufLabels struct {
	message []byte          // of the family, in which the pairs are
	start   int64           // its offset on the page
	pairs   []protobufLabel // as far as the metric has been read

	names    []protobufName  // checked, of the pairs rendered last
	order    []*protobufName // the same in the order of a label set
	typ      Type            // for which they were checked
	isQuoted bool            // some name is outside the legacy alphabet

	rendered []byte    // memory for rendering
	text     LabelText // of the sets
}

// A protobufLabel is a message LabelPair, as places in the message of the
// family. Slices of the message would have the collector look at each of them.
type protobufLabel struct {
	name, nameEnd   int
	value, valueEnd int
	isPlain         bool  // the value is known to need no escapes
	tag             int64 // the offset of the field with the message
}

// begin begins a family with these bytes.
func (l *protobufLabels) begin(message []byte, start int64) { l.message, l.start = message, start }

// name returns the name of the label with the index.
func (l *protobufLabels) name(index int) []byte {
	p := &l.pairs[index]
	return l.message[p.name:p.nameEnd]
}

// value returns the value of the label with the index.
func (l *protobufLabels) value(index int) []byte {
	p := &l.pairs[index]
	return l.message[p.value:p.valueEnd]
}

// A protobufName is the name of a label.
type protobufName struct {
	name     string
	rendered string // with the equal sign behind
	index    int    // of the label among the pairs
}

// reset removes the labels, and keeps the names that have been checked.
func (l *protobufLabels) reset() { l.pairs = l.pairs[:0] }

// read reads the label in a field.
func (l *protobufLabels) read(r *protobufReader) {
	base := int(r.start - l.start) // of r in the message of the family
	if name, value, ok := cutLabelPair(r.data[r.pos:]); ok && r.wire == wireBytes && isPlainValue(value) {
		begin := base + r.pos + 3
		end := begin + len(name)
		r.pos += 5 + len(name) + len(value)
		l.pairs = append(l.pairs, protobufLabel{begin, end, end + 2, end + 2 + len(value), true, r.start + int64(r.tag)})
		return
	}
	inner := r.message(labelMessage)
	label := protobufLabel{tag: r.start + int64(r.tag)}
	base = int(inner.start - l.start)
	for inner.next() {
		switch inner.number {
		case fieldLabelName:
			name := inner.bytes() // learn checks the name
			label.name, label.nameEnd = base+inner.pos-len(name), base+inner.pos
		case fieldLabelValue:
			value := inner.text()
			label.value, label.valueEnd = base+inner.pos-len(value), base+inner.pos
		default:
			inner.skip()
		}
	}
	l.pairs = append(l.pairs, label)
	r.join(&inner)
}

// isPlainValue reports whether a value is ASCII without an escape.
func isPlainValue(value []byte) bool {
	for _, c := range value {
		if c >= utf8.RuneSelf || c == '"' || c == '\\' || c == '\n' {
			return false
		}
	}
	return true
}

// cutLabelPair returns the name and the value of a message LabelPair, behind
// its length, as all libraries write short ones: a name, a value and nothing
// else. This saves 66 ns of 200 for two labels.
func cutLabelPair(data []byte) (name, value []byte, ok bool) {
	if len(data) < 5 || data[0] >= 0x80 || int(data[0]) >= len(data) {
		return nil, nil, false
	}
	pair := data[1 : 1+data[0]]
	if len(pair) < 4 || pair[0] != fieldLabelName<<3|byte(wireBytes) || int(pair[1])+4 > len(pair) {
		return nil, nil, false
	}
	name, pair = pair[2:2+pair[1]], pair[2+pair[1]:]
	if pair[0] != fieldLabelValue<<3|byte(wireBytes) || int(pair[1])+2 != len(pair) {
		return nil, nil, false
	}
	return name, pair[2:], true
}

// set returns the labels as a set, and the set without empty labels. It fails
// r, in which the labels stand, if a series of type t can't have them.
func (l *protobufLabels) set(r *protobufReader, t Type) (labels, valued LabelSet) {
	if len(l.pairs) == 0 {
		return LabelSet{}, LabelSet{}
	}
	if !l.areKnown(t) && !l.learn(r, t) {
		return LabelSet{}, LabelSet{}
	}
	hasEmpty := false
	text := l.rendered[:0]
	if l.isQuoted {
		text = append(text, quotedMark)
	}
	for i, name := range l.order {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, name.rendered...)
		value := l.value(name.index)
		hasEmpty = hasEmpty || len(value) == 0
		if l.pairs[name.index].isPlain {
			text = append(text, '"')
			text = append(text, value...)
			text = append(text, '"')
		} else {
			text = appendQuoted(text, string(value))
		}
	}
	if cap(text) > cap(l.rendered) {
		l.rendered = text
	}
	labels = LabelSet{l.text.add(text)}
	if hasEmpty {
		return labels, labels.WithoutEmpty()
	}
	return labels, labels
}

// areKnown reports whether the labels rendered before had the same names.
func (l *protobufLabels) areKnown(t Type) bool {
	if len(l.pairs) != len(l.names) || l.typ != t {
		return false
	}
	for i := range l.names {
		if string(l.name(i)) != l.names[i].name {
			return false
		}
	}
	return true
}

// learn checks the names and puts them in order.
func (l *protobufLabels) learn(r *protobufReader, t Type) bool {
	l.names, l.order, l.isQuoted, l.typ = l.names[:0], l.order[:0], false, t
	for i := range l.pairs {
		name := string(l.name(i))
		l.names = append(l.names, protobufName{name, string(appendLabelName(nil, name)) + "=", i})
		l.isQuoted = l.isQuoted || !IsLegacyName(name)
	}
	for i := range l.names {
		l.order = append(l.order, &l.names[i])
	}
	slices.SortFunc(l.order, func(a, b *protobufName) int { return strings.Compare(a.name, b.name) })
	for i, n := range l.order {
		switch {
		case !isReadLabelName(n.name):
			l.fail(r, n.index, errLabelName(n.name))
		case n.name == t.reserved():
			l.fail(r, n.index, t.CheckLabelNames(n.name))
		case i > 0 && n.name == l.order[i-1].name:
			l.fail(r, max(n.index, l.order[i-1].index), errLabelNameTwice(n.name))
		}
	}
	if r.err != nil {
		l.names = l.names[:0]
	}
	return r.err == nil
}

// fail fails r at the label with the index.
func (l *protobufLabels) fail(r *protobufReader, index int, err error) {
	r.number, r.tag = 0, len(r.data)
	if tag := l.pairs[index].tag - r.start; tag >= 0 && tag < int64(len(r.data)) {
		r.number, r.tag = fieldMetricLabel, int(tag) // fieldExemplarLabel is the same number
	}
	r.fail("%w", err)
}
