package main

import (
	"fmt"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

func currying() {
	reg := prometheus.NewRegistry()
	base := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "curried_total"}, []string{"a", "b", "c"})
	reg.MustRegister(base)

	byB := base.MustCurryWith(prometheus.Labels{"b": "2"})
	byB.WithLabelValues("1", "3").Inc()
	byB.With(prometheus.Labels{"a": "x", "c": "z"}).Add(2)
	byBC, err := byB.CurryWith(prometheus.Labels{"c": "3"})
	fmt.Println(err)
	byBC.WithLabelValues("1").Inc()
	byBC.With(prometheus.Labels{"a": "10"}).Inc()
	all := byBC.MustCurryWith(prometheus.Labels{"a": "all"})
	all.WithLabelValues().Inc()
	all.With(nil).Inc()
	all.With(prometheus.Labels{}).Inc()
	show(reg)

	same, err := byB.CurryWith(nil)
	fmt.Println(err)
	same.WithLabelValues("1", "3").Inc()
	try("curry what is curried", func() error { _, err := byB.CurryWith(prometheus.Labels{"b": "2"}); return err })
	try("curry what is not there", func() error { _, err := byB.CurryWith(prometheus.Labels{"d": "2"}); return err })
	try("curry one of each", func() error {
		_, err := byB.CurryWith(prometheus.Labels{"a": "2", "d": "2"})
		return err
	})
	try("curry with invalid UTF-8", func() error { _, err := byB.CurryWith(prometheus.Labels{"a": "\xff"}); return err })
	tryTo("must curry what is curried", func() { byB.MustCurryWith(prometheus.Labels{"b": "2"}) })
	try("too many values", func() error { _, err := byB.GetMetricWithLabelValues("1", "2", "3"); return err })
	try("too few values", func() error { _, err := byB.GetMetricWithLabelValues("1"); return err })
	try("curried by name", func() error {
		_, err := byB.GetMetricWith(prometheus.Labels{"a": "1", "b": "2", "c": "3"})
		return err
	})
	try("curried in place of another", func() error {
		_, err := byB.GetMetricWith(prometheus.Labels{"a": "1", "b": "2"})
		return err
	})
	show(reg)

	fmt.Println(byBC.DeleteLabelValues("10"), byBC.DeleteLabelValues("10"), byBC.DeleteLabelValues())
	fmt.Println(byB.Delete(prometheus.Labels{"a": "x", "c": "z"}), byB.Delete(prometheus.Labels{"a": "1", "b": "2", "c": "3"}))
	show(reg)
	fmt.Println(all.DeleteLabelValues(), byB.DeletePartialMatch(prometheus.Labels{"b": "2"}))
	fmt.Println(byB.DeletePartialMatch(prometheus.Labels{"a": "1"}))
	show(reg)
	base.WithLabelValues("4", "5", "6")
	byBC.Reset() // of all series, curried or not
	show(reg)

	latency := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "curried_seconds", Buckets: []float64{1}}, []string{"a", "b"})
	reg.MustRegister(latency)
	var observers prometheus.ObserverVec = latency.MustCurryWith(prometheus.Labels{"a": "x"})
	observers.WithLabelValues("y").Observe(1)
	observers.With(prometheus.Labels{"b": "z"}).Observe(2)
	observers.MustCurryWith(prometheus.Labels{"b": "y"}).WithLabelValues().Observe(3)
	try("register what is curried", func() error { return reg.Register(observers) })
	show(reg)
}

func deleting() {
	reg := prometheus.NewRegistry()
	vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "deleted", ConstLabels: prometheus.Labels{"k": "v"},
	}, []string{"a", "b"})
	reg.MustRegister(vec)
	for _, a := range strings.Fields("1 2 3 10") {
		for _, b := range strings.Fields("x y z") {
			vec.WithLabelValues(a, b).Set(float64(len(a) * len(b)))
		}
	}
	show(reg)

	held := vec.WithLabelValues("1", "x")
	fmt.Println("delete", vec.DeleteLabelValues("1", "x"))
	held.Set(99) // of no use any more
	fmt.Println("again", vec.DeleteLabelValues("1", "x"))
	fmt.Println("by name", vec.Delete(prometheus.Labels{"b": "y", "a": "1"}))
	fmt.Println("with too few", vec.Delete(prometheus.Labels{"b": "y"}), vec.DeleteLabelValues("1"))
	fmt.Println("with too many", vec.Delete(prometheus.Labels{"b": "y", "a": "1", "c": "1"}), vec.DeleteLabelValues("1", "2", "3"))
	fmt.Println("with a wrong name", vec.Delete(prometheus.Labels{"b": "y", "c": "1"}))
	fmt.Println("with invalid UTF-8", vec.DeleteLabelValues("\xff", "x"))
	show(reg)

	vec.WithLabelValues("1", "x").Inc() // born anew, at 0
	held.Set(99)
	show(reg)

	fmt.Println("some", vec.DeletePartialMatch(prometheus.Labels{"b": "z"}))
	fmt.Println("none", vec.DeletePartialMatch(prometheus.Labels{"b": "z"}))
	fmt.Println("by a constant label", vec.DeletePartialMatch(prometheus.Labels{"k": "v"}))
	fmt.Println("by an unknown one", vec.DeletePartialMatch(prometheus.Labels{"c": ""}))
	fmt.Println("by both", vec.DeletePartialMatch(prometheus.Labels{"a": "10", "b": "y"}))
	show(reg)
	fmt.Println("all", vec.DeletePartialMatch(nil))
	show(reg)

	vec.WithLabelValues("q", "r").Set(1)
	vec.Reset()
	vec.Reset()
	show(reg)
	vec.WithLabelValues("q", "r").Set(2)
	fmt.Println("unregistered", reg.Unregister(vec))
	vec.WithLabelValues("s", "t").Set(3)
	show(reg)
	reg.MustRegister(vec)
	show(reg)
}

