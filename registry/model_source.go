package registry

import (
	"context"
	"errors"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A modelSource is a Gatherer without Encode as a Source: it writes the
// families that Gather returns.
type modelSource struct {
	gathering model.Gathering // nil in a program without a mention of models
}

// Encode implements Source.
func (s *modelSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	if s.gathering == nil {
		return errNotLinked
	}
	families, err := s.gathering.Encode(enc)
	return MultiError(append(appendErrors(nil, err), families...)).MaybeUnwrap()
}

// writesSingles implements singleSource.
func (s modelSource) writesSingles() {}

// errNotLinked is the error of a type that embeds the interface Gatherer or
// Metric, in a program without a mention of models.
var errNotLinked = errors.New("registry: expected an import of plainmetrics/registry/model, which reads what a Gatherer or a Metric of the program has, found none")

// writeModel writes the last series of s to out: Metric.Write of a metric of
// this package.
func writeModel(out *model.Metric, s Source) error {
	w := &model.MetricWriter{Out: out}
	err := s.Encode(context.Background(), w)
	if err == nil && !w.HasValue {
		err = errRemoved
	}
	return err
}

var errRemoved = errors.New("registry: expected a series of a vector, found a series removed from the vector, which has no labels")

// gather returns the families that s writes, never nil, with their errors.
func gather(s Source) ([]*model.MetricFamily, error) {
	model.LinkText() // for the String methods of the families
	page := model.Page{Families: []*model.MetricFamily{}}
	err := s.Encode(context.Background(), &page)
	return page.Families, err
}
