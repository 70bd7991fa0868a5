package registry

import "time"

// An Observer takes observations: a Histogram, a Summary, or a series of a
// HistogramVec or SummaryVec.
type Observer interface {
	// Observe adds one observation, in the unit that the metric's name
	// says; of durations that is seconds.
	Observe(v float64)
}

// ObserverFunc is a function as an Observer: a Gauge's Set, say, so that a
// Timer sets the gauge.
type ObserverFunc func(v float64)

// Observe calls f.
func (f ObserverFunc) Observe(v float64) { f(v) }

// An ObserverVec is a HistogramVec or a SummaryVec. Its methods are those
// of Vec. One of your own should have LabelNames of Vec as well, which
// client_golang does not ask for: those who are given an ObserverVec can't
// know otherwise which label values to give it.
type ObserverVec interface {
	Collector
	GetMetricWith(Labels) (Observer, error)
	GetMetricWithLabelValues(values ...string) (Observer, error)
	With(Labels) Observer
	WithLabelValues(values ...string) Observer
	CurryWith(Labels) (ObserverVec, error)
	MustCurryWith(Labels) ObserverVec
}

// observerVec is a Vec whose series are handed out as Observers, which is
// what users of client_golang keep them as.
type observerVec[T any, P interface {
	*T
	Observer
}] struct{ Vec[T] }

func (v *observerVec[T, P]) self() Collector { return v }

// GetMetricWith is that of Vec.
func (v *observerVec[T, P]) GetMetricWith(labels Labels) (Observer, error) {
	cell, err := v.Vec.GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return P(cell), nil
}

// GetMetricWithLabelValues is that of Vec.
func (v *observerVec[T, P]) GetMetricWithLabelValues(values ...string) (Observer, error) {
	cell, err := v.Vec.GetMetricWithLabelValues(values...)
	if err != nil {
		return nil, err
	}
	return P(cell), nil
}

// With is that of Vec.
func (v *observerVec[T, P]) With(labels Labels) Observer { return P(v.Vec.With(labels)) }

// WithLabelValues is that of Vec.
func (v *observerVec[T, P]) WithLabelValues(values ...string) Observer {
	return P(v.Vec.WithLabelValues(values...))
}

// CurryWith is that of Vec.
func (v *observerVec[T, P]) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.Vec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &observerVec[T, P]{*curried}, nil
}

// MustCurryWith is that of Vec.
func (v *observerVec[T, P]) MustCurryWith(labels Labels) ObserverVec {
	return &observerVec[T, P]{*v.Vec.MustCurryWith(labels)}
}

// A Timer measures how long something takes.
//
//	timer := registry.NewTimer(requestSeconds)
//	defer timer.ObserveDuration()
type Timer struct {
	begin    time.Time
	observer Observer
}

// NewTimer returns a Timer that begins now. It reports to o, which may be
// nil.
func NewTimer(o Observer) *Timer { return &Timer{time.Now(), o} }

// ObserveDuration reports the time since NewTimer, in seconds, and returns
// it. It may be called more than once.
func (t *Timer) ObserveDuration() time.Duration {
	d := time.Since(t.begin)
	if t.observer != nil {
		t.observer.Observe(d.Seconds())
	}
	return d
}

// ObserveDurationWithExemplar is ObserveDuration with an exemplar, for an
// Observer that is an ExemplarObserver; for others it is ObserveDuration.
func (t *Timer) ObserveDurationWithExemplar(exemplar Labels) time.Duration {
	d := time.Since(t.begin)
	if observer, ok := t.observer.(ExemplarObserver); ok && exemplar != nil {
		observer.ObserveWithExemplar(d.Seconds(), exemplar)
	} else if t.observer != nil {
		t.observer.Observe(d.Seconds())
	}
	return d
}
