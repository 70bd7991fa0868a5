package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
)

// errorPaths asks vectors of all types for series with wrong labels.
func errorPaths() {
	names := []string{"a", "b"}
	counter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c"}, names)
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "g"}, names)
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h"}, names)
	summary := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "s"}, names)
	reg := prometheus.NewRegistry()
	reg.MustRegister(counter, gauge, histogram, summary)

	for _, values := range [][]string{nil, {}, {"1"}, {"1", "2"}, {"1", "2", "3"}, {"", ""}, {"\xff", "2"}, {"1", "\xff"}, {"\xff"}} {
		what := fmt.Sprintf("%q", values)
		try("counter "+what, func() error { _, err := counter.GetMetricWithLabelValues(values...); return err })
		try("gauge "+what, func() error { _, err := gauge.GetMetricWithLabelValues(values...); return err })
		try("histogram "+what, func() error { _, err := histogram.GetMetricWithLabelValues(values...); return err })
		try("summary "+what, func() error { _, err := summary.GetMetricWithLabelValues(values...); return err })
		tryTo("counter must "+what, func() { counter.WithLabelValues(values...) })
		tryTo("gauge must "+what, func() { gauge.WithLabelValues(values...) })
		tryTo("histogram must "+what, func() { histogram.WithLabelValues(values...) })
		tryTo("summary must "+what, func() { summary.WithLabelValues(values...) })
	}
	for _, labels := range []prometheus.Labels{
		nil, {}, {"a": "1"}, {"a": "1", "b": "2"}, {"b": "2", "a": "1"}, {"a": "1", "c": "2"}, {"a": "1", "b": "2", "c": "3"}, {"": ""}, {"A": "1", "B": "2"},
		{"a": "\xff", "b": "2"}, {"a": "1", "b": "\xc3\x28"},
	} {
		what := fmt.Sprintf("%q", labels)
		try("counter "+what, func() error { _, err := counter.GetMetricWith(labels); return err })
		try("gauge "+what, func() error { _, err := gauge.GetMetricWith(labels); return err })
		try("histogram "+what, func() error { _, err := histogram.GetMetricWith(labels); return err })
		try("summary "+what, func() error { _, err := summary.GetMetricWith(labels); return err })
		tryTo("counter must "+what, func() { counter.With(labels) })
		tryTo("gauge must "+what, func() { gauge.With(labels) })
		tryTo("histogram must "+what, func() { histogram.With(labels) })
		tryTo("summary must "+what, func() { summary.With(labels) })
	}
	show(reg)

	none := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "none"}, nil)
	reg.MustRegister(none)
	try("no labels, nil", func() error { _, err := none.GetMetricWith(nil); return err })
	try("no labels, no values", func() error { _, err := none.GetMetricWithLabelValues(); return err })
	try("no labels, a value", func() error { _, err := none.GetMetricWithLabelValues("1"); return err })
	try("no labels, a label", func() error { _, err := none.GetMetricWith(prometheus.Labels{"a": ""}); return err })
	none.With(nil).Inc()
	show(reg)
	fmt.Println(none.DeleteLabelValues(), none.Delete(nil), none.DeletePartialMatch(nil))

	c, err := counter.GetMetricWithLabelValues("1")
	fmt.Println("an error comes with a nil counter:", err != nil, c == nil)
	o, err := histogram.GetMetricWithLabelValues("1")
	fmt.Println("an error comes with a nil observer:", err != nil, o == nil)
	vec, err := counter.CurryWith(prometheus.Labels{"x": ""})
	fmt.Println("an error comes with a nil vector:", err != nil, vec == nil)
}

// invalidDescriptions has metrics that can't be registered, but can be used.
func invalidDescriptions() {
	for _, name := range []string{"", "a", "\xff", "ü"} {
		for _, variable := range [][]string{nil, {"x"}, {"x", "x"}, {"__x"}, {""}, {"\xff"}, {"constant"}} {
			for _, constant := range []prometheus.Labels{nil, {"constant": "1"}, {"__c": "1"}, {"c": "\xff"}, {"": ""}} {
				fmt.Printf("%q %q %q:", name, variable, constant)
				describe(name, variable, constant)
			}
		}
	}
	tryTo("negative age", func() { prometheus.NewSummary(prometheus.SummaryOpts{Name: "a", MaxAge: -1}) })
	tryTo("quantile label", func() { prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "a"}, []string{"quantile"}) })
	tryTo("constant quantile label", func() {
		prometheus.NewSummary(prometheus.SummaryOpts{Name: "a", ConstLabels: prometheus.Labels{"quantile": "1"}})
	})

	// Where client_golang panics when the first series of a vector is born,
	// plainmetrics does when the vector is made.
	for _, reserved := range []string{"le", "quantile"} {
		fmt.Print(reserved, ":")
		describe("a", nil, prometheus.Labels{reserved: ""})
		fmt.Print("$", reserved, ":")
		describe("a", []string{reserved}, nil)
	}
}

// describe reports for each type whether its metrics can be used and
// registered.
func describe(name string, variable []string, constant prometheus.Labels) {
	values := make([]string, len(variable))
	say := func(typ string, vec func() prometheus.Collector, plain func() prometheus.Collector) {
		used := outcome(func() error { vec(); return nil })
		fmt.Print(" ", typ, " ", used, " ", outcome(func() error { plain(); return nil }))
		if used != "panic" {
			fmt.Print(" ", outcome(func() error { return prometheus.NewRegistry().Register(vec()) }))
			fmt.Print(" ", outcome(func() error { return prometheus.NewRegistry().Register(plain()) }))
		}
	}
	say("counter", func() prometheus.Collector {
		vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, ConstLabels: constant}, variable)
		vec.WithLabelValues(values...).Inc()
		return vec
	}, func() prometheus.Collector {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, ConstLabels: constant})
		c.Inc()
		return c
	})
	say("gauge", func() prometheus.Collector {
		vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, ConstLabels: constant}, variable)
		vec.WithLabelValues(values...).Set(1)
		return vec
	}, func() prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, ConstLabels: constant}, func() float64 { return 1 })
	})
	say("histogram", func() prometheus.Collector {
		vec := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, ConstLabels: constant}, variable)
		vec.WithLabelValues(values...).Observe(1)
		return vec
	}, func() prometheus.Collector {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, ConstLabels: constant})
		h.Observe(1)
		return h
	})
	say("summary", func() prometheus.Collector {
		vec := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: name, ConstLabels: constant}, variable)
		vec.WithLabelValues(values...).Observe(1)
		return vec
	}, func() prometheus.Collector {
		s := prometheus.NewSummary(prometheus.SummaryOpts{Name: name, ConstLabels: constant})
		s.Observe(1)
		return s
	})
	fmt.Println()
}
