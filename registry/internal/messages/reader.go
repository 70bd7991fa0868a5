package messages

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Reader reads the models of a program's own metrics and gatherers.
type Reader struct{}

var _ model.Reader = Reader{}

// Encode implements model.Reader.
func (Reader) Encode(m model.Custom, enc expfmt.Encoder) error {
	if err := m.Check(); err != nil {
		return err
	}
	if err := encode(m, enc); err != nil {
		return m.WrapError(err)
	}
	return nil
}

func encode(m model.Custom, enc expfmt.Encoder) error {
	var out model.Metric
	if err := m.Write(&out); err != nil {
		return err
	}
	t, err := typeOf(&out)
	if err != nil {
		return err
	}
	f, err := m.Family(t)
	if err != nil {
		return err
	}
	var s Series
	if err := s.SetMetric(t, &out); err != nil {
		return err
	}
	labels, err := s.LabelSet()
	if err == nil {
		err = s.Point.Check(t)
	}
	if err == nil {
		enc.Point(f, labels, &s.Point)
	}
	return err
}

// Gathering implements model.Reader.
func (Reader) Gathering(gatherer any) model.Gathering {
	return &gathering{gatherer: gatherer.(interface {
		Gather() ([]*model.MetricFamily, error)
	})}
}

// A gathering is a Gatherer with the families of its last scrape.
type gathering struct {
	gatherer interface {
		Gather() ([]*model.MetricFamily, error)
	}
	families Families
}

// Encode implements model.Gathering.
func (g *gathering) Encode(enc expfmt.Encoder) (families []error, err error) {
	gathered, err := g.gatherer.Gather()
	w := NewWriter(enc, &g.families)
	for _, f := range gathered {
		w.WriteFamily(f)
	}
	return w.Close(), err
}
