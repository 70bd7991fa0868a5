package expfmt

import (
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
)

// A Problem is a convention broken by a family. Its text is the text of
// promtool check metrics and of client_golang's promlint.
//
// A Problem without a Metric is a place that keeps to the format of its page
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
// series, and takes families of the same name for pieces of one family.
//
// A Linter holds the names and label names of all families, and 8 bytes for
// each of their series.
type Linter struct {
	// OpenMetrics adds the rules of OpenMetrics not enforced by
	// DecodeOpenMetrics. Set it before the first family.
	OpenMetrics bool

	// OpenMetrics2 adds the rules of OpenMetrics 2.0 not enforced by
	// DecodeOpenMetrics2. Set it before the first family.
	OpenMetrics2 bool

	ofPage bool // the families are the lines of a page

	families map[string]*lintedFamily // by name
	header   *Family                  // of the last series
	open     *lintedFamily            // of the same
	hash     seriesHash
}

var _ Locator = (*Linter)(nil)

// Value implements Encoder.
func (l *Linter) Value(f *Family, labels LabelSet, _ float64) { l.add(f, labels, &noPoint) }

// noPoint is the point of a series with nothing but a value.
var noPoint Point

// Point implements Encoder.
func (l *Linter) Point(f *Family, labels LabelSet, p *Point) { l.add(f, labels, p) }

// add adds a series to a family.
func (l *Linter) add(header *Family, labels LabelSet, p *Point) {
	l.begin(header)
	f, stamped := l.open, p.HasTimestamp
	f.uncreated = f.uncreated || !p.isCreatedKnown()
	if f.stamped = f.stamped || stamped; f.add(labels, l.hash.key(labels.WithoutEmpty())) {
		return
	}
	switch {
	case l.ofPage && !f.typ.Scalar() && !l.OpenMetrics2: // lines of the series in another piece
	case l.ofPage && !l.OpenMetrics && !l.OpenMetrics2: // promtool's rule for the text format
		f.repeats++
	case !stamped: // points of a series have different timestamps
		f.repeats++
	}
}

// begin makes a piece of a family the open one.
func (l *Linter) begin(header *Family) {
	if header == l.header {
		return
	}
	var series map[seriesKey]struct{}
	if l.open != nil {
		series = l.open.end()
	}
	l.header = header
	name := header.Name()
	if l.open = l.families[name]; l.open == nil {
		if l.families == nil {
			l.families, l.hash = make(map[string]*lintedFamily), newSeriesHash()
		}
		l.open = &lintedFamily{name: name}
		l.families[name] = l.open
	}
	l.open.begin(header)
	if l.open.series != nil {
		return
	}
	// Clearing a large map takes as long as filling it.
	if series == nil || len(series) > 64 {
		series = make(map[seriesKey]struct{})
	}
	clear(series)
	l.open.series = series
}

// LocateFamily implements Locator.
func (l *Linter) LocateFamily(f *Family, line, column int) {
	l.begin(f)
	if l.open.position == (position{}) {
		l.open.position = position{line, column}
	}
}

// LocateLabel implements Locator.
func (l *Linter) LocateLabel(name string, line, column int) {
	l.open.locate(name, position{line, column})
}

// Problems returns the problems of the families written so far, sorted by
// family and then by text. Like promtool, it repeats a problem for each series
// with the label, for each series that comes again, and for each abbreviation.
func (l *Linter) Problems() []Problem { return l.appendProblems(nil, math.MaxInt) }

// LintFamily returns the problems of a family with this name, HELP text and
// type, whose series have labels of these names: each as a Linter returns it
// for one series. The name and the labels need not be valid.
func LintFamily(name, help string, t Type, labels ...string) []Problem {
	f := lintedFamily{name: name, hasHelp: isHelp(help), typ: t}
	for _, label := range labels {
		f.set(label, lintedLabel{series: 1})
	}
	problems := f.appendProblems(nil, familyRules, labelRules, math.MaxInt)
	sortProblems(problems)
	return problems
}

// appendProblems appends the problems of all families, and repeats each at
// most so often.
func (l *Linter) appendProblems(dst []Problem, most int) []Problem {
	family, label := familyRules, labelRules
	if l.OpenMetrics {
		family = slices.Concat(family, openMetricsFamilyRules)
		label = slices.Concat(label, openMetricsLabelRules)
	}
	if l.OpenMetrics2 {
		family = slices.Concat(family, openMetrics2FamilyRules)
		label = slices.Concat(label, openMetricsLabelRules)
	}
	for _, f := range l.families {
		if f.count > 0 {
			dst = f.appendProblems(dst, family, label, most)
		}
	}
	sortProblems(dst)
	return dst
}

func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Text, b.Text), strings.Compare(a.Label, b.Label))
	})
}

func sortByPlace(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// LintText decodes a page of the text format, and returns the problems of
// its families, and of the page itself, in the order of their places. A
// problem of a label comes once, at the first series with the label.
//
// If the page breaks the format, LintText goes on behind the error and
// lints the rest of the page. It skips a line that it can't read; it keeps
// the samples that break another rule, such as a series that comes twice,
// and puts the pieces of a family together. The error joins the errors of
// DecodeText, in the order of their places, each a [*SyntaxError]: the first
// error of a line, and of the page at most a hundred. errors.As finds the
// first, and the method Unwrap() []error all.
func LintText(page []byte) ([]Problem, error) { return LintTextFrom(bytes.NewReader(page)) }

// LintOpenMetrics is LintText for a page of OpenMetrics, with the rules of
// [Linter.OpenMetrics].
func LintOpenMetrics(page []byte) ([]Problem, error) {
	return LintOpenMetricsFrom(bytes.NewReader(page))
}

// LintTextFrom is [LintText] for a page that is read while it is linted. It
// holds as much of the page as [DecodeTextFrom] and a [Linter] hold. An error
// of r is returned as it is, without problems.
func LintTextFrom(r io.Reader) ([]Problem, error) {
	return lintPage(r, &textGrammar, &Linter{ofPage: true})
}

// LintOpenMetricsFrom is [LintOpenMetrics] for a page that is read while it
// is linted, as [LintTextFrom] does.
func LintOpenMetricsFrom(r io.Reader) ([]Problem, error) {
	return lintPage(r, &openMetricsGrammar, &Linter{OpenMetrics: true, ofPage: true})
}

func lintPage(r io.Reader, g *grammar, l *Linter) ([]Problem, error) {
	var findings pageFindings
	d := newDecoder(g, l)
	d.tolerance = newLinting(&findings)
	if err := d.skip(d.decodeFrom(r)); err != nil {
		return nil, err
	}
	problems := l.appendProblems(findings.refusals, 1)
	sortByPlace(problems)
	return problems, findings.err()
}
