package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// A Problem is a convention that a family does not follow. Its text is
// what promtool check metrics and client_golang's promlint say.
type Problem struct {
	Metric string // the family
	Label  string // the name of the label that is meant, "" for the family itself
	Text   string

	// Line and Column are where the family, or its label, stands first on
	// the page, counted as in a SyntaxError; 0 if there was no page.
	Line, Column int
}

// String returns the line that promtool prints.
func (p Problem) String() string { return p.Metric + " " + p.Text }

// A Linter is an Encoder that holds families against the conventions of
// Prometheus: those that promtool check metrics knows, as of client_golang
// v1.25.0. The zero value is ready. A family without series is not looked
// at.
type Linter struct {
	// OpenMetrics adds the rules of that standard that a page can break and
	// still be read. It is set before anything is written.
	OpenMetrics bool

	problems []Problem
	open     lintedFamily
	families map[string]bool // those with series
}

// A lintedFamily is a family as far as it has been written: what the rules
// know of it.
type lintedFamily struct {
	family *Family
	labels map[string]int      // their names, and the series that have them
	series map[string]struct{} // by their rendered labels
	twice  bool                // some series came twice, at one time
	timed  bool                // some had a timestamp
}

var _ Encoder = (*Linter)(nil)

// Family implements Encoder.
func (l *Linter) Family(f *Family) {
	l.problems = l.appendProblems(l.problems)
	l.open = lintedFamily{family: f}
}

// Value implements Encoder.
func (l *Linter) Value(labels LabelSet, _ float64) { l.add(labels, false) }

// Point implements Encoder.
func (l *Linter) Point(labels LabelSet, p *Point) { l.add(labels, p.HasTimestamp) }

func (l *Linter) add(labels LabelSet, timed bool) {
	f := &l.open
	f.timed = f.timed || timed
	if f.series == nil {
		f.series, f.labels = make(map[string]struct{}), make(map[string]int)
		if l.families == nil {
			l.families = make(map[string]bool)
		}
		l.families[f.family.Name()] = true
	}
	if _, again := f.series[labels.text]; again {
		f.twice = f.twice || !timed // of different times there may be several
		return
	}
	f.series[labels.text] = struct{}{}
	for name := range labels.All() {
		if f.labels[name] == 0 {
			name = strings.Clone(name) // it must not keep the labels in memory
		}
		f.labels[name]++
	}
}

// Problems returns what is wrong with the families written so far, in the
// order of their names and then of the texts. What is wrong with a label is
// told as often as there are series that have it, as promtool does.
func (l *Linter) Problems() []Problem {
	problems := l.appendProblems(slices.Clip(l.problems))
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Text, b.Text), strings.Compare(a.Label, b.Label))
	})
	return problems
}

// appendProblems appends what is wrong with the open family.
func (l *Linter) appendProblems(dst []Problem) []Problem {
	f := &l.open
	if f.series == nil {
		return dst
	}
	ofFamily, ofLabels := familyRules, labelRules
	if l.OpenMetrics {
		ofFamily = slices.Concat(ofFamily, openMetricsFamilyRules)
		ofLabels = slices.Concat(ofLabels, openMetricsLabelRules)
	}
	add := func(times int, label, text string) {
		if text != "" {
			p := Problem{Metric: f.family.Name(), Label: label, Text: text}
			dst = append(dst, slices.Repeat([]Problem{p}, times)...)
		}
	}
	for _, rule := range ofFamily {
		add(1, "", rule(f))
	}
	for label, series := range f.labels {
		for _, rule := range ofLabels {
			add(series, label, rule(f, label))
		}
	}
	return dst
}
