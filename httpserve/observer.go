package httpserve

import (
	"maps"
	"slices"

	"plainmetrics/registry"
)

// An observation is an ObserverVec and the sources of its label values.
type observation struct {
	labeling
	vec registry.ObserverVec
}

func newObservation(vec registry.ObserverVec, opts []Option) *observation {
	o := newOptions(opts)
	ordered, ok := vec.(interface{ LabelNames() []string })
	if !ok {
		named := namesOnly{vec, findLabels(vec, o)}
		return &observation{newLabeling(vec, named.names, o), named}
	}
	return &observation{newLabeling(vec, ordered.LabelNames(), o), vec}
}

func (o *observation) observe(x exchange, v float64) {
	var values [mostLabels]string
	series := o.series(o.append(values[:0], x))
	if exemplar := o.exemplar(x.request); exemplar != nil {
		if series, ok := series.(registry.ExemplarObserver); ok {
			series.ObserveWithExemplar(v, exemplar)
			return
		}
	}
	series.Observe(v)
}

// series returns the series with the given label values. The compiler sees
// that the vectors of package registry don't keep the slice, which saves an
// allocation for each request.
func (o *observation) series(values []string) registry.Observer {
	switch vec := o.vec.(type) {
	case *registry.HistogramVec:
		return vec.WithLabelValues(values...)
	case *registry.SummaryVec:
		return vec.WithLabelValues(values...)
	default:
		return vec.WithLabelValues(slices.Clone(values)...)
	}
}

// A namesOnly is an ObserverVec with labels in an unknown order.
type namesOnly struct {
	registry.ObserverVec
	names []string
}

// findLabels returns the labels that both middleware and the vector know.
func findLabels(vec registry.ObserverVec, o *options) []string {
	known := maps.Clone(o.labels)
	known["code"], known["method"] = nil, nil
	var names []string
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if _, err := vec.CurryWith(registry.Labels{name: ""}); err == nil {
			names = append(names, name)
		}
	}
	return names
}

// WithLabelValues takes the values in the order of the names.
func (v namesOnly) WithLabelValues(values ...string) registry.Observer {
	labels := make(registry.Labels, len(values))
	for i, name := range v.names {
		labels[name] = values[i]
	}
	return v.With(labels)
}
