package registry

import (
	"sync"
)

// A MetricVec is a vector of metrics that a program implements itself. Embed
// it in a type with look-ups that return the type of those metrics. All
// methods may be called at the same time.
type MetricVec struct {
	vec       *Vec[metricCell]
	newMetric func(labelValues ...string) Metric
	mu        *sync.Mutex // held to call newMetric
}

// A metricCell is a series of a MetricVec.
type metricCell struct{ metric Metric }

// NewMetricVec returns a MetricVec without metrics. A look-up of label values
// without a metric calls newMetric with the values of all variable labels of
// the Desc, in the order of the names.
func NewMetricVec(desc *Desc, newMetric func(labelValues ...string) Metric) *MetricVec {
	if desc.template == nil { // the Desc of a Source, or an invalid one
		own := *desc
		own.template = desc.ownTemplate()
		desc = &own
	}
	f := new(family[metricCell])
	f.init(desc, ops[metricCell]{init: func(*metricCell) {}})
	return &MetricVec{newVec(f), newMetric, new(sync.Mutex)}
}

// GetMetricWithLabelValues returns the metric with the given label values.
// GetMetricWithLabelValues fails unless there is a value in valid UTF-8 for
// each label not curried before.
func (v *MetricVec) GetMetricWithLabelValues(values ...string) (Metric, error) {
	return v.get(v.vec.labels.curried.Merge(nil, values))
}

// GetMetricWith returns the metric with the given labels. GetMetricWith fails
// unless labels has the names of all labels not curried before, no others,
// and values in valid UTF-8.
func (v *MetricVec) GetMetricWith(labels Labels) (Metric, error) {
	values, err := v.vec.labels.appendValues(nil, labels)
	if err != nil {
		return nil, err
	}
	return v.get(values)
}

// get returns the metric with the given values of all labels.
func (v *MetricVec) get(values []string) (Metric, error) {
	cell, err := v.vec.store.GetOrError(nil, values)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if cell.metric == nil {
		v.vec.family.desc.constrain(values)
		cell.metric = v.newMetric(values...)
	}
	return cell.metric, nil
}

// CurryWith returns a MetricVec of the same metrics, with the given labels
// chosen for all its look-ups. CurryWith fails if the MetricVec has no label
// of a given name, or has the label curried already.
func (v *MetricVec) CurryWith(labels Labels) (*MetricVec, error) {
	curried, err := v.vec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &MetricVec{curried, v.newMetric, v.mu}, nil
}

// DeleteLabelValues removes the metric with the given label values, and
// reports whether there was one.
func (v *MetricVec) DeleteLabelValues(values ...string) bool {
	return v.vec.DeleteLabelValues(values...)
}

// Delete removes the metric with the given labels, and reports whether there
// was one.
func (v *MetricVec) Delete(labels Labels) bool { return v.vec.Delete(labels) }

// DeletePartialMatch removes the metrics that have all of the given labels,
// and returns their number.
func (v *MetricVec) DeletePartialMatch(labels Labels) int { return v.vec.DeletePartialMatch(labels) }

// Reset removes all metrics.
func (v *MetricVec) Reset() { v.vec.Reset() }

// Describe implements Collector.
func (v *MetricVec) Describe(ch chan<- *Desc) { v.vec.Describe(ch) }

// Collect implements Collector.
func (v *MetricVec) Collect(ch chan<- Metric) {
	for _, m := range v.metrics() {
		ch <- m
	}
}

// metrics returns the metrics in the order of their labels.
func (v *MetricVec) metrics() []Metric {
	v.mu.Lock()
	defer v.mu.Unlock()
	var metrics []Metric
	for _, cell := range v.vec.store.Snapshot().Cells() {
		if cell.metric != nil { // or a look-up is about to make it
			metrics = append(metrics, cell.metric)
		}
	}
	return metrics
}
