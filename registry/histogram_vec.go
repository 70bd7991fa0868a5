package registry

// A HistogramVec is a Histogram divided by labels. Its look-ups return
// Observers, as in client_golang; the Vec inside has the methods common to
// all vectors.
type HistogramVec struct{ Vec[HistogramSeries] }

// NewHistogramVec returns a HistogramVec without series, divided by labels
// of the given names. NewHistogramVec panics where NewHistogram does.
func NewHistogramVec(opts HistogramOpts, labelNames []string) *HistogramVec {
	return newHistogramVec(opts, UnconstrainedLabels(labelNames))
}

func newHistogramVec(opts HistogramOpts, labels ConstrainableLabels) *HistogramVec {
	return &HistogramVec{*newVec(newHistograms(opts, labels))}
}

// WithLabelValues returns the series with the given label values, in the
// order of the names. WithLabelValues panics where GetMetricWithLabelValues
// fails.
func (v *HistogramVec) WithLabelValues(values ...string) Observer {
	return v.Vec.WithLabelValues(values...)
}

// GetMetricWithLabelValues returns the series with the given label values,
// in the order of the names. GetMetricWithLabelValues fails unless there is
// a value in valid UTF-8 for each label not curried before.
func (v *HistogramVec) GetMetricWithLabelValues(values ...string) (Observer, error) {
	histogram, err := v.Vec.GetMetricWithLabelValues(values...)
	if err != nil {
		return nil, err // and not a nil Histogram, which is an Observer that is not nil
	}
	return histogram, nil
}

// With returns the series with the given labels. With panics where
// GetMetricWith fails.
func (v *HistogramVec) With(labels Labels) Observer { return v.Vec.With(labels) }

// GetMetricWith returns the series with the given labels. GetMetricWith
// fails unless labels has the names of all labels not curried before, no
// others, and values in valid UTF-8.
func (v *HistogramVec) GetMetricWith(labels Labels) (Observer, error) {
	histogram, err := v.Vec.GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return histogram, nil
}

// CurryWith returns a HistogramVec of the same series, with the given labels
// chosen for all its look-ups. CurryWith fails if the HistogramVec has no
// label of a given name, or has the label curried already.
func (v *HistogramVec) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.Vec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &HistogramVec{*curried}, nil
}

// MustCurryWith is CurryWith with a panic in place of an error.
func (v *HistogramVec) MustCurryWith(labels Labels) ObserverVec {
	return &HistogramVec{*v.Vec.MustCurryWith(labels)}
}

func (v *HistogramVec) self() Collector { return v }
