package expvarcollect

import (
	"slices"
	"strconv"

	"plainmetrics/expfmt"
)

// A series is a number or a bool in a variable, nested in as many maps as
// there are labels.
type series struct {
	labels expfmt.LabelSet
	value  float64
}

// readSeries returns the series in the JSON text of a variable, for labels
// of the given names, in the order of a page.
func readSeries(text string, names []string) ([]series, error) {
	r := reader{scanner: scanner{text: text}, labels: make([]expfmt.Label, len(names))}
	for i, name := range names {
		r.labels[i].Name = name
	}
	if err := r.readValue(0); err != nil {
		return nil, err
	}
	if r.skipBlanks(); r.pos < len(text) {
		return nil, r.unexpected("the end of the text")
	}
	slices.SortStableFunc(r.series, func(a, b series) int { return a.labels.Compare(b.labels) })
	return r.series, nil
}

// A reader reads values from left to right, and keeps the series among the
// values.
type reader struct {
	scanner
	labels []expfmt.Label // the values are the keys on the way to the current value
	series []series
}

// readValue reads a value inside depth maps. Elements of an array have a
// depth beyond any series.
func (r *reader) readValue(depth int) error {
	r.skipBlanks()
	switch r.peek() {
	case '{':
		return r.takeList('}', func() error { return r.readMember(depth) })
	case '[':
		return r.takeList(']', func() error { return r.readValue(len(r.labels) + 1) })
	case '"':
		_, err := r.takeString()
		return err
	}
	return r.readWord(depth)
}

// readMember reads a key and the value after the colon.
func (r *reader) readMember(depth int) error {
	key, err := r.takeString()
	if err != nil {
		return err
	}
	if r.skipBlanks(); !r.take(':') {
		return r.unexpected("a colon")
	}
	if depth < len(r.labels) {
		r.labels[depth].Value = key
	}
	return r.readValue(depth + 1)
}

// readWord reads a number, true, false or null.
func (r *reader) readWord(depth int) error {
	begin := r.pos
	value := 0.0
	switch word := r.takeWord(); word {
	case "null":
		return nil
	case "false":
	case "true":
		value = 1
	default:
		var err error
		if value, err = strconv.ParseFloat(word, 64); err != nil {
			r.pos = begin
			return r.unexpected("a value")
		}
	}
	if depth != len(r.labels) {
		return nil
	}
	labels, err := expfmt.Labels(r.labels...)
	r.series = append(r.series, series{labels, value})
	return err
}
