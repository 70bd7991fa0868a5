package registry

// An Observer takes observations: a Histogram, a Summary, or a series of a
// HistogramVec or SummaryVec.
type Observer interface {
	// Observe adds an observation in the unit of the metric's name: seconds
	// for a duration.
	Observe(v float64)
}

// An ObserverFunc is a function as an Observer. With a Gauge's Set, a Timer
// sets the gauge.
type ObserverFunc func(v float64)

// Observe calls f.
func (f ObserverFunc) Observe(v float64) { f(v) }

// An ObserverVec is a HistogramVec or a SummaryVec. Implementations outside
// this package should have the method LabelNames of Vec as well: code with
// nothing but an ObserverVec needs the names to choose label values.
// client_golang does not ask for the method.
type ObserverVec interface {
	Collector
	GetMetricWith(Labels) (Observer, error)
	GetMetricWithLabelValues(values ...string) (Observer, error)
	With(Labels) Observer
	WithLabelValues(values ...string) Observer
	CurryWith(Labels) (ObserverVec, error)
	MustCurryWith(Labels) ObserverVec
}
