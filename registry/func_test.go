package registry

import (
	"math"
	"testing"
)

func TestFuncPages(t *testing.T) {
	labels := Labels{"z": "1", "a": `"\` + "\n"}
	value := func(v float64) func() float64 { return func() float64 { return v } }
	for _, c := range []struct {
		name   string
		metric Collector
		want   string
	}{
		{"counter", NewCounterFunc(CounterOpts{Name: "f", Help: "Help."}, value(1e6)),
			"# HELP f Help.\n# TYPE f counter\nf 1e+06\n"},
		{"gauge", NewGaugeFunc(GaugeOpts{Name: "f", Help: "Help."}, value(-2.5)),
			"# HELP f Help.\n# TYPE f gauge\nf -2.5\n"},
		{"untyped", NewUntypedFunc(UntypedOpts{Name: "f", Help: "Help."}, value(math.Inf(1))),
			"# HELP f Help.\n# TYPE f untyped\nf +Inf\n"},
		{"not a number", NewGaugeFunc(GaugeOpts{Name: "f"}, value(math.NaN())),
			"# HELP f \n# TYPE f gauge\nf NaN\n"},
		{"with labels", NewGaugeFunc(GaugeOpts{Name: "f", ConstLabels: labels}, value(1)),
			"# HELP f \n# TYPE f gauge\nf{a=\"\\\"\\\\\\n\",z=\"1\"} 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) { checkText(t, pageOf(t, c.metric), c.want) })
	}
}

// A scrape calls the function once.
func TestFuncIsCalledOnce(t *testing.T) {
	calls := 0
	r := registryOf(NewCounterFunc(CounterOpts{Name: "calls"}, func() float64 {
		calls++
		return float64(calls)
	}))
	for _, want := range []string{"calls 1\n", "calls 2\n", "calls 3\n"} {
		checkText(t, samples(page(t, r)), want)
	}
}

// A function that panics costs its metric, and nothing else.
func TestFuncPanics(t *testing.T) {
	r := registryOf(
		NewCounter(CounterOpts{Name: "a"}),
		NewGaugeFunc(GaugeOpts{Name: "boom"}, func() float64 { panic("out of reach") }),
		NewGaugeFunc(GaugeOpts{Name: "c"}, func() float64 { return 3 }),
	)
	got, err := partialPage(r)
	checkText(t, samples(got), "a 0\nc 3\n")
	checkError(t, err, "registry: collector *registry.FuncMetric", "panic: out of reach")
}

// A program may have many functions, so the error names the metric.
func TestFuncPanicNamesTheMetric(t *testing.T) {
	_, err := partialPage(registryOf(NewGaugeFunc(GaugeOpts{Name: "boom"}, func() float64 { panic("") })))
	checkError(t, err, "boom")
}

// Functions that differ in their constant labels share a family, with a stored
// metric, too.
func TestFuncsOfOneName(t *testing.T) {
	value := func(v float64) func() float64 { return func() float64 { return v } }
	stored := NewGauge(GaugeOpts{Name: "f", ConstLabels: Labels{"pool": "b"}})
	stored.Set(2)
	checkText(t, pageOf(t,
		NewGaugeFunc(GaugeOpts{Name: "f", ConstLabels: Labels{"pool": "c"}}, value(3)),
		stored,
		NewGaugeFunc(GaugeOpts{Name: "f", ConstLabels: Labels{"pool": "a"}}, value(1)),
	), "# HELP f \n# TYPE f gauge\nf{pool=\"a\"} 1\nf{pool=\"b\"} 2\nf{pool=\"c\"} 3\n")
}

func TestFuncIsRegisteredOnce(t *testing.T) {
	r := registryOf(NewCounterFunc(CounterOpts{Name: "f"}, func() float64 { return 1 }))
	checkError(t, r.Register(NewCounterFunc(CounterOpts{Name: "f"}, func() float64 { return 2 })), "duplicate")
	checkError(t, r.Register(NewGaugeFunc(GaugeOpts{Name: "", Help: "x"}, nil)), "metric name", `""`)
	checkText(t, samples(page(t, r)), "f 1\n")
}