// labelOrder has label names in another order than the sorted one, and
// values ordered by bytes.
func labelOrder() {
	reg := prometheus.NewRegistry()
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "ordered_total", ConstLabels: prometheus.Labels{"m": "constant", "zz": "last"},
	}, []string{"z", "a", "M"})
	reg.MustRegister(vec)
	values := []string{"", " ", "!", "0", "1", "10", "2", "A", "a", "aa", "a b", "Z", "ä", "日本", "\x7f", "\x00", "\x01", `"`, `\`, "\n", "~", "😀", "\ufffd", "a\"b", "a\\b", "a\nb", "a!b", "a"}
	for i, v := range values {
		vec.WithLabelValues(v, "x", "y").Add(float64(i))
		vec.WithLabelValues("x", v, "y").Add(float64(i))
		vec.WithLabelValues("x", "y", v).Add(float64(i))
	}
	show(reg)

	le := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "le_last", Buckets: []float64{1}}, []string{"z", "lf", "quantile"})
	quantile := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: "quantile_last", Objectives: map[float64]float64{0.5: 0.05},
	}, []string{"z", "r", "le"})
	reg.MustRegister(le, quantile)
	le.WithLabelValues("1", "2", "3").Observe(1)
	quantile.WithLabelValues("1", "2", "3").Observe(1)
	show(reg)
}

func labelValues() {
	reg := prometheus.NewRegistry()
	vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "escaped", Help: "Quotes \" and \\ backslashes, \n line feeds and \r\t others, \x00 too. Übung 日本 \\n",
		ConstLabels: prometheus.Labels{"constant": "\"\\\n"},
	}, []string{"v"})
	reg.MustRegister(vec)
	for _, v := range []string{
		"plain", "", " ", `"`, `\`, "\n", `\n`, `\\`, `\"`, "\\\n", `"quoted"`, `C:\dir\new`, "two\nlines", "\r\n", "\t", "\x00", "{}", "a=\"b\",c", "#", "日本語", "😀", "\u2028", "\ufeff",
		strings.Repeat("long", 500),
	} {
		vec.WithLabelValues(v).Inc()
		vec.With(prometheus.Labels{"v": v}).Inc()
	}
	show(reg)
	for _, v := range []string{`"`, `\`, "\n", "", "never"} {
		fmt.Printf("delete %q %v\n", v, vec.DeleteLabelValues(v))
	}
	show(reg)
	try("invalid UTF-8", func() error { _, err := vec.GetMetricWithLabelValues("a\xff"); return err })
	try("invalid UTF-8 by name", func() error {
		_, err := vec.GetMetricWith(prometheus.Labels{"v": "\xc3"})
		return err
	})
	try("half of a surrogate pair", func() error { _, err := vec.GetMetricWithLabelValues("\xed\xa0\x80"); return err })
	show(reg)
}

func constrainedLabels() {
	reg := prometheus.NewRegistry()
	vec := prometheus.V2.NewCounterVec(prometheus.CounterVecOpts{
		CounterOpts: prometheus.CounterOpts{Name: "constrained_total"},
		VariableLabels: prometheus.ConstrainedLabels{
			{Name: "method", Constraint: strings.ToUpper},
			{Name: "path"},
			{Name: "code", Constraint: func(code string) string { return code[:1] + "xx" }},
		},
	})
	reg.MustRegister(vec)
	vec.WithLabelValues("get", "/a", "200").Inc()
	vec.WithLabelValues("GET", "/a", "204").Inc()
	vec.With(prometheus.Labels{"method": "post", "path": "/B", "code": "404"}).Inc()
	show(reg)
	curried := vec.MustCurryWith(prometheus.Labels{"method": "put"}) // not constrained here in client_golang
	curried.WithLabelValues("/c", "500").Inc()
	show(reg)
	fmt.Println(vec.DeletePartialMatch(prometheus.Labels{"method": "post"}))
	fmt.Println(vec.DeleteLabelValues("get", "/a", "201"))
	show(reg)

	sizes := prometheus.V2.NewHistogramVec(prometheus.HistogramVecOpts{
		HistogramOpts:  prometheus.HistogramOpts{Name: "constrained_bytes", Buckets: []float64{10}},
		VariableLabels: prometheus.UnconstrainedLabels{"a", "b"},
	})
	reg.MustRegister(sizes)
	sizes.WithLabelValues("x", "y").Observe(7)
	show(reg)
}
