// Package promlint has the names of client_golang's package of that name, and
// the Linter of plainmetrics/registry/testutil/promlint, which has the
// documentation.
package promlint

import (
	"io"

	"plainmetrics/registry/model"
	"plainmetrics/registry/testutil/promlint"

	dto "github.com/prometheus/client_model/go"

	"github.com/prometheus/client_golang/prometheus/internal"
)

// A Problem is a convention broken by a metric.
type Problem = promlint.Problem

// A Validation is a rule of the caller's own.
type Validation = func(mf *dto.MetricFamily) []error

// A Linter is a promlint.Linter of plainmetrics.
type Linter struct{ inner *promlint.Linter }

// New returns a Linter of a page in the text format.
func New(r io.Reader) *Linter { return &Linter{promlint.New(r)} }

// NewWithMetricFamilies returns a Linter of families.
func NewWithMetricFamilies(mfs []*dto.MetricFamily) *Linter {
	return &Linter{promlint.NewWithMetricFamilies(internal.All(mfs, internal.FamilyModel))}
}

// AddCustomValidations adds rules to the rules of the package.
func (l *Linter) AddCustomValidations(vs ...Validation) {
	for _, v := range vs {
		l.inner.AddCustomValidations(func(mf *model.MetricFamily) []error { return v(internal.FamilyMessage(mf)) })
	}
}

// Lint returns the Problems, sorted by family and text.
func (l *Linter) Lint() ([]Problem, error) { return l.inner.Lint() }
