package server

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// distributions draw the observations of a histogram each.
var distributions = map[string]func(*rand.Rand) float64{
	"exponential": func(r *rand.Rand) float64 { return r.ExpFloat64() },
	"bimodal": func(r *rand.Rand) float64 {
		return math.Abs([2]float64{0.002, 2}[r.IntN(2)] * (1 + r.NormFloat64()/10))
	},
	"log_normal": func(r *rand.Rand) float64 { return math.Exp(2 * r.NormFloat64()) },
	"negative":   func(r *rand.Rand) float64 { return r.NormFloat64() - 0.5 },
	"pareto":     func(r *rand.Rand) float64 { return math.Pow(1-r.Float64(), -1/1.1) },
}

// TestNativeHistograms has Prometheus scrape native histograms of some
// distributions. It has read the observations, and each of its quantiles is
// within the width of the bucket where the exact quantile is.
func TestNativeHistograms(t *testing.T) {
	t.Parallel() // waits: Prometheus starts to scrape 5 seconds after its start
	reg := registry.NewRegistry()
	values := make(map[string][]float64)
	r := rand.New(rand.NewPCG(1, 2))
	for name, draw := range distributions {
		for variant, opts := range map[string]registry.HistogramOpts{
			"fine":    {NativeHistogramBucketFactor: 1.1},
			"coarse":  {NativeHistogramBucketFactor: 2},
			"limited": {NativeHistogramBucketFactor: 1.005, NativeHistogramMaxBucketNumber: 60},
			"both":    {NativeHistogramBucketFactor: 1.1, Buckets: registry.DefBuckets},
		} {
			opts.Name, opts.Help = name+"_"+variant, "Observations."
			h := registry.NewHistogram(opts)
			reg.MustRegister(h)
			for range 5000 {
				v := draw(r)
				h.Observe(v)
				values[opts.Name] = append(values[opts.Name], v)
			}
			slices.Sort(values[opts.Name])
		}
	}
	server := startPrometheus(t, protobufOnly(t, httpserve.HandlerFor(reg, httpserve.HandlerOpts{})))
	for name, values := range values {
		t.Run(name, func(t *testing.T) {
			h := server.histogram(t, name)
			h.check(t, values)
			for _, q := range []float64{0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1} {
				exact := values[max(0, int(math.Ceil(q*float64(len(values))))-1)]
				got := number(t, server.query(t, fmt.Sprintf("histogram_quantile(%v, %s)", q, name)).Value[1])
				if width := h.width(t, exact); math.Abs(got-exact) > width {
					t.Errorf("quantile %v: got %v, want %v ± %v", q, got, exact, width)
				}
			}
		})
	}
}

// protobufOnly fails the test if Prometheus does not ask for protobuf, or gets
// something else.
func protobufOnly(t *testing.T, h http.Handler) http.Handler {
	var scrapes atomic.Int64
	t.Cleanup(func() {
		if scrapes.Load() == 0 && !t.Skipped() {
			t.Error("got no scrape by protobuf")
		}
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r)
		scrapes.Add(1)
		if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, "application/vnd.google.protobuf") {
			t.Errorf("Accept %s: got %s", r.Header.Get("Accept"), got)
		}
	})
}

// histogram returns a histogram that Prometheus has read.
func (p prometheus) histogram(t *testing.T, query string) (h nativeHistogram) {
	t.Helper()
	found := p.query(t, query)
	if found.Histogram[1] == nil {
		t.Fatalf("%s: got no native histogram: %v", query, found)
	}
	if err := json.Unmarshal(found.Histogram[1], &h); err != nil {
		t.Fatalf("%s: %v", found.Histogram[1], err)
	}
	return h
}

func number(t *testing.T, text any) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(fmt.Sprint(text), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// check fails unless the histogram has the observations.
func (h nativeHistogram) check(t *testing.T, values []float64) {
	t.Helper()
	if got, want := number(t, h.Count), float64(len(values)); got != want {
		t.Errorf("got count %v, want %v", got, want)
	}
	sum, found := 0.0, 0.0
	for _, v := range values {
		sum += v
	}
	if got := number(t, h.Sum); math.Abs(got-sum) > 1e-9*math.Abs(sum) {
		t.Errorf("got sum %v, want %v", got, sum)
	}
	for _, bucket := range h.Buckets {
		lower, upper, n := number(t, bucket[1]), number(t, bucket[2]), number(t, bucket[3])
		found += n
		want := 0.0
		for _, v := range values {
			if v > lower && v < upper { // none is at a bound
				want++
			}
		}
		if n != want {
			t.Errorf("bucket %v: got %v observations, want %v", bucket, n, want)
		}
	}
	if want := float64(len(values)); found != want {
		t.Errorf("got %v observations in all buckets, want %v", found, want)
	}
}

// width returns the width of the bucket where v is.
func (h nativeHistogram) width(t *testing.T, v float64) float64 {
	t.Helper()
	for _, bucket := range h.Buckets {
		lower, upper := number(t, bucket[1]), number(t, bucket[2])
		if lower <= v && v <= upper {
			return upper - lower
		}
	}
	t.Fatalf("no bucket has %v: %v", v, h)
	return 0
}

// TestExemplars has Prometheus scrape exemplars of a counter and of a native
// histogram.
func TestExemplars(t *testing.T) {
	t.Parallel()
	reg := registry.NewRegistry()
	counter := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests."})
	histogram := registry.NewHistogram(registry.HistogramOpts{Name: "latency_seconds", Help: "Latency.", NativeHistogramBucketFactor: 1.1})
	reg.MustRegister(counter, histogram)
	counter.AddWithExemplar(2, registry.Labels{"trace_id": "of a counter"})
	histogram.ObserveWithExemplar(0.25, registry.Labels{"trace_id": "of a histogram"})
	begin := time.Now().Add(-time.Minute)
	server := startPrometheus(t, protobufOnly(t, httpserve.HandlerFor(reg, httpserve.HandlerOpts{})))
	for name, want := range map[string]string{"requests_total": "2 of a counter", "latency_seconds": "0.25 of a histogram"} {
		t.Run(name, func(t *testing.T) {
			var found []struct {
				Exemplars []struct {
					Labels    map[string]string
					Value     string
					Timestamp float64
				}
			}
			query := url.Values{"query": {name}, "start": {fmt.Sprint(begin.Unix())}, "end": {fmt.Sprint(begin.Unix() + 3600)}}
			server.poll(t, "/api/v1/query_exemplars?"+query.Encode(), &found, func() bool { return len(found) > 0 && len(found[0].Exemplars) > 0 })
			e := found[0].Exemplars[0]
			if got := e.Value + " " + e.Labels["trace_id"]; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if got := time.UnixMilli(int64(e.Timestamp * 1000)); got.Before(begin) || got.After(time.Now()) {
				t.Errorf("got time %v, want one after %v", got, begin)
			}
		})
	}
}
