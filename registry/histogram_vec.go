package registry

// A HistogramVec is a Histogram divided by labels. Its look-ups return Observers,
// as those of client_golang do; the Vec inside has the methods that all
// vectors share.
type HistogramVec struct{ Vec[HistogramSeries] }

// NewHistogramVec returns a HistogramVec without series, divided by labels of
// the given names. It panics where NewHistogram does.
func NewHistogramVec(opts HistogramOpts, labelNames []string) *HistogramVec {
	return newHistogramVec(opts, UnconstrainedLabels(labelNames))
}

func newHistogramVec(opts HistogramOpts, labels ConstrainableLabels) *HistogramVec {
	return &HistogramVec{*newVec(&newHistograms(opts, labels).family)}
}

// WithLabelValues returns the series with the given label values, in the
// order of the names. WithLabelValues panics where GetMetricWithLabelValues
// fails.
func (v *HistogramVec) WithLabelValues(values ...string) Observer {
	return v.Vec.WithLabelValues(values...)
}

// GetMetricWithLabelValues returns the series with the given label values,
// in the order of the names. It fails unless there is a value in valid
// UTF-8 for each label that is not curried.
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

// GetMetricWith returns the series with the given labels. It fails unless
// they name exactly the labels that are not curried, with values in valid
// UTF-8.
func (v *HistogramVec) GetMetricWith(labels Labels) (Observer, error) {
	histogram, err := v.Vec.GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return histogram, nil
}

// CurryWith returns a HistogramVec of the same series, for which the given
// labels have been chosen already and need not be given again. It fails if a
// label is not one of the HistogramVec, or is curried already.
func (v *HistogramVec) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.Vec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &HistogramVec{*curried}, nil
}

// MustCurryWith is CurryWith but panics where that fails.
func (v *HistogramVec) MustCurryWith(labels Labels) ObserverVec {
	return &HistogramVec{*v.Vec.MustCurryWith(labels)}
}

func (v *HistogramVec) self() Collector { return v }
