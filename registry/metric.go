package registry

import (
	"context"
	"errors"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Metric is one series at the moment of a scrape, with its labels. The
// metrics of this package are Metrics, and so are the series of vectors.
//
// The registry writes a Metric with a method Encode as a Source, and asks all
// others through Write. A type that embeds a metric of this package inherits
// its Encode, and is asked through Write all the same.
type Metric interface {
	// Desc returns the Desc of the metric: always the same one.
	Desc() *Desc

	// Write writes the labels and the value to an empty model.Metric. Write
	// may be called by several goroutines at once, and its result may share
	// memory with the Metric. The error is reported, and costs this metric.
	Write(*model.Metric) error
}

// NewInvalidMetric returns a Metric whose Write fails with err. A Collector
// sends it in place of a metric that it can't collect.
func NewInvalidMetric(desc *Desc, err error) Metric { return &invalidMetric{desc, err} }

type invalidMetric struct {
	desc *Desc
	err  error
}

// Desc implements Metric.
func (m *invalidMetric) Desc() *Desc { return m.desc }

// Write implements Metric.
func (m *invalidMetric) Write(*model.Metric) error { return m.err }

// Encode implements Source.
func (m *invalidMetric) Encode(context.Context, expfmt.Encoder) error {
	if m.desc != nil && m.desc.err != nil {
		return m.desc.err
	}
	if m.err == nil {
		return fmt.Errorf("empty metric collected: expected a value of %v, found none", m.desc)
	}
	return fmt.Errorf("error collecting metric %v: %w", m.desc, m.err)
}

// encodeMetric writes m to enc. A panic costs the metric: it may come on a
// goroutine of the registry, where it would end the program.
func encodeMetric(enc expfmt.Encoder, m Metric) (err error) {
	if m, ok := m.(*constMetric); ok && m.point == nil { // saves 20 ns of 100 for the most frequent type
		enc.Value(m.family, m.labels, m.value)
		return nil
	}
	if m == nil {
		return errors.New("expected a Metric, found nil")
	}
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("metric %T: panic: %v", m, cause)
		}
	}()
	if s := sourceOf(m); s != nil {
		return s.Encode(context.Background(), enc)
	}
	return encodeCustom(enc, m)
}

// encodeCustom writes a metric by its method Write.
func encodeCustom(enc expfmt.Encoder, m Metric) error {
	reader := model.Linked()
	if reader == nil {
		return encodeEmbedded(enc, m)
	}
	c := &customMetric{metric: m}
	err := reader.Encode(c, enc)
	if e := rejecterOf(enc); e != nil && err != nil && c.family != nil {
		e.reject(c.family, err) // c.family is the first of the name all the same
		return nil
	}
	return err
}

// rejecterOf returns the rejecter that enc is, or that enc writes to, or nil.
func rejecterOf(enc expfmt.Encoder) rejecter {
	switch e := enc.(type) {
	case rejecter:
		return e
	case wrappingEncoder:
		return rejecterOf(e.inner())
	}
	return nil
}

// A wrappingEncoder changes series on their way to another Encoder.
type wrappingEncoder interface{ inner() expfmt.Encoder }

// encodeEmbedded writes a metric of a program without package model, which has
// no method Write of its own: the type of m embeds one of our metrics.
func encodeEmbedded(enc expfmt.Encoder, m Metric) error {
	if s, ok := m.(Source); ok {
		return s.Encode(context.Background(), enc)
	}
	return errNotLinked // it embeds the interface Metric
}

// A customMetric is a Metric that a program implements itself. Its methods
// are called by the linked Reader alone.
type customMetric struct {
	metric Metric
	family *expfmt.Family // the last result of Family
}

// Write implements model.Custom.
func (m *customMetric) Write(out *model.Metric) error { return m.metric.Write(out) }

// Check implements model.Custom.
func (m *customMetric) Check() error {
	if d := m.metric.Desc(); d != nil {
		return d.err
	}
	return fmt.Errorf("metric %T: expected a Desc, found nil", m.metric)
}

// Family implements model.Custom.
func (m *customMetric) Family(typ expfmt.Type) (f *expfmt.Family, err error) {
	m.family, err = m.metric.Desc().ofType(typ)
	return m.family, err
}

// WrapError implements model.Custom.
func (m *customMetric) WrapError(err error) error {
	return fmt.Errorf("error collecting metric %v: %w", m.metric.Desc(), err)
}
