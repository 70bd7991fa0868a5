package expfmt

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A textSample is what a line says that is no comment. The fields called
// at are where things stand on the line.
type textSample struct {
	name   string
	nameAt int

	labels []textLabel // in the order of their names, none twice

	value   float64
	number  string // the value as it is written
	valueAt int

	timestamp    int64
	hasTimestamp bool
}

type textLabel struct {
	Label
	at int
}

// takeSample takes a sample, which is the whole line, into sample, whose
// memory it uses again.
func (s *textScanner) takeSample(sample *textSample) error {
	*sample = textSample{labels: sample.labels[:0]}
	labelled, err := s.takeSampleName(sample)
	if err != nil {
		return err
	}
	if labelled {
		if err := s.takeLabels(sample); err != nil {
			return err
		}
	}
	if err := s.takeValue(sample); err != nil {
		return err
	}
	return s.takeTimestamp(sample)
}

// takeSampleName takes the name, which stands in front of the braces, or
// between quotes as the first thing in them. It reports whether labels
// may follow, up to a closing brace.
//
// To the letter of the format x-1 is a sample, for nothing merges without
// a blank. But then so is x.1, where somebody forgot quotes.
func (s *textScanner) takeSampleName(sample *textSample) (labelled bool, err error) {
	inside := s.take('{')
	s.skipBlanks()
	switch quoted := s.peek() == '"'; {
	case inside && !quoted:
		return false, s.unexpected("a metric name between quotes")
	case quoted && !inside:
		return false, s.unexpected("a metric name or an opening brace")
	}
	sample.nameAt = s.at
	if sample.name, err = s.takeName("a metric name", IsMetricName); err != nil {
		return false, err
	}
	if inside {
		return true, s.takeSeparator()
	}
	if c := s.peek(); !isBlank(c) && c != '{' && c != '\n' {
		return false, s.unexpected("a blank or an opening brace behind the metric name")
	}
	s.skipBlanks()
	return s.take('{'), nil
}

// takeSeparator takes the comma behind something in braces. There need be
// none in front of the closing brace, which it leaves.
func (s *textScanner) takeSeparator() error {
	s.skipBlanks()
	comma := s.take(',')
	switch {
	case !comma && s.peek() != '}':
		return s.unexpected("a comma or a closing brace")
	case comma && s.strict && s.peek() == '}':
		return s.unexpected("a label name")
	}
	return nil
}

// takeLabels takes labels and the closing brace.
func (s *textScanner) takeLabels(sample *textSample) error {
	for s.skipBlanks(); !s.take('}'); s.skipBlanks() {
		l, err := s.takeLabel()
		if err != nil {
			return err
		}
		sample.labels = append(sample.labels, l)
		if err := s.takeSeparator(); err != nil {
			return err
		}
	}
	slices.SortFunc(sample.labels, func(a, b textLabel) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.at, b.at))
	})
	for i, l := range sample.labels {
		if i > 0 && l.Name == sample.labels[i-1].Name {
			return s.errorAt(l.at, "expected a label name that is new to the sample, found %.40q again", l.Name)
		}
	}
	return nil
}

func (s *textScanner) takeLabel() (l textLabel, err error) {
	l.at = s.at
	if l.Name, err = s.takeName("a label name", IsLabelName); err != nil {
		return l, err
	}
	if s.skipBlanks(); !s.take('=') {
		return l, s.unexpected("an equal sign behind the label name")
	}
	if s.skipBlanks(); s.peek() != '"' {
		return l, s.unexpected("a label value between quotes")
	}
	l.Value, err = s.takeQuoted()
	return l, err
}

func (s *textScanner) takeValue(sample *textSample) error {
	s.skipBlanks()
	sample.valueAt = s.at
	word, err := s.takeToken("a number")
	if err != nil {
		return err
	}
	v, ok := parseNumber(word)
	if !ok {
		return s.expected(sample.valueAt, "a number", word)
	}
	sample.value, sample.number = v, word
	return nil
}

// takeTimestamp takes the rest of the line: milliseconds, or nothing.
func (s *textScanner) takeTimestamp(sample *textSample) error {
	s.skipBlanks()
	start := s.at
	word := s.takeWord()
	if word == "" {
		return nil
	}
	ms, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return s.expected(start, "a timestamp in milliseconds or the end of the line", word)
	}
	sample.timestamp, sample.hasTimestamp = ms, true
	return s.takeEnd()
}

// cut removes the label called name and returns it.
func (sample *textSample) cut(name string) (l textLabel, ok bool) {
	for i, l := range sample.labels {
		if l.Name == name {
			sample.labels = slices.Delete(sample.labels, i, i+1)
			return l, true
		}
	}
	return textLabel{}, false
}

// cutLabel is cut for the label that tells the lines of a series apart,
// which some must have and others can't have.
func (s *textScanner) cutLabel(sample *textSample, name string, expected bool) (textLabel, error) {
	l, found := sample.cut(name)
	switch {
	case expected && !found:
		return l, s.errorAt(sample.nameAt, "expected a sample with a label %q, found none", name)
	case found && !expected:
		return l, s.errorAt(l.at, "expected a sample without a label %q, found one", name)
	}
	return l, nil
}

// labelSet returns the labels as a set.
func (sample *textSample) labelSet() LabelSet {
	plain := make([]Label, 0, 8)
	for _, l := range sample.labels {
		plain = append(plain, l.Label)
	}
	return render(plain)
}
