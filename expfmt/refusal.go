package expfmt

import (
	"fmt"
	"strings"
)

// The methods below find places at which a page follows its format, and the
// parsers of Prometheus v3 stop all the same, so that the target is down, or
// read something else. Only a linting decoder looks.
//
// Prometheus stops at its first refusal, and a page repeats its habits. So
// the findings have the first place of each kind.

// refuse adds a finding: text at offset where Prometheus expects something
// else. The words expected are the kind.
func (s *lineScanner) refuse(offset int, expected, found string) {
	s.remark(offset, "refuses", expected, found)
}

// misread adds a finding: text that Prometheus takes for something else in
// silence.
func (s *lineScanner) misread(offset int, expected, found string) {
	s.remark(offset, "misreads", expected, found)
}

func (s *lineScanner) remark(offset int, verb, expected, found string) {
	if !s.lints() {
		return
	}
	kind := "Prometheus " + verb + " this page: expected " + expected
	s.findings.addRefusal(kind, Problem{Text: fmt.Sprintf("%s, found %.40q", kind, found), Line: s.number, Column: offset + 1})
}

// refuseName finds out if Prometheus refuses a name, found at start: its
// lexers end at a zero byte, and know no colon in a label name without
// quotes.
func (s *lineScanner) refuseName(start int, kind, name string) {
	if !s.lints() {
		return
	}
	quoted := s.line[start] == '"'
	switch {
	case quoted && strings.Contains(name, "\x00"):
		s.refuse(start, kind+" without a zero byte", name)
	case !quoted && kind == labelName && strings.Contains(name, ":"):
		s.refuse(start, kind+" with a colon between quotes", name)
	}
}

// refuseBlanks finds out if Prometheus refuses the blanks around a type. All
// but one, at offset, are a part of the type's word to Prometheus.
func (s *lineScanner) refuseBlanks(offset int, word string) {
	if around := s.line[offset:]; len(around) > len(" ")+len(word) {
		s.refuse(offset, "a single blank in front of the type and none behind", around)
	}
}

// misreadBlanks finds out if Prometheus takes the blanks in front of a sample
// for a part of the metric name.
func (s *lineScanner) misreadBlanks() {
	if s.offset > 0 && s.peek() != '{' {
		s.misread(0, "a metric name at the start of the line", s.line[:s.offset])
	}
}

// refuseEscape finds out if Prometheus refuses the character just taken, which
// stands behind a backslash.
func (s *lineScanner) refuseEscape() {
	if last := s.offset - 1; s.line[last] == 0 {
		s.refuse(last, "another character than a zero byte behind a backslash", s.line[last:s.offset])
	}
}

// refuseExemplar finds out if Prometheus refuses the values of an exemplar's
// labels.
func (s *lineScanner) refuseExemplar(labels []sampleLabel) {
	if !s.lints() {
		return
	}
	for _, l := range labels {
		if strings.Contains(l.Value, "\x00") {
			s.refuse(l.start, "an exemplar without a zero byte", l.Value)
		}
	}
}

// refuseComment finds out if Prometheus takes a line that begins with # for
// another than the decoder does. For Prometheus, a # without a blank behind
// begins a comment, and a zero byte there ends the page; so does a zero byte
// in front of a comment's first word. All other zero bytes of a comment count
// for nothing, so that they may hide metadata.
func (s *lineScanner) refuseComment() {
	if !s.lints() || s.strict {
		return
	}
	text := s.line[s.offset:]
	zero, separated := strings.Contains(text, "\x00"), isBlank(s.peek())
	switch {
	case !separated && isMetadata(text):
		s.misread(s.offset, "a blank behind #", text)
	case zero && (!separated || strings.HasPrefix(strings.TrimLeft(text, " \t"), "\x00")):
		s.misread(s.offset, "a comment without a zero byte", text)
	case zero && !isMetadata(text) && isMetadata(strings.ReplaceAll(text, "\x00", "")):
		s.remark(s.offset, "refuses or misreads", "a comment without a zero byte", text)
	}
}

// isMetadata reports whether the text behind # is metadata, but for a missing
// blank in front.
func isMetadata(text string) bool {
	text = strings.TrimLeft(text, " \t")
	word := text[:min(len(text), len("HELP "))]
	return word == "HELP " || word == "TYPE " || word == "HELP\t" || word == "TYPE\t"
}
