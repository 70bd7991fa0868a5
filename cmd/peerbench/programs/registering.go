package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus"
)

// alreadyRegistered has a common idiom: register a metric, or use the
// registered one.
func alreadyRegistered() {
	reg := prometheus.NewRegistry()
	counter := func() prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "idiom_total", Help: "Found again."})
		if err := reg.Register(c); err != nil {
			var are prometheus.AlreadyRegisteredError
			if !errors.As(err, &are) {
				panic(err)
			}
			fmt.Println("there already, and not the new one:", are.NewCollector == prometheus.Collector(c), are.ExistingCollector != are.NewCollector)
			return are.ExistingCollector.(prometheus.Counter)
		}
		return c
	}
	counter().Inc()
	counter().Add(2)
	show(reg)

	vec := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "vec", Buckets: []float64{1}}, []string{"a"})
	reg.MustRegister(vec)
	err := reg.Register(prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "vec", Buckets: []float64{2}}, []string{"a"}))
	are, ok := err.(prometheus.AlreadyRegisteredError)
	fmt.Println(ok, are.ExistingCollector == prometheus.Collector(vec))

	wrapped := prometheus.WrapRegistererWith(prometheus.Labels{"w": "1"}, prometheus.WrapRegistererWithPrefix("p_", reg))
	first := prometheus.NewGauge(prometheus.GaugeOpts{Name: "wrapped"})
	wrapped.MustRegister(first)
	err = wrapped.Register(prometheus.NewGauge(prometheus.GaugeOpts{Name: "wrapped"}))
	fmt.Println(errors.As(err, &are), are.ExistingCollector == prometheus.Collector(first))
	err = reg.Register(prometheus.NewGauge(prometheus.GaugeOpts{Name: "p_wrapped", ConstLabels: prometheus.Labels{"w": "1"}}))
	fmt.Println(errors.As(err, &are), are.ExistingCollector == prometheus.Collector(first))
	show(reg)
}

// An instance is one of several equal parts of a program.
type instance struct {
	*prometheus.CounterVec
	name string
}

func newInstance(name string) instance {
	return instance{prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "requests_total", ConstLabels: prometheus.Labels{"instance": name},
	}, []string{"code"}), name}
}

func embedding() {
	reg := prometheus.NewRegistry()
	a, b := newInstance("a"), newInstance("b")
	for _, one := range []instance{a, b, newInstance("a")} {
		try("register "+one.name, func() error { return reg.Register(one) })
		one.WithLabelValues("200").Inc()
	}
	try("register what is embedded", func() error { return reg.Register(a.CounterVec) })
	try("register with one label twice", func() error {
		return prometheus.WrapRegistererWith(prometheus.Labels{"instance": "c"}, reg).Register(b)
	})
	show(reg)
	fmt.Println("unregister", reg.Unregister(b.CounterVec), reg.Unregister(b))
	show(reg)
}

func registering() {
	reg := prometheus.NewRegistry()
	gauge := func(name, help string, constant prometheus.Labels, variable ...string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: constant}, variable)
	}
	register := func(what string, c prometheus.Collector) {
		try("register "+what, func() error { return reg.Register(c) })
	}
	register("a", gauge("a", "", nil, "x"))
	register("a twice", gauge("a", "", nil, "x"))
	register("a with other HELP", gauge("a", "other", nil, "x"))
	register("a with other labels", gauge("a", "", nil, "y"))
	register("a with more labels", gauge("a", "", nil, "x", "y"))
	register("a with a constant label in place of the variable one", gauge("a", "", prometheus.Labels{"x": "1"}))
	register("b with a constant label", gauge("b", "", prometheus.Labels{"c": "1"}))
	register("b with another value", gauge("b", "", prometheus.Labels{"c": "2"}))
	register("b with the same", gauge("b", "", prometheus.Labels{"c": "1"}))
	register("b with another name", gauge("b", "", prometheus.Labels{"d": "1"}))
	register("b without", gauge("b", "", nil))
	register("an invalid name", gauge("", "", nil))
	register("no UTF-8", gauge("\xff", "", nil))
	register("a label twice", gauge("e", "", nil, "x", "x"))
	register("a label twice, once constant", gauge("e", "", prometheus.Labels{"x": "1"}, "x"))
	register("a reserved label", gauge("e", "", nil, "__x"))
	register("an empty label", gauge("e", "", nil, ""))
	register("a constant value without UTF-8", gauge("e", "", prometheus.Labels{"x": "\xff"}))

	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "c"})
	fmt.Println("unregister what is not there", reg.Unregister(c))
	reg.MustRegister(c)
	c.Inc()
	show(reg)
	fmt.Println("unregister", reg.Unregister(c), reg.Unregister(c))
	show(reg)
	c.Inc()
	fmt.Println("unregister by a twin", reg.Register(c), reg.Unregister(prometheus.NewCounter(prometheus.CounterOpts{Name: "c"})))
	show(reg)
	reg.MustRegister(c)
	show(reg)

	tryTo("must register twice", func() { reg.MustRegister(c) })
	d, e := prometheus.NewGauge(prometheus.GaugeOpts{Name: "d"}), prometheus.NewGauge(prometheus.GaugeOpts{Name: "e"})
	tryTo("must register one too many", func() { reg.MustRegister(d, c, e) })
	show(reg)

	var registerer prometheus.Registerer = reg
	var gatherer prometheus.Gatherer = reg
	registerer.MustRegister(e)
	show(gatherer)

	series := gauge("f", "", nil, "x").WithLabelValues("1") // a series of a vector is a Collector too
	series.Set(7)
	register("a series", series)
	show(reg)
}

func textFile() {
	reg := prometheus.NewRegistry()
	vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "backup_size_bytes", Help: "A help."}, []string{"disk"})
	reg.MustRegister(vec)
	vec.WithLabelValues("a").Set(1e9)
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "backup.prom")
	for range 2 {
		try("write", func() error { return prometheus.WriteToTextfile(file, reg) })
		page, err := os.ReadFile(file)
		info, _ := os.Stat(file)
		fmt.Printf("%s%v %v\n", page, info.Mode(), err)
		vec.WithLabelValues("b").Set(2)
	}
	files, _ := os.ReadDir(dir)
	fmt.Println(len(files))
	try("write nowhere", func() error { return prometheus.WriteToTextfile(filepath.Join(dir, "none", "x.prom"), reg) })

	odd := prometheus.NewGauge(prometheus.GaugeOpts{Name: "näme", ConstLabels: prometheus.Labels{"la.bel": "ü"}})
	reg.MustRegister(odd)
	try("write UTF-8", func() error { return prometheus.WriteToTextfile(file, reg) })
	page, err := os.ReadFile(file)
	fmt.Printf("%s%v\n", page, err)
}
