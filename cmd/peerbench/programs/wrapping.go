package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
)

func constantLabels() {
	reg := prometheus.NewRegistry()
	for _, zone := range []string{"b", "a", "", "\"quoted\""} {
		labels := prometheus.Labels{"zone": zone, "app": "shop"}
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "constant_total", ConstLabels: labels})
		vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "constant_vec", ConstLabels: labels}, []string{"b", "y"})
		h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "constant_histogram", Buckets: []float64{1}, ConstLabels: labels})
		s := prometheus.NewSummary(prometheus.SummaryOpts{
			Name: "constant_summary", Objectives: map[float64]float64{0.5: 0.1}, ConstLabels: labels,
		})
		reg.MustRegister(c, vec, h, s)
		c.Add(float64(len(zone)))
		vec.WithLabelValues("2", "1").Set(3)
		vec.WithLabelValues("1", "1").Set(4)
		h.Observe(1)
		s.Observe(1)
	}
	show(reg)

	labels := prometheus.Labels{"l": "1"}
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "copied", ConstLabels: labels})
	labels["l"] = "2" // too late
	reg.MustRegister(c)
	show(reg)
}

func wrapping() {
	reg := prometheus.NewRegistry()
	gauge := func(name string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "HELP stays."})
		g.Set(float64(len(name)))
		return g
	}
	prefixed := prometheus.WrapRegistererWithPrefix("prefix_", reg)
	labelled := prometheus.WrapRegistererWith(prometheus.Labels{"zone": "z", "app": "a"}, reg)
	prefixed.MustRegister(gauge("a"))
	labelled.MustRegister(gauge("b"))
	reg.MustRegister(gauge("c"))
	show(reg)

	nested := prometheus.WrapRegistererWith(prometheus.Labels{"inner": "i"}, prometheus.WrapRegistererWithPrefix("outer_",
		prometheus.WrapRegistererWith(prometheus.Labels{"outer": "o"}, prometheus.WrapRegistererWithPrefix("outermost_", reg))))
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "nested_total", ConstLabels: prometheus.Labels{"constant": "c"},
	}, []string{"z", "a"})
	nested.MustRegister(vec)
	vec.WithLabelValues("1", "2").Inc()
	vec.WithLabelValues("1", "1").Inc()
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h", Buckets: []float64{1}}, []string{"x"})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "s", Objectives: map[float64]float64{0.5: 0}})
	function := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "f"}, func() float64 { return 42 })
	nested.MustRegister(histogram, summary, function)
	histogram.WithLabelValues("y").Observe(1)
	summary.Observe(2)
	show(reg)

	// The same metric under several labels, and beside itself unwrapped.
	for _, shard := range []string{"2", "10", "1"} {
		vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "shards"}, []string{"a"})
		prometheus.WrapRegistererWith(prometheus.Labels{"shard": shard}, reg).MustRegister(vec)
		vec.WithLabelValues("x").Set(1)
		vec.WithLabelValues("b").Set(2)
	}
	shared := gauge("twice")
	prometheus.WrapRegistererWithPrefix("once_", reg).MustRegister(shared)
	prometheus.WrapRegistererWithPrefix("again_", reg).MustRegister(shared)
	show(reg)

	odd := prometheus.WrapRegistererWithPrefix("odd.", prometheus.WrapRegistererWith(prometheus.Labels{"odd.label": "\"\n"}, reg))
	odd.MustRegister(gauge("x"))
	prometheus.WrapRegistererWith(nil, reg).MustRegister(gauge("nothing"))
	prometheus.WrapRegistererWithPrefix("", reg).MustRegister(gauge("nothing_either"))
	show(reg)
}

