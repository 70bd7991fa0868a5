package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// LintText decodes a page of the text format, and returns what is wrong
// with its families in the order in which it stands on the page. What is
// wrong with a label is told once, where a series of the family has it
// first. If the page breaks the format, the error is DecodeText's, and the
// problems are those of the families in front.
func LintText(page []byte) ([]Problem, error) { return lintPage(page, DecodeText, lintScanner{}) }

func lintPage(page []byte, decode func([]byte, Encoder) error, s lintScanner) ([]Problem, error) {
	l := Linter{OpenMetrics: s.openMetrics}
	err := decode(page, &l)
	problems := l.Problems()
	s.families = l.families
	s.place(string(page), problems)
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(problems), err
}

// A lintScanner finds on a page what problems are about. An Encoder is not
// told where on a page a family stands, so this is looked up for the few
// that need it.
type lintScanner struct {
	textScanner
	openMetrics bool
	families    map[string]bool // those with series
	wanted      map[lintPlace][]*Problem

	family string // that of the line
	sample textSample
}

// A lintPlace is what a problem is about.
type lintPlace struct{ metric, label string }

// place sets where the problems are.
func (s *lintScanner) place(page string, problems []Problem) {
	s.wanted = make(map[lintPlace][]*Problem)
	for i := range problems {
		p := &problems[i]
		about := lintPlace{p.Metric, p.Label}
		s.wanted[about] = append(s.wanted[about], p)
	}
	for line := range strings.SplitSeq(page, "\n") {
		if len(s.wanted) == 0 {
			return
		}
		s.textScanner = textScanner{line: line, number: s.number + 1}
		s.scan()
	}
}

// found says that the family of the line, or its label, stands at a place.
func (s *lintScanner) found(label string, at int) {
	about := lintPlace{s.family, label}
	for _, p := range s.wanted[about] {
		p.Line, p.Column = s.number, at+1
	}
	delete(s.wanted, about)
}

// scan looks at a line. Blanks are skipped in both formats: those that
// can't be there have been refused, or the page ends for the decoder.
func (s *lintScanner) scan() {
	s.skipBlanks()
	switch {
	case s.peek() == '\n':
	case s.take('#'):
		s.skipBlanks()
		if word := s.takeWord(); word == "HELP" || word == "TYPE" || word == "UNIT" {
			s.scanMetadata()
		}
	default:
		s.scanSample()
	}
}

func (s *lintScanner) scanMetadata() {
	s.skipBlanks()
	s.strict = s.openMetrics
	at := s.at
	s.family, _ = s.takeName("", IsMetricName)
	for _, t := range []Type{TypeCounter, TypeInfo} { // which are named without their suffix
		if full := s.family + types[t].suffix; s.openMetrics && !s.families[s.family] && s.families[full] {
			s.family = full
		}
	}
	s.found("", at)
}

func (s *lintScanner) scanSample() {
	s.strict = s.openMetrics
	s.sample.labels = s.sample.labels[:0]
	labelled, _ := s.takeSampleName(&s.sample)
	if s.families[s.sample.name] {
		s.family = s.sample.name // others have a suffix of the family's type
	}
	s.found("", s.sample.nameAt)
	if labelled {
		_ = s.takeLabels(&s.sample)
		for _, l := range s.sample.labels {
			s.found(l.Name, l.at)
		}
	}
}
