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
	var all []series
	labels := make([]expfmt.Label, len(names))
	err := readText(text, func(keys []string, value float64) error {
		if len(keys) != len(names) {
			return nil
		}
		for i, name := range names {
			labels[i] = expfmt.Label{Name: name, Value: keys[i]}
		}
		set, err := expfmt.Labels(labels...)
		all = append(all, series{set, value})
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b series) int { return a.labels.Compare(b.labels) })
	return all, nil
}

// readText calls visit for each number or bool in the JSON text of a
// variable, except in arrays, with the keys of the maps around it. The keys
// are valid during the call.
func readText(text string, visit func(keys []string, value float64) error) error {
	r := reader{scanner: scanner{text: text}, visit: visit}
	if err := r.readValue(); err != nil {
		return err
	}
	if r.skipBlanks(); r.pos < len(text) {
		return r.unexpected("the end of the text")
	}
	return nil
}

// A reader reads values from left to right.
type reader struct {
	scanner
	keys   []string // on the way to the current value
	arrays int      // around the current value
	visit  func(keys []string, value float64) error
}

// readValue reads a value of any kind.
func (r *reader) readValue() error {
	r.skipBlanks()
	switch r.peek() {
	case '{':
		return r.takeList('}', r.readMember)
	case '[':
		r.arrays++
		err := r.takeList(']', r.readValue)
		r.arrays--
		return err
	case '"':
		_, err := r.takeString()
		return err
	}
	return r.readWord()
}

// readMember reads a key and the value after the colon.
func (r *reader) readMember() error {
	key, err := r.takeString()
	if err != nil {
		return err
	}
	if r.skipBlanks(); !r.take(':') {
		return r.unexpected("a colon")
	}
	r.keys = append(r.keys, key)
	err = r.readValue()
	r.keys = r.keys[:len(r.keys)-1]
	return err
}

// readWord reads a number, true, false or null.
func (r *reader) readWord() error {
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
	if r.arrays > 0 {
		return nil
	}
	return r.visit(r.keys, value)
}
