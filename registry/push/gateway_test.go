package push

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// startPushgateway starts the Pushgateway that Debian or the project itself
// installs, and returns its URL.
func startPushgateway(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("short tests start no server")
	}
	program, err := exec.LookPath("prometheus-pushgateway")
	if err != nil {
		program, err = exec.LookPath("pushgateway")
	}
	if err != nil {
		t.Skipf("a real Pushgateway reads the requests where prometheus-pushgateway is installed: %v", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	gateway := exec.Command(program, "--web.listen-address="+address)
	log, err := gateway.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := gateway.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		gateway.Process.Kill()
		gateway.Wait()
	})
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Listening on") {
			go io.Copy(io.Discard, log)
			return "http://" + address
		}
	}
	t.Fatalf("%s ended, or closed its log, before it listened: %v", program, lines.Err())
	return ""
}

// pushed returns the series that a Pushgateway has, without its own.
func pushed(t *testing.T, url string) (series []string) {
	t.Helper()
	response, err := http.Get(url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "demo_") {
			series = append(series, strings.TrimSpace(line))
		}
	}
	return series
}

func TestPushgateway(t *testing.T) {
	url := startPushgateway(t)
	jobs := registry.NewCounter(registry.CounterOpts{Name: "demo_jobs_total"})
	wait := registry.NewHistogram(registry.HistogramOpts{Name: "demo_wait_seconds", Buckets: []float64{1}})
	dotted := registry.NewGauge(registry.GaugeOpts{Name: "demo.dotted"})
	steps := []struct {
		name   string
		push   func() error
		err    string
		series []string
	}{
		{
			"Push", New(url, "j").Collector(jobs).Collector(wait).Push, "",
			[]string{
				`demo_jobs_total{instance="",job="j"} 0`,
				`demo_wait_seconds_bucket{instance="",job="j",le="1"} 0`,
				`demo_wait_seconds_bucket{instance="",job="j",le="+Inf"} 0`,
				`demo_wait_seconds_sum{instance="",job="j"} 0`,
				`demo_wait_seconds_count{instance="",job="j"} 0`,
			},
		},
		{
			"Push replaces the group", New(url, "j").Collector(dotted).Push, "",
			[]string{`demo_dotted{instance="",job="j"} 0`},
		},
		{
			"Add keeps other names", New(url, "j").Collector(jobs).Add, "",
			[]string{`demo_dotted{instance="",job="j"} 0`, `demo_jobs_total{instance="",job="j"} 0`},
		},
		{"Delete", New(url, "j").Delete, "", nil},
		{
			"characters of values", New(url, "a/b").Grouping("dots", "..").Grouping("empty", "").Grouping("odd", "%?#&;+\"ü").Collector(jobs).Push, "",
			[]string{`demo_jobs_total{dots="..",empty="",instance="",job="a/b",odd="%?#&;+\"ü"} 0`},
		},
		{"Delete by the same key", New(url, "a/b").Grouping("odd", "%?#&;+\"ü").Grouping("dots", "..").Grouping("empty", "").Delete, "", nil},
		{
			"a blank arrives as a plus", New(url, "a b").Collector(jobs).Push, "",
			[]string{`demo_jobs_total{instance="",job="a+b"} 0`},
		},
		{"Delete, with a plus", New(url, "a+b").Delete, "", nil},
		{
			"OpenMetrics", New(url, "j").Format(expfmt.OpenMetrics{}).Collector(wait).Push, "",
			[]string{
				`demo_wait_seconds_bucket{instance="",job="j",le="1"} 0`,
				`demo_wait_seconds_bucket{instance="",job="j",le="+Inf"} 0`,
				`demo_wait_seconds_sum{instance="",job="j"} 0`,
				`demo_wait_seconds_count{instance="",job="j"} 0`,
			},
		},
		{"the last Delete", New(url, "j").Delete, "", nil},
		{
			"a timestamp", New(url, "j").Collector(registry.CollectorFunc(stamped)).Push,
			`^push: unexpected status code 400 while pushing to http://[^ ]+/metrics/job/j: .*timestamp`, nil,
		},
	}
	for _, step := range steps {
		err := step.push()
		if step.err == "" && err != nil || step.err != "" && (err == nil || !regexp.MustCompile(step.err).MatchString(err.Error())) {
			t.Errorf("%s: got error %v, want %q", step.name, err, step.err)
		}
		if got := pushed(t, url); !slices.Equal(got, step.series) {
			t.Errorf("%s:\ngot  %s\nwant %s", step.name, strings.Join(got, "\n     "), strings.Join(step.series, "\n     "))
		}
	}
}

// stamped sends a metric with a timestamp.
func stamped(ch chan<- registry.Metric) {
	desc := registry.NewDesc("demo_stamped", "", nil, nil)
	ch <- registry.NewMetricWithTimestamp(time.Unix(1, 0), registry.MustNewConstMetric(desc, registry.GaugeValue, 1))
}
