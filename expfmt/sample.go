package expfmt

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A pageSample is a line with a value. Fields that end in Start are
// offsets on the line.
type pageSample struct {
	name      string
	nameStart int

	labels []sampleLabel // sorted by name, each name once

	value      float64
	number     string // the value as the page writes it
	valueStart int

	timestamp    int64   // in milliseconds since 1970
	seconds      float64 // the timestamp as OpenMetrics has it
	hasTimestamp bool

	isComposite bool            // the value is composite
	composite   *compositeValue // scratch memory

	created        int64 // the time of creation, as a Point has it
	createdSeconds *float64
	createdStart   int // 0 if there is none

	exemplars []*Exemplar // in OpenMetrics 2.0

	exemplar           *Exemplar // nil if there is none
	exemplarStart      int
	exemplarValueStart int
	exemplarLabels     []sampleLabel // scratch memory
}

// A sampleLabel is a label and its offset on the line.
type sampleLabel struct {
	Label
	start int
}

// scan reads a line into sample, in the memory of the last one. The
// grammar's scanValue reads the part behind the labels.
func (sample *pageSample) scan(s *lineScanner, g *grammar) error {
	*sample = pageSample{
		labels: sample.labels[:0], composite: sample.composite,
		exemplars: sample.exemplars[:0], exemplarLabels: sample.exemplarLabels,
	}
	labelled, err := sample.scanName(s)
	if err != nil {
		return err
	}
	if labelled {
		if sample.labels, err = scanLabels(s, sample.labels); err != nil {
			return err
		}
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	return g.scanValue(sample, s)
}

// scanName reads the name, in front of the braces or quoted as the first
// element inside. It reports whether labels may follow, up to a closing
// brace.
//
// To the letter of the text format x-1 is a sample, because both tokens are
// unambiguous without a blank. Then x.1, a name with forgotten quotes, is a
// sample, too; so scanName asks for the blank.
func (sample *pageSample) scanName(s *lineScanner) (labelled bool, err error) {
	inside := s.take('{')
	s.skipBlanks()
	switch quoted := s.peek() == '"'; {
	case inside && !quoted:
		return false, s.unexpected("a metric name between quotes")
	case quoted && !inside:
		return false, s.unexpected("a metric name or an opening brace")
	}
	sample.nameStart = s.offset
	if sample.name, err = s.takeName("a metric name", IsMetricName); err != nil {
		return false, err
	}
	if inside {
		return true, scanComma(s)
	}
	if c := s.peek(); !isBlank(c) && c != '{' && c != '\n' {
		return false, s.unexpected("a blank or an opening brace behind the metric name")
	}
	s.skipBlanks()
	return s.take('{'), nil
}

// scanComma takes the comma between two elements in braces. It leaves a
// closing brace to the caller.
func scanComma(s *lineScanner) error {
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

// scanLabels appends labels, up to the closing brace, to the empty dst, and
// sorts them.
func scanLabels(s *lineScanner, dst []sampleLabel) ([]sampleLabel, error) {
	isSorted := true
	for s.skipBlanks(); !s.take('}'); s.skipBlanks() {
		l, err := scanLabel(s)
		if err != nil {
			return dst, err
		}
		isSorted = isSorted && (len(dst) == 0 || dst[len(dst)-1].Name < l.Name)
		dst = append(dst, l)
		if err := scanComma(s); err != nil {
			return dst, err
		}
	}
	if isSorted { // as on most pages, and each name once
		return dst, nil
	}
	slices.SortFunc(dst, func(a, b sampleLabel) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.start, b.start))
	})
	for i := 1; i < len(dst); i++ {
		if l := &dst[i]; l.Name == dst[i-1].Name {
			return dst, s.errorAt(l.start, "expected a label name that is new to the sample, found %.40q again", l.Name)
		}
	}
	return dst, nil
}

// labelName is the kind of a label name, for errors.
const labelName = "a label name"

