package prometheus

import "plainmetrics/registry"

// An ObserverVec is a HistogramVec or a SummaryVec, or a user's own.
type ObserverVec interface {
	GetMetricWith(Labels) (Observer, error)
	GetMetricWithLabelValues(lvs ...string) (Observer, error)
	With(Labels) Observer
	WithLabelValues(...string) Observer
	CurryWith(Labels) (ObserverVec, error)
	MustCurryWith(Labels) ObserverVec

	Collector
}

// nativeObserverVec returns vec for package httpserve.
func nativeObserverVec(vec ObserverVec) registry.ObserverVec {
	switch vec := vec.(type) {
	case *HistogramVec:
		return &registry.HistogramVec{Vec: *vecOf[registry.HistogramSeries](vec.MetricVec)}
	case *SummaryVec:
		return &registry.SummaryVec{Vec: *vecOf[registry.SummarySeries](vec.MetricVec)}
	}
	return customObserverVec{vec, nativeCollector(vec)}
}

// A customObserverVec is a user's ObserverVec for package httpserve.
type customObserverVec struct {
	ObserverVec
	collector registry.Collector
}

// Collect implements registry.Collector.
func (v customObserverVec) Collect(ch chan<- registry.Metric) { v.collector.Collect(ch) }

// CurryWith implements registry.ObserverVec.
func (v customObserverVec) CurryWith(labels Labels) (registry.ObserverVec, error) {
	curried, err := v.ObserverVec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return nativeObserverVec(curried), nil
}

// MustCurryWith implements registry.ObserverVec.
func (v customObserverVec) MustCurryWith(labels Labels) registry.ObserverVec {
	return nativeObserverVec(v.ObserverVec.MustCurryWith(labels))
}
