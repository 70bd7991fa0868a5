// Package summaries compares the quantiles of summaries with the exact
// ranks of the observations in long streams.
// There plainmetrics and client_golang print different values, because both
// estimate in their own ways.
package summaries

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// streams are typical observations of services, and hard ones for a sketch.
var streams = map[string]func(r *rand.Rand, i int) float64{
	"uniform":     func(r *rand.Rand, _ int) float64 { return r.Float64() },
	"normal":      func(r *rand.Rand, _ int) float64 { return r.NormFloat64() },
	"exponential": func(r *rand.Rand, _ int) float64 { return r.ExpFloat64() },
	"heavy tail":  func(r *rand.Rand, _ int) float64 { return math.Pow(1-r.Float64(), -2) },
	"two humps":   func(r *rand.Rand, _ int) float64 { return float64(1+9*r.IntN(2)) + r.NormFloat64()/10 },
	"rising":      func(_ *rand.Rand, i int) float64 { return float64(i) },
	"falling":     func(_ *rand.Rand, i int) float64 { return -float64(i) },
	"saw":         func(_ *rand.Rand, i int) float64 { return float64(i % 1000) },
	"outwards":    func(_ *rand.Rand, i int) float64 { return float64(i) * float64(1-i%2*2) },
	"few values":  func(r *rand.Rand, _ int) float64 { return float64(r.IntN(3)) },
	"one value":   func(*rand.Rand, int) float64 { return 7 },
	"mostly zero": func(r *rand.Rand, _ int) float64 { return max(0, r.Float64()-0.98) },
	"drifting":    func(r *rand.Rand, i int) float64 { return float64(i)/1000 + r.Float64() },
	"some NaN": func(r *rand.Rand, i int) float64 {
		if i%700 == 0 {
			return math.NaN() // the least of all numbers
		}
		return r.Float64()
	},
	"infinite": func(r *rand.Rand, _ int) float64 { return math.Inf(r.IntN(3)-1) + r.Float64() },
}

var objectives = []map[float64]float64{
	{0.5: 0.05, 0.9: 0.01, 0.99: 0.001},
	{0.01: 0.001, 0.25: 0.01, 0.75: 0.01, 0.999: 0.0001},
	{0: 0, 0.5: 0.02, 1: 0},
	{0: 0.01, 1: 0.01},
	{0.5: 0},
	{0.9: 0.5},
}

// TestRanks observes long streams and looks at their quantiles now and
// then, because a look must not spoil what follows.
func TestRanks(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(streams)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, objectives := range objectives {
				testStream(t, rand.New(rand.NewPCG(uint64(i), 1)), streams[name], objectives)
			}
		})
	}
}

func testStream(t *testing.T, r *rand.Rand, draw func(*rand.Rand, int) float64, objectives map[float64]float64) {
	t.Helper()
	summary := registry.NewSummary(registry.SummaryOpts{Name: "s", Objectives: objectives})
	var observed []float64
	for _, until := range []int{501, 502, 999, 1000, 1001, 1501, 5000, 30_000} {
		for len(observed) < until {
			v := draw(r, len(observed))
			observed = append(observed, v)
			summary.Observe(v)
		}
		checkRanks(t, ourQuantiles(t, summary), observed, objectives)
	}
}

// TestRanksInWindow lets observations grow too old. Each batch is of
// another size and from another range, so that a quantile over the wrong
// batches shows.
func TestRanksInWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const slots = 3
		r := rand.New(rand.NewPCG(1, 2))
		objectives := map[float64]float64{0.1: 0.01, 0.5: 0.02, 0.95: 0.005}
		summary := registry.NewSummary(registry.SummaryOpts{
			Name: "s", Objectives: objectives, MaxAge: slots * time.Minute, AgeBuckets: slots,
		})
		var batches [][]float64
		for i := range 40 {
			batch := make([]float64, r.IntN(3000))
			for j := range batch {
				batch[j] = r.NormFloat64() + float64(i%5*10)
				summary.Observe(batch[j])
			}
			batches = append(batches, batch)
			inWindow := slices.Concat(batches[max(0, len(batches)-slots):]...)
			if len(inWindow) > 500 {
				checkRanks(t, ourQuantiles(t, summary), inWindow, objectives)
			}
			time.Sleep(time.Minute)
		}
	})
}

// checkRanks checks that the rank of each quantile is off by at most its
// objective's error. Equal observations share a range of ranks.
func checkRanks(t *testing.T, quantiles map[float64]float64, observed []float64, objectives map[float64]float64) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(observed))
	n := float64(len(sorted))
	for q, e := range objectives {
		v := quantiles[q]
		lowest, found := slices.BinarySearch(sorted, v)
		highest := lowest
		for highest < len(sorted) && cmp.Compare(sorted[highest], v) == 0 {
			highest++
		}
		least, most := math.Floor((q-e)*n), math.Ceil((q+e)*n)
		if !found || float64(highest) < least || float64(lowest+1) > max(1, most) {
			t.Errorf("quantile %v±%v of %v observations: got %v, of ranks %d to %d, want ranks %v to %v",
				q, e, n, v, lowest+1, highest, least, most)
		}
	}
}

// TestExactUpTo500 finds where estimating begins: in plainmetrics after 500
// observations, in client_golang at the 500th.
func TestExactUpTo500(t *testing.T) {
	objectives := objectives[0]
	for _, n := range []int{1, 2, 499, 500, 501} {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		ours := registry.NewSummary(registry.SummaryOpts{Name: "s", Objectives: objectives})
		theirs := prometheus.NewSummary(prometheus.SummaryOpts{Name: "s", Objectives: objectives})
		var observed []float64
		for range n {
			v := r.Float64()
			observed = append(observed, v)
			ours.Observe(v)
			theirs.Observe(v)
		}
		slices.Sort(observed)
		exact := make(map[float64]float64)
		for q := range objectives {
			exact[q] = observed[max(0, int(math.Ceil(q*float64(n)))-1)]
		}
		got, peers := ourQuantiles(t, ours), theirQuantiles(t, theirs)
		t.Logf("%d observations: exact %v, plainmetrics %v, client_golang %v", n, exact, got, peers)
		if n <= 500 && !maps.Equal(got, exact) {
			t.Errorf("quantiles of %d observations: got %v, want %v", n, got, exact)
		}
		if n < 500 && !maps.Equal(peers, exact) {
			t.Errorf("quantiles of client_golang of %d observations: got %v, want %v", n, peers, exact)
		}
		checkRanks(t, got, observed, objectives)
		checkRanks(t, peers, observed, objectives)
	}
}

func ourQuantiles(t *testing.T, s registry.Summary) map[float64]float64 {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(s)
	return quantiles(t, httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
}

func theirQuantiles(t *testing.T, s prometheus.Summary) map[float64]float64 {
	t.Helper()
	reg := prometheus.NewRegistry()
	reg.MustRegister(s)
	return quantiles(t, promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
}

// quantiles returns the estimates of the only summary on a page.
func quantiles(t *testing.T, h http.Handler) map[float64]float64 {
	t.Helper()
	response := httptest.NewRecorder()
	h.ServeHTTP(response, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(response.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	estimates := make(map[float64]float64)
	for _, q := range families["s"].Metric[0].Summary.Quantile {
		estimates[q.GetQuantile()] = q.GetValue()
	}
	if len(estimates) == 0 {
		t.Fatalf("expected quantiles, found the page %s", response.Body)
	}
	return estimates
}
