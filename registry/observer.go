package registry

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
