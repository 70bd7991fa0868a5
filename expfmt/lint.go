package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// A Problem is a convention broken by a family. Its text is the text of
// promtool check metrics and of client_golang's promlint.
//
// A Problem without a Metric is a place on a page that keeps to its format
// and that Prometheus v3 refuses, so that the target is down, or misreads in
// silence. Only the first place of each kind is a Problem.
type Problem struct {
	Metric string // the family, or ""
	Label  string // the name of the label concerned, "" for the family itself
	Text   string

	// Line and Column are the place where the page names the family, or the
	// label, first, or the place that Prometheus minds. They are counted as in
	// a SyntaxError, and 0 if the family does not come from a page.
	Line, Column int
}

// String returns the line of promtool, or the text alone without a Metric.
func (p Problem) String() string {
	if p.Metric == "" {
		return p.Text
	}
	return p.Metric + " " + p.Text
}

// A Linter is an Encoder for checking families against the conventions of
// Prometheus: the rules of promtool check metrics as of client_golang
// v1.25.0. The zero value is ready. A Linter ignores families without
// series. If a decoder writes into the Linter, it also finds the places of
// the page that Prometheus refuses or misreads.
type Linter struct {
	// OpenMetrics adds the rules of OpenMetrics not enforced by
	// DecodeOpenMetrics. Set it before the first family.
	OpenMetrics bool

	problems []Problem
	refusals []Problem // of the page
	open     lintedFamily
}

var _ Locator = (*Linter)(nil)

// Value implements Encoder.
func (l *Linter) Value(f *Family, labels LabelSet, _ float64) {
	l.begin(f)
	l.open.add(labels, false)
}

// Point implements Encoder.
func (l *Linter) Point(f *Family, labels LabelSet, p *Point) {
	l.begin(f)
	l.open.add(labels, p.HasTimestamp)
}

// LocateFamily implements Locator.
func (l *Linter) LocateFamily(f *Family, line, column int) {
	l.begin(f)
	l.open.position = position{line, column}
}

// begin makes f the open family.
func (l *Linter) begin(f *Family) {
	if f != l.open.family {
		l.problems = l.appendProblems(l.problems)
		l.open = lintedFamily{family: f}
	}
}

// LocateLabel implements Locator.
func (l *Linter) LocateLabel(name string, line, column int) {
	l.open.locate(name, position{line, column})
}

// Problems returns the problems of the families written so far, sorted by
// family and then by text. Like promtool, it repeats a problem of a label
// for each series with the label.
func (l *Linter) Problems() []Problem {
	problems := l.appendProblems(slices.Concat(l.refusals, l.problems))
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Text, b.Text), strings.Compare(a.Label, b.Label))
	})
	return problems
}

// appendProblems appends the problems of the open family.
func (l *Linter) appendProblems(dst []Problem) []Problem {
	f := &l.open
	if f.series == nil {
		return dst
	}
	family, label := familyRules, labelRules
	if l.OpenMetrics {
		family = slices.Concat(family, openMetricsFamilyRules)
		label = slices.Concat(label, openMetricsLabelRules)
	}
	add := func(times int, p position, label, text string) {
		if text != "" {
			problem := Problem{f.family.Name(), label, text, p.line, p.column}
			dst = append(dst, slices.Repeat([]Problem{problem}, times)...)
		}
	}
	for _, rule := range family {
		add(1, f.position, "", rule(f))
	}
	for name, l := range f.labels {
		for _, rule := range label {
			add(l.series, l.position, name, rule(f, name))
		}
	}
	return dst
}

// LintText decodes a page of the text format, and returns the problems of
// its families, and of the page itself, in the order of their places. A problem of a
// label comes once, at the first series with the label. If the page breaks
// the format, the error is DecodeText's, and the problems are those of the
// families in front of the error.
func LintText(page []byte) ([]Problem, error) {
	return lintPage(page, DecodeText, new(Linter))
}

// LintOpenMetrics is LintText for a page of OpenMetrics, with the rules of
// [Linter.OpenMetrics].
func LintOpenMetrics(page []byte) ([]Problem, error) {
	return lintPage(page, DecodeOpenMetrics, &Linter{OpenMetrics: true})
}

func lintPage(page []byte, decode func([]byte, Encoder) error, l *Linter) ([]Problem, error) {
	err := decode(page, l)
	problems := l.Problems()
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(problems), err
}
