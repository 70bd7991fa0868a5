package promlint

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// A Linter finds the problems of a page, or of families. New or
// NewWithMetricFamilies makes a Linter.
type Linter struct {
	page        io.Reader // nil without a page
	families    []*model.MetricFamily
	validations []Validation
}

// New returns a Linter of a page in the text format, which Lint reads to its
// end.
func New(r io.Reader) *Linter { return &Linter{page: r} }

// NewWithMetricFamilies returns a Linter of families, such as the result of
// Gather.
func NewWithMetricFamilies(mfs []*model.MetricFamily) *Linter { return &Linter{families: mfs} }

// A Problem is a convention broken by a family.
type Problem struct {
	Metric string // the name of the family
	Text   string
}

// A Validation is a rule of the caller's own. It returns an error, whose text
// becomes a Problem, for each problem of a family.
type Validation = func(mf *model.MetricFamily) []error

// AddCustomValidations adds rules to the rules of the package.
func (l *Linter) AddCustomValidations(vs ...Validation) { l.validations = append(l.validations, vs...) }

// Lint returns the problems, sorted by family and text. It returns an error,
// and no problems, for a page with a line that it can't read.
func (l *Linter) Lint() ([]Problem, error) {
	families := l.families
	if l.page != nil {
		var err error
		if families, err = readFamilies(l.page); err != nil {
			return nil, err
		}
	}
	var problems []Problem
	for _, mf := range families {
		problems = l.appendProblems(problems, mf)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Text, b.Text))
	})
	return problems, nil
}

// appendProblems appends the problems of a family.
func (l *Linter) appendProblems(problems []Problem, mf *model.MetricFamily) []Problem {
	add := func(text string, times int) {
		problem := Problem{Metric: mf.GetName(), Text: text}
		problems = append(problems, slices.Repeat([]Problem{problem}, times)...)
	}
	c := countLabels(mf)
	for _, p := range expfmt.LintFamily(mf.GetName(), mf.GetHelp(), typeOf(mf), c.names...) {
		if p.Label == "" {
			add(p.Text, 1)
		} else {
			add(p.Text, c.times[p.Label])
		}
	}
	add("metric not unique", c.repeats)
	for _, validate := range l.validations {
		for _, err := range validate(mf) {
			add(err.Error(), 1)
		}
	}
	return problems
}

// A labelCount is the number of times that label names, and whole series, come
// in a family.
type labelCount struct {
	names   []string // each once
	times   map[string]int
	repeats int // series that came again
}

func countLabels(mf *model.MetricFamily) labelCount {
	c := labelCount{times: make(map[string]int)}
	known := make(map[string]bool)
	var key []byte
	for _, m := range mf.GetMetric() {
		for _, pair := range m.GetLabel() {
			name := pair.GetName()
			if c.times[name] == 0 {
				c.names = append(c.names, name)
			}
			c.times[name]++
		}
		key = appendLabels(key[:0], m)
		if known[string(key)] {
			c.repeats++
		}
		known[string(key)] = true
	}
	return c
}

// appendLabels appends the labels of a series in a way that differs for
// different labels.
func appendLabels(dst []byte, m *model.Metric) []byte {
	for _, pair := range m.GetLabel() {
		dst = strconv.AppendQuote(strconv.AppendQuote(dst, pair.GetName()), pair.GetValue())
	}
	return dst
}
