package main

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// testHelpers calls the helpers of tests.
func testHelpers() {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total", Help: "Jobs done."})
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "level", Help: "A \\ level\nof two lines."}, []string{"a", "b"})
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "seconds", Help: "Seconds.", Buckets: []float64{1, 2}}, []string{"a"})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "sizes_bytes", Help: "Sizes.", Objectives: map[float64]float64{0.5: 0.1}})
	function := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "load", Help: "Load."}, func() float64 { return 0.5 })
	reg.MustRegister(counter, gauge, histogram, summary, function)
	counter.Add(3)
	summary.Observe(1)

	for _, c := range []prometheus.Collector{counter, gauge, histogram, summary, function} {
		value := 0.0
		how := outcome(func() error { value = testutil.ToFloat64(c); return nil })
		fmt.Println(how, value, testutil.CollectAndCount(c), testutil.CollectAndCount(c, "level", "seconds"))
	}
	gauge.WithLabelValues("x", "y\n\"").Set(2)
	histogram.WithLabelValues("x").Observe(1.5)
	fmt.Println(testutil.ToFloat64(gauge), testutil.ToFloat64(gauge.WithLabelValues("x", "y\n\"")))
	tryTo("the value of a histogram", func() { testutil.ToFloat64(histogram) })
	gauge.WithLabelValues("", "z").Set(1)
	tryTo("the value of two", func() { testutil.ToFloat64(gauge) })
	for _, names := range [][]string{nil, {"level"}, {"level", "seconds", "none"}, {"none"}} {
		n, err := testutil.GatherAndCount(reg, names...)
		fmt.Println(names, n, err)
	}
}

// Lines of a page that a test expects may be indented.
const (
	expectedPage = `
		# HELP level A \\ level\nof two lines.
		# TYPE level gauge
		level{a="x",b="y\n\""} 2
		level{a="",b="z"} 1
		# HELP jobs_total Jobs done.
		# TYPE jobs_total counter
		jobs_total 3
	`
	expectedHistogram = `
		# HELP seconds Seconds.
		# TYPE seconds histogram
		seconds_bucket{a="x",le="1"} 0
		seconds_bucket{a="x",le="2"} 1
		seconds_bucket{a="x",le="+Inf"} 1
		seconds_sum{a="x"} 1.5
		seconds_count{a="x"} 1
	`
	expectedSummary = `
		# HELP sizes_bytes Sizes.
		# TYPE sizes_bytes summary
		sizes_bytes{quantile="0.5"} 1
		sizes_bytes_sum 1
		sizes_bytes_count 1
	`
)

// testComparing compares pages with expected ones.
func testComparing() {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total", Help: "Jobs done."})
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "level", Help: "A \\ level\nof two lines."}, []string{"a", "b"})
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "seconds", Help: "Seconds.", Buckets: []float64{1, 2}}, []string{"a"})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "sizes_bytes", Help: "Sizes.", Objectives: map[float64]float64{0.5: 0.1}})
	reg.MustRegister(counter, gauge, histogram, summary)
	counter.Add(3)
	gauge.WithLabelValues("x", "y\n\"").Set(2)
	gauge.WithLabelValues("", "z").Set(1)
	histogram.WithLabelValues("x").Observe(1.5)
	summary.Observe(1)

	compare := func(what, page string, names ...string) {
		try(what, func() error { return testutil.GatherAndCompare(reg, strings.NewReader(page), names...) })
	}
	compare("equal", expectedPage, "level", "jobs_total")
	compare("all", expectedPage)
	compare("only one", expectedPage, "level")
	compare("not there", expectedPage, "none")
	compare("one more", expectedPage, "level", "jobs_total", "seconds")
	compare("another value", strings.Replace(expectedPage, "3", "4", 1), "level", "jobs_total")
	compare("another HELP", strings.Replace(expectedPage, "Jobs", "jobs", 1), "level", "jobs_total")
	compare("another type", strings.Replace(expectedPage, "counter", "gauge", 1), "level", "jobs_total")
	compare("without HELP and TYPE", "jobs_total 3\n", "jobs_total")
	compare("a series too few", strings.Replace(expectedPage, `level{a="",b="z"} 1`, "", 1), "level")
	compare("a line without end", strings.TrimSpace(expectedPage), "level", "jobs_total")
	compare("nonsense", "{", "level")
	compare("nothing", "", "none")
	compare("a histogram", expectedHistogram, "seconds")
	compare("a summary", expectedSummary, "sizes_bytes")
	try("collect", func() error { return testutil.CollectAndCompare(gauge, strings.NewReader(expectedPage), "level") })
	try("collect, all", func() error { return testutil.CollectAndCompare(counter, strings.NewReader(expectedPage)) })

	server := httptest.NewServer(promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	defer server.Close()
	try("scrape", func() error {
		return testutil.ScrapeAndCompare(server.URL, strings.NewReader(expectedPage), "level", "jobs_total")
	})
	try("scrape another", func() error { return testutil.ScrapeAndCompare(server.URL, strings.NewReader(expectedPage), "seconds") })
}

// testLinting reports problems of names.
func testLinting() {
	bad := prometheus.NewRegistry()
	for _, name := range []string{"camelCase", "requests", "count_total_bytes", "size_kilobytes", "latency_milliseconds", "gauge_total", "x_counter", "a:b", "mem_mebibytes", "good_seconds", "http_request_count"} {
		bad.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "Help."}))
		bad.MustRegister(prometheus.NewCounter(prometheus.CounterOpts{Name: "c_" + name, Help: "Help.", ConstLabels: prometheus.Labels{"camelCase": ""}}))
	}
	problems, err := testutil.GatherAndLint(bad)
	fmt.Println(err)
	said := map[string]bool{}
	for _, p := range problems {
		said[p.Metric+": "+p.Text] = true
	}
	for _, problem := range sortedKeys(said) {
		fmt.Println(problem)
	}
	fmt.Println(testutil.CollectAndLint(prometheus.NewCounter(prometheus.CounterOpts{Name: "good_total", Help: "Help."})))
}