func scanLabel(s *lineScanner) (l sampleLabel, err error) {
	l.start = s.offset
	if l.Name, err = s.takeName(labelName, isReadLabelName); err != nil {
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

// scanText reads the value and an optional timestamp in milliseconds, for
// the text format.
func (sample *pageSample) scanText(s *lineScanner) (err error) {
	sample.valueStart = s.offset
	if sample.value, sample.number, err = s.takeNumber(); err != nil {
		return err
	}
	s.skipBlanks()
	start := s.offset
	word := s.takeWord()
	if word == "" {
		return nil
	}
	ms, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return s.expected(start, "a timestamp in milliseconds or the end of the line", word)
	}
	sample.timestamp, sample.hasTimestamp = ms, true
	if word[0] == '-' || word[0] == '+' {
		s.refuse(start, "a timestamp without a sign", word)
	}
	return s.takeEnd()
}

// scanOpenMetrics reads the value, an optional timestamp in seconds and an
// optional exemplar, for OpenMetrics 1.0.
func (sample *pageSample) scanOpenMetrics(s *lineScanner) (err error) {
	sample.valueStart = s.offset
	if sample.value, sample.number, err = s.takeNumber(); err != nil || s.peek() == '\n' {
		return err
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	if s.peek() == '#' {
		return sample.scanExemplar(s)
	}
	if sample.seconds, err = s.takeTime(); err != nil {
		return err
	}
	if sample.hasTimestamp = true; s.peek() == '\n' {
		return nil
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	return sample.scanExemplar(s)
}

// scanExemplar reads an exemplar up to the end of the line.
func (sample *pageSample) scanExemplar(s *lineScanner) (err error) {
	sample.exemplarStart = s.offset
	if !s.take('#') {
		return s.unexpected("an exemplar or the end of the line")
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	if !s.take('{') {
		return s.unexpected("an opening brace")
	}
	if sample.exemplarLabels, err = scanLabels(s, sample.exemplarLabels[:0]); err != nil {
		return err
	}
	s.refuseExemplar(sample.exemplarLabels)
	e := &Exemplar{Labels: renderSample(sample.exemplarLabels)}
	if runes := e.Labels.runes(); runes > MaxExemplarRunes {
		return s.errorAt(sample.exemplarStart, "expected an exemplar with labels of at most %d characters, found %d", MaxExemplarRunes, runes)
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	sample.exemplarValueStart = s.offset
	if e.Value, _, err = s.takeNumber(); err != nil {
		return err
	}
	if sample.exemplar = e; s.peek() == '\n' {
		return nil
	}
	if err := s.takeBlanks(); err != nil {
		return err
	}
	seconds, err := s.takeTime()
	if err != nil {
		return err
	}
	e.Time, e.TimeSeconds = knownUnitsOf(seconds, 1e9)
	return s.takeEnd()
}

// scanOpenMetrics2 reads the value, an optional timestamp in seconds, an
// optional time of creation and any number of exemplars, for OpenMetrics 2.0.
func (sample *pageSample) scanOpenMetrics2(s *lineScanner) (err error) {
	if sample.valueStart = s.offset; s.peek() == '{' {
		if sample.isComposite = true; sample.composite == nil {
			sample.composite = new(compositeValue)
		}
		err = sample.composite.scan(s)
	} else {
		sample.value, sample.number, err = s.takeNumber()
	}
	for err == nil && s.peek() != '\n' {
		if err := s.takeBlanks(); err != nil {
			return err
		}
		start := s.offset
		switch {
		case s.peek() == '#':
			sample.scanExemplars(s)
			return nil
		case sample.createdStart > 0:
			return s.expectedField("an exemplar or the end of the line")
		case s.takeText("st@"):
			sample.createdStart = start
			sample.created, sample.createdSeconds, err = s.takeNanoseconds()
		case sample.hasTimestamp:
			return s.expectedField("a time of creation behind st@, an exemplar or the end of the line")
		default:
			sample.hasTimestamp = true
			sample.seconds, err = s.takeTime()
		}
	}
	return err
}

// scanExemplars reads exemplars up to the end of the line. The standard lets a
// page stand whose exemplars are wrong: scanExemplars leaves out a wrong one
// and all behind, whose place is then unknown. A linting decoder takes the
// error.
func (sample *pageSample) scanExemplars(s *lineScanner) {
	sample.exemplarStart = s.offset
	for {
		e, err := sample.scanNextExemplar(s)
		if err != nil {
			if s.lints() {
				_ = s.tolerate(err)
			}
			return
		}
		if sample.exemplars = append(sample.exemplars, e); s.peek() == '\n' {
			return
		}
		s.offset++ // the blank in front of the next
	}
}

// scanNextExemplar reads an exemplar, which has a time, up to a blank or the
// end of the line.
func (sample *pageSample) scanNextExemplar(s *lineScanner) (e *Exemplar, err error) {
	if !s.takeText("# {") {
		return nil, s.expectedField("# { or the end of the line")
	}
	if sample.exemplarLabels, err = scanLabels(s, sample.exemplarLabels[:0]); err != nil {
		return nil, err
	}
	s.refuseExemplar(sample.exemplarLabels)
	e = &Exemplar{Labels: renderSample(sample.exemplarLabels)}
	if err := s.takeBlanks(); err != nil {
		return nil, err
	}
	if e.Value, _, err = s.takeNumber(); err != nil {
		return nil, err
	}
	if err := s.takeBlanks(); err != nil {
		return nil, err
	}
	e.Time, e.TimeSeconds, err = s.takeNanoseconds()
	return e, err
}

// cut removes the label with the name and returns the label.
func (sample *pageSample) cut(name string) (l sampleLabel, ok bool) {
	for i := range sample.labels {
		if l := sample.labels[i]; l.Name == name {
			sample.labels = slices.Delete(sample.labels, i, i+1)
			return l, true
		}
	}
	return sampleLabel{}, false
}

// valued returns the labels, which are the sample's, without those that have
// no value: to Prometheus a label with an empty value is no label.
func (sample *pageSample) valued(labels LabelSet) LabelSet {
	for i := range sample.labels {
		if sample.labels[i].Value == "" {
			return labels.WithoutEmpty()
		}
	}
	return labels
}

// renderSample returns the labels as a set.
func renderSample(labels []sampleLabel) LabelSet {
	plain := make([]Label, 0, 8) // on the stack for most series
	for _, l := range labels {
		plain = append(plain, l.Label)
	}
	return render(plain)
}
