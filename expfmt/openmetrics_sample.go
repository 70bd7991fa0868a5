package expfmt

import "math"

// An openMetricsSample is a textSample that may have an exemplar.
type openMetricsSample struct {
	textSample

	exemplar     textSample // its labels and its value
	exemplarAt   int        // 0 if there is none
	exemplarTime int64      // in nanoseconds since 1970; 0 if it has none
}

// takeOpenMetricsSample takes a sample, which is the whole line, into
// sample, whose memory it uses again.
func (s *textScanner) takeOpenMetricsSample(sample *openMetricsSample) error {
	*sample = openMetricsSample{
		textSample: textSample{labels: sample.labels[:0]},
		exemplar:   textSample{labels: sample.exemplar.labels[:0]},
	}
	labelled, err := s.takeSampleName(&sample.textSample)
	if err != nil {
		return err
	}
	if labelled {
		if err := s.takeLabels(&sample.textSample); err != nil {
			return err
		}
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	if err := s.takeValue(&sample.textSample); err != nil {
		return err
	}
	return s.takeBehindValue(sample)
}

// takeBehindValue takes the rest of the line: a timestamp, an exemplar,
// both, or nothing.
func (s *textScanner) takeBehindValue(sample *openMetricsSample) (err error) {
	if s.peek() == '\n' {
		return nil
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	if s.peek() == '#' {
		return s.takeExemplar(sample)
	}
	if sample.timestamp, err = s.takeTime(1e3); err != nil {
		return err
	}
	sample.hasTimestamp = true
	if s.peek() == '\n' {
		return nil
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	return s.takeExemplar(sample)
}

// takeExemplar takes an exemplar, which is the rest of the line.
func (s *textScanner) takeExemplar(sample *openMetricsSample) error {
	sample.exemplarAt = s.at
	if !s.take('#') {
		return s.unexpected("an exemplar or the end of the line")
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	if !s.take('{') {
		return s.unexpected("an opening brace")
	}
	e := &sample.exemplar
	if err := s.takeLabels(e); err != nil {
		return err
	}
	if runes := e.labelSet().runes(); runes > MaxExemplarRunes {
		return s.errorAt(sample.exemplarAt, "expected an exemplar with labels of at most %d characters, found %d", MaxExemplarRunes, runes)
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	if err := s.takeValue(e); err != nil {
		return err
	}
	return s.takeExemplarTime(sample)
}

func (s *textScanner) takeExemplarTime(sample *openMetricsSample) (err error) {
	if s.peek() == '\n' {
		return nil
	}
	if err := s.takeBlank(); err != nil {
		return err
	}
	if sample.exemplarTime, err = s.takeTime(1e9); err != nil {
		return err
	}
	return s.takeEnd()
}

// takeBlank takes the one blank that stands between two tokens.
func (s *textScanner) takeBlank() error {
	if !s.take(' ') {
		return s.unexpected("a blank")
	}
	return nil
}

// takeEscaped takes the rest of the line and returns it unescaped. It may
// hold what may stand between quotes.
func (s *textScanner) takeEscaped() (string, error) {
	start := s.at
	for ; s.peek() != '\n'; s.at++ {
		switch s.peek() {
		case '"':
			return "", s.unexpected(`\" for a quote`)
		case '\\':
			if s.at++; s.peek() == '\n' {
				return "", s.unexpected("a character behind a backslash")
			}
		}
	}
	text, _ := cutQuoted(`"` + s.line[start:] + `"`)
	return text, nil
}

// takeTime takes a time, which stands there in seconds, in units of which
// perSecond make a second.
func (s *textScanner) takeTime(perSecond float64) (int64, error) {
	at := s.at
	word, err := s.takeToken("a time in seconds")
	if err != nil {
		return 0, err
	}
	seconds, ok := parseNumber(word)
	if !ok {
		return 0, s.expected(at, "a time in seconds", word)
	}
	return s.time(at, seconds, perSecond)
}

// time returns the time that stands at a place, rounded to the unit of
// which perSecond make a second. Next to that there may be a time which
// appendSeconds prints as what stands there; then it is that one.
func (s *textScanner) time(at int, seconds, perSecond float64) (int64, error) {
	t := math.Round(seconds * perSecond)
	if !(math.Abs(t) < 1<<63) {
		return 0, s.errorAt(at, "expected a time of less than %v seconds, found %v", (1<<63)/perSecond, seconds)
	}
	for _, near := range [...]float64{t - 1, t + 1} {
		if t/perSecond != seconds && near/perSecond == seconds {
			t = near
		}
	}
	return int64(t), nil
}
