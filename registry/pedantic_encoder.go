package registry

import (
	"errors"

	"plainmetrics/expfmt"
)

// A pedanticEncoder is the Encoder for the metrics of a channel in a pedantic
// registry. It leaves out a metric whose Desc is not registered, or whose
// labels differ from the labels of its Desc.
type pedanticEncoder struct {
	rejecter
	isRegistered func(*Desc) bool
	metric       Metric // the next to be written
}

// A descChecker is an Encoder that knows which Descs are registered.
type descChecker interface {
	rejecter

	// descCheck returns a function that reports whether a Desc is registered,
	// or nil if it need not be.
	descCheck() func(*Desc) bool
}

// A metricEncoder is an Encoder that is told which metric comes next: a
// pedanticEncoder, which only NewPedanticRegistry mentions. That keeps 4 kB out
// of programs with other registries.
type metricEncoder interface {
	expfmt.Encoder
	begin(Metric)
}

// pedantic returns a metricEncoder in front of enc if a pedantic registry runs
// a Collector that has described metrics, or else nil.
func pedantic(enc expfmt.Encoder) metricEncoder {
	if r, ok := gathererOf(enc).(*Registry); ok && r.pedantic != nil {
		return r.pedantic(enc)
	}
	return nil
}

func newPedanticEncoder(enc expfmt.Encoder) metricEncoder {
	if e, ok := enc.(descChecker); ok {
		if isRegistered := e.descCheck(); isRegistered != nil {
			return &pedanticEncoder{rejecter: e, isRegistered: isRegistered}
		}
	}
	return nil
}

// begin implements metricEncoder.
func (e *pedanticEncoder) begin(m Metric) { e.metric = m }

// Value implements expfmt.Encoder.
func (e *pedanticEncoder) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	if e.accepts(f, labels) {
		e.rejecter.Value(f, labels, v)
	}
}

// Point implements expfmt.Encoder.
func (e *pedanticEncoder) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	if e.accepts(f, labels) {
		e.rejecter.Point(f, labels, p)
	}
}

func (e *pedanticEncoder) accepts(f *expfmt.Family, labels expfmt.LabelSet) bool {
	d := e.metric.Desc()
	switch {
	case !e.isRegistered(d):
		e.reject(f, errUnregistered)
	case !d.hasLabelsOf(labels):
		e.reject(f, errors.New("labels in collected metric are inconsistent with descriptor "+d.String()))
	default:
		return true
	}
	return false
}

var errUnregistered = errors.New("expected a metric that its Collector has described, found one with unregistered descriptor")
