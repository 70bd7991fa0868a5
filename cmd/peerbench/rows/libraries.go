package rows

import (
	"math/rand/v2"
	"strings"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/registry"
)

// ours returns a registry of plainmetrics with the series of a shape.
func (s shape) ours() *registry.Registry {
	reg := registry.NewRegistry()
	for _, f := range s {
		r := f.random()
		switch f.kind {
		case counter:
			vec := registry.NewCounterVec(registry.CounterOpts{Name: f.name, Help: f.help}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				vec.WithLabelValues(values...).Add(f.draw(r))
			}
		case gauge:
			vec := registry.NewGaugeVec(registry.GaugeOpts{Name: f.name, Help: f.help}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				vec.WithLabelValues(values...).Set(f.draw(r))
			}
		case histogram:
			vec := registry.NewHistogramVec(registry.HistogramOpts{Name: f.name, Help: f.help, Buckets: buckets}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				f.observe(r, vec.WithLabelValues(values...).Observe)
			}
		case native:
			vec := registry.NewHistogramVec(registry.HistogramOpts{Name: f.name, Help: f.help, NativeHistogramBucketFactor: bucketFactor}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				f.observe(r, vec.WithLabelValues(values...).Observe)
			}
		}
	}
	return reg
}

// cg returns a registry of client_golang with the series of a shape.
func (s shape) cg() *cg.Registry {
	reg := cg.NewRegistry()
	for _, f := range s {
		r := f.random()
		switch f.kind {
		case counter:
			vec := cg.NewCounterVec(cg.CounterOpts{Name: f.name, Help: f.help}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				vec.WithLabelValues(values...).Add(f.draw(r))
			}
		case gauge:
			vec := cg.NewGaugeVec(cg.GaugeOpts{Name: f.name, Help: f.help}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				vec.WithLabelValues(values...).Set(f.draw(r))
			}
		case histogram:
			vec := cg.NewHistogramVec(cg.HistogramOpts{Name: f.name, Help: f.help, Buckets: buckets}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				f.observe(r, vec.WithLabelValues(values...).Observe)
			}
		case native:
			vec := cg.NewHistogramVec(cg.HistogramOpts{Name: f.name, Help: f.help, NativeHistogramBucketFactor: bucketFactor}, f.labels)
			reg.MustRegister(vec)
			for _, values := range f.values {
				f.observe(r, vec.WithLabelValues(values...).Observe)
			}
		}
	}
	return reg
}

// vm returns a set of VictoriaMetrics with the series of a shape.
func (s shape) vm() *vm.Set {
	set := vm.NewSet()
	for _, f := range s {
		r := f.random()
		for _, values := range f.values {
			name := vmName(f.name, f.labels, values)
			switch f.kind {
			case counter:
				set.NewCounter(name).Set(uint64(f.draw(r)))
			case gauge:
				set.NewGauge(name, nil).Set(f.draw(r))
			case histogram:
				f.observe(r, set.NewPrometheusHistogramExt(name, buckets).Update)
			case native:
				f.observe(r, set.NewHistogram(name).Update)
			}
		}
	}
	return set
}

// observe has a histogram observe the numbers drawn by the family.
func (f *family) observe(r *rand.Rand, observe func(float64)) {
	for range observations {
		observe(f.draw(r))
	}
}

// vmName returns vm's name of a series: vm has no labels.
func vmName(name string, labels, values []string) string {
	var b strings.Builder
	b.WriteString(name)
	separator := byte('{')
	for i, label := range labels {
		b.WriteByte(separator)
		b.WriteString(label)
		b.WriteString(`="`)
		b.WriteString(values[i])
		b.WriteByte('"')
		separator = ','
	}
	b.WriteByte('}')
	return b.String()
}