// wrappingErrors has metrics that can't be registered through a wrapper, or
// can be unregistered.
func wrappingErrors() {
	reg := prometheus.NewRegistry()
	gauge := func(name string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: name})
	}
	prefixed := prometheus.WrapRegistererWithPrefix("prefix_", reg)
	labelled := prometheus.WrapRegistererWith(prometheus.Labels{"zone": "z", "app": "a"}, reg)
	nested := prometheus.WrapRegistererWith(prometheus.Labels{"inner": "i"}, prometheus.WrapRegistererWithPrefix("outer_", labelled))
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "nested_total"}, []string{"z", "a"})
	nested.MustRegister(vec)
	prefixed.MustRegister(gauge("a"))
	labelled.MustRegister(gauge("b"))
	reg.MustRegister(gauge("c"))
	try("label there already", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"inner": "j"}, nested).Register(gauge("d"))
	})
	try("label of the vector", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"x": "j"}, reg).Register(
			prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "e"}, []string{"x"}))
	})
	try("label le", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"le": "j"}, reg).Register(gauge("le_of_a_gauge"))
	})
	try("invalid label", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"__x": "j"}, reg).Register(gauge("g"))
	})
	try("invalid value", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"x": "\xff"}, reg).Register(gauge("g"))
	})
	try("invalid prefix", func() error {
		return prometheus.WrapRegistererWithPrefix("\xff", reg).Register(gauge("g"))
	})
	try("twice", func() error { return prefixed.Register(gauge("a")) })
	try("twice, unwrapped", func() error { return reg.Register(gauge("prefix_a")) })
	try("other labels", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"other": "1"}, reg).Register(gauge("b"))
	})
	fmt.Println(prefixed.Unregister(gauge("a")), prefixed.Unregister(gauge("a")), reg.Unregister(gauge("prefix_twice")))
	// Not behind another wrapper: there client_golang unregisters the vector.
	direct := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "direct_total"}, []string{"a"})
	reg.MustRegister(direct)
	fmt.Println(prometheus.WrapRegistererWith(prometheus.Labels{"a": "1"}, reg).Unregister(direct), reg.Unregister(direct))
	fmt.Println(nested.Unregister(vec), labelled.Unregister(gauge("c")))
	show(reg)

	tryTo("with nil", func() {
		nowhere := prometheus.WrapRegistererWith(prometheus.Labels{"a": "b"}, nil)
		nowhere.MustRegister(gauge("x"))
		fmt.Println(nowhere.Register(gauge("x")), nowhere.Unregister(gauge("x")))
	})
	tryTo("with nil and a prefix", func() {
		nowhere := prometheus.WrapRegistererWithPrefix("p", nil)
		nowhere.MustRegister(gauge("x"))
		fmt.Println(nowhere.Register(gauge("x")), nowhere.Unregister(gauge("x")))
	})
}

// grouping has registries registered with others, as client_golang proposes
// for parts of a program that come and go.
func grouping() {
	main := prometheus.NewRegistry()
	part := func(names ...string) *prometheus.Registry {
		reg := prometheus.NewRegistry()
		for i, name := range names {
			g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, ConstLabels: prometheus.Labels{"c": fmt.Sprint(i)}})
			g.Set(float64(i))
			reg.MustRegister(g)
		}
		return reg
	}
	abc := part("a", "b", "c")
	try("register", func() error { return main.Register(abc) })
	try("again", func() error { return main.Register(abc) })
	show(main)
	try("overlapping", func() error { return main.Register(part("a", "x")) })
	try("same names, other labels", func() error { return main.Register(part("x", "a", "b")) })
	show(main)

	twins := part("twin", "twin", "twin")
	try("same name thrice", func() error { return main.Register(twins) })
	show(main)

	instance := func(i string) (prometheus.Collector, *prometheus.CounterVec) {
		reg := prometheus.NewRegistry()
		vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "calls_total"}, []string{"op"})
		reg.MustRegister(vec, prometheus.NewGauge(prometheus.GaugeOpts{Name: "up"}))
		vec.WithLabelValues("get").Inc()
		return prometheus.WrapCollectorWith(prometheus.Labels{"instance": i},
			prometheus.WrapCollectorWithPrefix("client_", reg)), vec
	}
	one, oneVec := instance("1")
	two, _ := instance("2")
	try("one", func() error { return main.Register(one) })
	try("two", func() error { return main.Register(two) })
	oneVec.WithLabelValues("set").Add(7)
	show(main)
	fmt.Println(main.Unregister(one), main.Unregister(one))
	show(main)
	fmt.Println(main.Unregister(abc))
	show(main)
}

func gatherers() {
	registry := func(value float64, names ...string) *prometheus.Registry {
		reg := prometheus.NewRegistry()
		for _, name := range names {
			vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name}, []string{"by"})
			reg.MustRegister(vec)
			vec.WithLabelValues(fmt.Sprint(value)).Set(value)
		}
		return reg
	}
	show(prometheus.Gatherers{})
	show(prometheus.Gatherers{registry(1, "b", "a")})
	show(prometheus.Gatherers{registry(1, "b", "a"), registry(2, "c", "a"), prometheus.NewRegistry(), registry(10, "a")})
	nested := prometheus.Gatherers{prometheus.Gatherers{registry(1, "x"), registry(3, "x", "y")}, registry(2, "x")}
	show(nested)

	labelled := prometheus.NewRegistry()
	h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h", Buckets: []float64{1, 2}})
	s := prometheus.NewSummary(prometheus.SummaryOpts{Name: "s", Objectives: map[float64]float64{0.5: 0.1}})
	labelled.MustRegister(h, s, prometheus.NewCounter(prometheus.CounterOpts{Name: "c_total", Help: "From one."}))
	h.Observe(1)
	s.Observe(1)
	second := prometheus.NewRegistry()
	h = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h", Buckets: []float64{5}, ConstLabels: prometheus.Labels{"a": "b"}})
	second.MustRegister(h)
	show(prometheus.Gatherers{second, labelled})
}
