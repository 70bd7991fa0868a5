// Package promlint has the names of client_golang's package of that name, and
// the rules of plainmetrics/expfmt.
package promlint

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	plain "plainmetrics/expfmt"
	"plainmetrics/registry"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// A Problem is a convention broken by a metric.
type Problem struct {
	Metric string
	Text   string
}

// A Validation returns the problems of a family.
type Validation = func(mf *dto.MetricFamily) []error

// A Linter finds the Problems of a page or of families.
type Linter struct {
	page        io.Reader // nil for families
	families    []*dto.MetricFamily
	validations []Validation
}

// New returns a Linter of a page in the text format.
func New(r io.Reader) *Linter { return &Linter{page: r} }

// NewWithMetricFamilies returns a Linter of families.
func NewWithMetricFamilies(mfs []*dto.MetricFamily) *Linter { return &Linter{families: mfs} }

// AddCustomValidations adds validations to the rules.
func (l *Linter) AddCustomValidations(vs ...Validation) { l.validations = append(l.validations, vs...) }

// Lint returns the Problems in the order of the metrics and the texts.
func (l *Linter) Lint() ([]Problem, error) {
	families := l.families
	if l.page != nil {
		var err error
		if families, err = decode(l.page); err != nil {
			return nil, err
		}
	}
	problems, err := lint(families)
	if err != nil {
		return nil, err
	}
	for _, family := range families {
		for _, validation := range l.validations {
			for _, err := range validation(family) {
				problems = append(problems, Problem{family.GetName(), err.Error()})
			}
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Text, b.Text))
	})
	return problems, nil
}

// decode returns the families of a page.
func decode(page io.Reader) (families []*dto.MetricFamily, err error) {
	decoder := expfmt.NewDecoder(page, expfmt.NewFormat(expfmt.TypeTextPlain))
	for {
		family := new(dto.MetricFamily)
		if err := decoder.Decode(family); errors.Is(err, io.EOF) {
			return families, nil
		} else if err != nil {
			return nil, err
		}
		families = append(families, family)
	}
}

// lint returns the Problems by the rules of package expfmt.
func lint(families []*dto.MetricFamily) (problems []Problem, err error) {
	gatherer := prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) { return families, nil })
	var linter plain.Linter
	if err := unchecked(gatherer).Encode(context.Background(), &linter); err != nil {
		return nil, err
	}
	for _, p := range linter.Problems() {
		problems = append(problems, Problem{p.Metric, p.Text})
	}
	return problems, nil
}

// unchecked returns g as a Source of its families as they are: a Linter is
// for families that a registry would leave out, too.
func unchecked(g prometheus.Gatherer) registry.Source {
	untouched := struct{ prometheus.Gatherer }{g}
	t := internal.TransactionalGatherer(prometheus.ToTransactionalGatherer(untouched))
	return registry.FromTransactionalGatherer(struct{ registry.TransactionalGatherer }{t}).(registry.Source)
}
