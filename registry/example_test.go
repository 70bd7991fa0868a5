package registry_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A vector counts requests by their code; the page shows them.
func Example() {
	requests := registry.NewCounterVec(registry.CounterOpts{
		Name: "http_requests_total",
		Help: "Requests served.",
	}, []string{"method", "code"})
	reg := registry.NewRegistry()
	reg.MustRegister(requests)

	requests.WithLabelValues("GET", "200").Inc()
	requests.WithLabelValues("POST", "500").Inc()
	requests.With(registry.Labels{"code": "200", "method": "GET"}).Add(2)

	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
	// Output:
	// # HELP http_requests_total Requests served.
	// # TYPE http_requests_total counter
	// http_requests_total{code="200",method="GET"} 3
	// http_requests_total{code="500",method="POST"} 1
}

// A Timer reports seconds to a histogram, here those of one function.
func ExampleTimer() {
	seconds := registry.NewHistogram(registry.HistogramOpts{
		Name:    "job_duration_seconds",
		Help:    "Time that a job takes.",
		Buckets: []float64{60, 600},
	})
	job := func() {
		timer := registry.NewTimer(seconds)
		defer timer.ObserveDuration()
		// ...
	}
	job()
	job()

	page := expfmt.NewPage(expfmt.Text{}, nil)
	_ = seconds.Encode(context.Background(), countsOnly{page}) // sums of times are not for an example
	os.Stdout.Write(page.End())
	// Output:
	// # HELP job_duration_seconds Time that a job takes.
	// # TYPE job_duration_seconds histogram
	// job_duration_seconds_bucket{le="60"} 2
	// job_duration_seconds_bucket{le="600"} 2
	// job_duration_seconds_bucket{le="+Inf"} 2
	// job_duration_seconds_sum 0
	// job_duration_seconds_count 2
}

// countsOnly is an Encoder that passes points on without their sums.
type countsOnly struct{ expfmt.Encoder }

func (c countsOnly) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	without := *p
	without.Sum = 0
	c.Encoder.Point(f, labels, &without)
}

// A gauge that a Timer sets shows how long the last run took.
func ExampleObserverFunc() {
	last := registry.NewGauge(registry.GaugeOpts{Name: "backup_last_duration_seconds"})
	timer := registry.NewTimer(registry.ObserverFunc(last.Set))
	// ...
	fmt.Println(timer.ObserveDuration() < time.Hour)
	// Output: true
}

// A package that may be set up twice goes on with the metric that is there.
func ExampleAlreadyRegisteredError() {
	reg := registry.NewRegistry()
	setUp := func() registry.Counter {
		logins := registry.NewCounter(registry.CounterOpts{Name: "logins_total"})
		var already registry.AlreadyRegisteredError
		if err := reg.Register(logins); errors.As(err, &already) {
			logins = already.ExistingCollector.(registry.Counter)
		} else if err != nil {
			panic(err)
		}
		return logins
	}
	first, second := setUp(), setUp()
	fmt.Println(first == second)
	// Output: true
}

// Instances of one thing are told apart by a label that is added where
// they are registered.
func ExampleWrapRegistererWith() {
	reg := registry.NewRegistry()
	for _, name := range []string{"primary", "replica"} {
		connections := registry.NewGauge(registry.GaugeOpts{Name: "connections", Help: "Open connections."})
		registry.WrapRegistererWithPrefix("db_",
			registry.WrapRegistererWith(registry.Labels{"db": name}, reg)).MustRegister(connections)
		connections.Set(float64(len(name)))
	}

	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
	// Output:
	// # HELP db_connections Open connections.
	// # TYPE db_connections gauge
	// db_connections{db="primary"} 7
	// db_connections{db="replica"} 7
}

// The version of a program, as a join with other series needs it. OpenMetrics
// has a type for it.
func ExampleNewInfo() {
	build := registry.NewInfo(registry.InfoOpts{
		Name: "app_build_info",
		Help: "How the program was built.",
	}, registry.Labels{"version": "1.4.0", "revision": "9fceb02"})

	page := expfmt.NewPage(expfmt.OpenMetrics{}, nil)
	if err := build.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
	// Output:
	// # HELP app_build How the program was built.
	// # TYPE app_build info
	// app_build_info{revision="9fceb02",version="1.4.0"} 1.0
	// # EOF
}

// An enumeration: of all states exactly one is on.
func ExampleNewStateSet() {
	phase := registry.NewStateSet(registry.StateSetOpts{
		Name:    "app_phase",
		Help:    "What the program does.",
		States:  []string{"starting", "running", "stopping"},
		Initial: []string{"starting"},
	})
	phase.Set("running")

	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := phase.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
	// Output:
	// # HELP app_phase What the program does.
	// # TYPE app_phase gauge
	// app_phase{app_phase="running"} 1
	// app_phase{app_phase="starting"} 0
	// app_phase{app_phase="stopping"} 0
}

// Switches that are independent of each other are a StateSet, too.
func ExampleStateSetSeries_SetState() {
	features := registry.NewStateSetVec(registry.StateSetOpts{
		Name:   "features",
		Help:   "Switches of each tenant.",
		States: []string{"cache", "tracing"},
	}, []string{"tenant"})
	features.WithLabelValues("acme").SetState("cache", true)
	features.WithLabelValues("acme").SetState("tracing", true)

	page := expfmt.NewPage(expfmt.OpenMetrics{}, nil)
	if err := features.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
	// Output:
	// # HELP features Switches of each tenant.
	// # TYPE features stateset
	// features{features="cache",tenant="acme"} 1.0
	// features{features="tracing",tenant="acme"} 1.0
	// # EOF
}
