package registry

// A SummaryVec is a Summary divided by labels. Its look-ups return
// Observers, as in client_golang; the Vec inside has the methods common to
// all vectors.
type SummaryVec struct{ Vec[SummarySeries] }

// NewSummaryVec returns a SummaryVec without series, divided by labels of
// the given names. NewSummaryVec panics where NewSummary does.
func NewSummaryVec(opts SummaryOpts, labelNames []string) *SummaryVec {
	return newSummaryVec(opts, UnconstrainedLabels(labelNames))
}

func newSummaryVec(opts SummaryOpts, labels ConstrainableLabels) *SummaryVec {
	return &SummaryVec{*newVec(newSummaries(opts, labels))}
}

// WithLabelValues returns the series with the given label values, in the
// order of the names. WithLabelValues panics where GetMetricWithLabelValues
// fails.
func (v *SummaryVec) WithLabelValues(values ...string) Observer {
	return v.Vec.WithLabelValues(values...)
}

// GetMetricWithLabelValues returns the series with the given label values,
// in the order of the names. GetMetricWithLabelValues fails unless there is
// a value in valid UTF-8 for each label not curried before.
func (v *SummaryVec) GetMetricWithLabelValues(values ...string) (Observer, error) {
	summary, err := v.Vec.GetMetricWithLabelValues(values...)
	if err != nil {
		return nil, err // and not a nil Summary, which is an Observer that is not nil
	}
	return summary, nil
}

// With returns the series with the given labels. With panics where
// GetMetricWith fails.
func (v *SummaryVec) With(labels Labels) Observer { return v.Vec.With(labels) }

// GetMetricWith returns the series with the given labels. GetMetricWith
// fails unless labels has the names of all labels not curried before, no
// others, and values in valid UTF-8.
func (v *SummaryVec) GetMetricWith(labels Labels) (Observer, error) {
	summary, err := v.Vec.GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return summary, nil
}

// CurryWith returns a SummaryVec of the same series, with the given labels
// chosen for all its look-ups. CurryWith fails if the SummaryVec has no
// label of a given name, or has the label curried already.
func (v *SummaryVec) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.Vec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &SummaryVec{*curried}, nil
}

// MustCurryWith is CurryWith with a panic in place of an error.
func (v *SummaryVec) MustCurryWith(labels Labels) ObserverVec {
	return &SummaryVec{*v.Vec.MustCurryWith(labels)}
}

func (v *SummaryVec) self() Collector { return v }
