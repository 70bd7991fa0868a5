package main

import (
	"bytes"
	"flag"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"

	"plainmetrics/cmd/peerbench/exporter/cache/cachetest"
	"plainmetrics/cmd/peerbench/exporter/procfs"
)

var update = flag.Bool("update", false, "write the golden page")

func TestPage(t *testing.T) {
	page := page(t, config{
		procfs:  "testdata/proc",
		timeout: 5 * time.Second,
		caches: caches{
			"sessions": cachetest.Serve(t, cachetest.Small()).Address,
			"gone":     filepath.Join(t.TempDir(), "gone.sock"),
		},
	})
	if *update {
		if err := os.WriteFile("testdata/page.txt", page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/page.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(page, want) {
		t.Errorf("got\n%s\nwant the page in testdata/page.txt", page)
	}
}

// page returns what the exporter prints.
func page(t *testing.T, c config) []byte {
	t.Helper()
	c.once = true
	var out bytes.Buffer
	if err := run(c, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestOwnMetrics(t *testing.T) {
	page := string(page(t, config{procfs: "testdata/proc", own: true}))
	for _, line := range []string{
		"\nexporter_scrapes_total 1\n",
		"\nexporter_build_info{",
		"\ngo_goroutines ",
		"\nprocess_start_time_seconds ",
		"\npromhttp_metric_handler_requests_in_flight 1\n",
	} {
		if !strings.Contains(page, line) {
			t.Errorf("got a page without %q", line)
		}
	}
}

// An incomplete proc filesystem costs the metrics of the missing files.
func TestMissingFiles(t *testing.T) {
	log.SetOutput(t.Output())
	defer log.SetOutput(os.Stderr)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "loadavg"), []byte("0.5 0.25 1 1/1 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	page := string(page(t, config{procfs: dir}))
	for _, line := range []string{"host_load1 0.5", `host_read_errors_total{file="meminfo"} 1`} {
		if !strings.Contains(page, line+"\n") {
			t.Errorf("got a page without %s:\n%s", line, page)
		}
	}
	if strings.Contains(page, "host_memory") {
		t.Errorf("got a page with memory:\n%s", page)
	}
}

func TestHostCollector(t *testing.T) {
	c := newHostCollector("testdata/proc")
	want := `# HELP host_load1 Load average of 1 minute.
# TYPE host_load1 gauge
host_load1 0.21
# HELP host_pressure_waiting_seconds_total Time in which tasks waited for the resource.
# TYPE host_pressure_waiting_seconds_total counter
host_pressure_waiting_seconds_total{resource="cpu"} 14.036781
host_pressure_waiting_seconds_total{resource="io"} 91.600123
host_pressure_waiting_seconds_total{resource="memory"} 0.00525
`
	names := []string{"host_load1", "host_pressure_waiting_seconds_total"}
	if err := testutil.CollectAndCompare(c, strings.NewReader(want), names...); err != nil {
		t.Error(err)
	}
	if got, want := testutil.CollectAndCount(c, "host_cpu_seconds_total"), 2*len(procfs.Modes); got != want {
		t.Errorf("got %d series of host_cpu_seconds_total, want %d", got, want)
	}
}

func TestLint(t *testing.T) {
	for name, collector := range map[string]prometheus.Collector{
		"host":  newHostCollector("testdata/proc"),
		"cache": newCacheCollector(cachetest.Serve(t, cachetest.Small()).Address, 5*time.Second),
	} {
		problems, err := testutil.CollectAndLint(collector)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, problem := range problems {
			t.Errorf("%s: %s: %s", name, problem.Metric, problem.Text)
		}
	}
}

func TestCacheCollector(t *testing.T) {
	incomplete, broken := cachetest.Small(), cachetest.Small()
	incomplete[""] = "version 1.6.38\nstarted 1"
	broken["sizes"] = "count many"
	tests := map[string]struct {
		address string
		want    float64
	}{
		"small":      {cachetest.Serve(t, cachetest.Small()).Address, 1},
		"incomplete": {cachetest.Serve(t, incomplete).Address, 0},
		"broken":     {cachetest.Serve(t, broken).Address, 0},
		"gone":       {filepath.Join(t.TempDir(), "gone.sock"), 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := newCacheCollector(test.address, 5*time.Second)
			metrics := collect(t, c)
			if got := metrics[c.up].GetGauge().GetValue(); got != test.want {
				t.Errorf("got cache_up %v, want %v", got, test.want)
			}
			if got, want := testutil.ToFloat64(c.errors), 1-test.want; got != want {
				t.Errorf("got %v errors, want %v", got, want)
			}
			if _, got := metrics[c.sizes]; got != (test.want == 1) {
				t.Errorf("got cache_item_size_bytes: %v, want the opposite", got)
			}
		})
	}
}

// An exemplar stands in the bucket of its value.
func TestExemplar(t *testing.T) {
	c := newCacheCollector(cachetest.Serve(t, cachetest.Small()).Address, 5*time.Second)
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(c)
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() != "cache_command_duration_seconds" {
			continue
		}
		for _, bucket := range family.GetMetric()[0].GetHistogram().GetBucket() {
			if exemplar := bucket.GetExemplar(); exemplar != nil && exemplar.GetValue() == 0.0421 {
				return
			}
		}
	}
	t.Error("got no exemplar of 0.0421 s")
}

// collect returns the metrics that a collector sends, the last one of each
// Desc.
func collect(t *testing.T, c prometheus.Collector) map[*prometheus.Desc]*dto.Metric {
	t.Helper()
	ch := make(chan prometheus.Metric)
	go func() {
		defer close(ch)
		c.Collect(ch)
	}()
	metrics := make(map[*prometheus.Desc]*dto.Metric)
	for metric := range ch {
		written := new(dto.Metric)
		if err := metric.Write(written); err != nil {
			t.Error(err)
		}
		metrics[metric.Desc()] = written
	}
	return metrics
}
