package registry

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"plainmetrics/expfmt"
)

var nan, inf = math.NaN(), math.Inf(1)

var histogramPages = []struct {
	name     string
	buckets  []float64
	observed []float64
	want     string
}{
	{"untouched", []float64{1, 2}, nil, `
h_bucket{le="1"} 0
h_bucket{le="2"} 0
h_bucket{le="+Inf"} 0
h_sum 0
h_count 0
`},
	{"a bound belongs to its bucket", []float64{1, 2}, []float64{.5, 1, 1.5, 2, 2.5}, `
h_bucket{le="1"} 2
h_bucket{le="2"} 4
h_bucket{le="+Inf"} 5
h_sum 7.5
h_count 5
`},
	{"infinite bound given", []float64{1, inf}, []float64{1, 2}, `
h_bucket{le="1"} 1
h_bucket{le="+Inf"} 2
h_sum 3
h_count 2
`},
	{"nothing but the infinite bound", []float64{inf}, []float64{1, 2}, `
h_bucket{le="+Inf"} 2
h_sum 3
h_count 2
`},
	{"bounds of all sizes", []float64{math.Inf(-1), -1, 0, .00001, 1e6}, []float64{-2, 0}, `
h_bucket{le="-Inf"} 0
h_bucket{le="-1"} 1
h_bucket{le="0"} 2
h_bucket{le="1e-05"} 2
h_bucket{le="1e+06"} 2
h_bucket{le="+Inf"} 2
h_sum -2
h_count 2
`},
	{"not a number is above all bounds", []float64{1}, []float64{nan, 0}, `
h_bucket{le="1"} 1
h_bucket{le="+Inf"} 2
h_sum NaN
h_count 2
`},
	{"infinities", []float64{1}, []float64{inf, inf, 1}, `
h_bucket{le="1"} 1
h_bucket{le="+Inf"} 3
h_sum +Inf
h_count 3
`},
	{"infinities of both kinds", []float64{1}, []float64{inf, -inf}, `
h_bucket{le="1"} 1
h_bucket{le="+Inf"} 2
h_sum NaN
h_count 2
`},
}

func TestHistogramPage(t *testing.T) {
	for _, c := range histogramPages {
		t.Run(c.name, func(t *testing.T) {
			h := NewHistogram(HistogramOpts{Name: "h", Help: "Help.", Buckets: c.buckets})
			for _, v := range c.observed {
				h.Observe(v)
			}
			checkText(t, pageOf(t, h), "# HELP h Help.\n# TYPE h histogram"+c.want)
		})
	}
}

// Without Buckets a histogram has DefBuckets.
func TestHistogramDefaultBuckets(t *testing.T) {
	for _, buckets := range [][]float64{nil, {}} {
		h := NewHistogram(HistogramOpts{Name: "h", Buckets: buckets})
		h.Observe(.3)
		checkText(t, samplesOf(t, h), `
h_bucket{le="0.005"} 0
h_bucket{le="0.01"} 0
h_bucket{le="0.025"} 0
h_bucket{le="0.05"} 0
h_bucket{le="0.1"} 0
h_bucket{le="0.25"} 0
h_bucket{le="0.5"} 1
h_bucket{le="1"} 1
h_bucket{le="2.5"} 1
h_bucket{le="5"} 1
h_bucket{le="10"} 1
h_bucket{le="+Inf"} 1
h_sum 0.3
h_count 1
`)
	}
}

// The label le stands last, whatever the names of the other labels.
func TestHistogramVecPage(t *testing.T) {
	vec := NewHistogramVec(HistogramOpts{Name: "h", Buckets: []float64{1}, ConstLabels: Labels{"zone": "z"}},
		[]string{"path", "code"})
	vec.WithLabelValues("/b", "200").Observe(3)
	vec.With(Labels{"path": "/a", "code": "200"}).Observe(1)
	checkText(t, pageOf(t, vec), "# HELP h \n# TYPE h histogram"+`
h_bucket{code="200",path="/a",zone="z",le="1"} 1
h_bucket{code="200",path="/a",zone="z",le="+Inf"} 1
h_sum{code="200",path="/a",zone="z"} 1
h_count{code="200",path="/a",zone="z"} 1
h_bucket{code="200",path="/b",zone="z",le="1"} 0
h_bucket{code="200",path="/b",zone="z",le="+Inf"} 1
h_sum{code="200",path="/b",zone="z"} 3
h_count{code="200",path="/b",zone="z"} 1
`)
}

// The text format prints counts in the format of all numbers.
func TestHistogramCountsBeyondAMillion(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	h.base[payloadWord] = 1_234_567 // the count of the first bucket
	h.Observe(2)
	checkText(t, samplesOf(t, h), `
h_bucket{le="1"} 1.234567e+06
h_bucket{le="+Inf"} 1.234568e+06
h_sum 2
h_count 1.234568e+06
`)
}

func TestNewHistogramPanics(t *testing.T) {
	for _, c := range []struct {
		name   string
		opts   HistogramOpts
		labels []string
		want   []string
	}{
		{"falling buckets", HistogramOpts{Name: "h", Buckets: []float64{1, 3, 2}}, nil, []string{"bucket 2", "above 3", "found 2"}},
		{"equal buckets", HistogramOpts{Name: "h", Buckets: []float64{1, 1}}, nil, []string{"bucket 1", "above 1", "found 1"}},
		{"not a number", HistogramOpts{Name: "h", Buckets: []float64{math.NaN()}}, nil, []string{"bucket 0", "found NaN"}},
		{"not a number among others", HistogramOpts{Name: "h", Buckets: []float64{1, math.NaN(), 2}}, nil, []string{"bucket 1", "found NaN"}},
		{"constant le", HistogramOpts{Name: "h", ConstLabels: Labels{"le": "1"}}, nil, []string{`metric "h"`, `"le"`, "reserved"}},
		{"variable le", HistogramOpts{Name: "h"}, []string{"a", "le"}, []string{`metric "h"`, `"le"`, "reserved"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkError(t, panicOf(func() { NewHistogramVec(c.opts, c.labels) }), c.want...)
			if c.labels == nil {
				checkError(t, panicOf(func() { NewHistogram(c.opts) }), c.want...)
			}
		})
	}
}

// Only summaries reserve the label name quantile, and only histograms le.
func TestReservedLabelsOfOtherTypes(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}, ConstLabels: Labels{"quantile": "q"}})
	s := NewSummary(SummaryOpts{Name: "s", ConstLabels: Labels{"le": "l"}})
	c := NewCounterVec(CounterOpts{Name: "c"}, []string{"le", "quantile"})
	c.WithLabelValues("l", "q")
	checkText(t, samplesOf(t, h, s, c), `
c{le="l",quantile="q"} 0
h_bucket{quantile="q",le="1"} 0
h_bucket{quantile="q",le="+Inf"} 0
h_sum{quantile="q"} 0
h_count{quantile="q"} 0
s_sum{le="l"} 0
s_count{le="l"} 0
`)
}

// A histogram with 11 buckets and without extra shards takes 208 bytes,
// without its labels and its place in the index.
func TestHistogramIsSmall(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h"})
	h.Observe(1)
	if got := reflect.TypeFor[HistogramSeries]().Size() + uintptr(8*len(h.base)); got > 208 || h.exemplars.Load() != nil {
		t.Errorf("got %d bytes and exemplars at %p, want at most 208 and no exemplars", got, h.exemplars.Load())
	}
}

// With many buckets the counts equal those of the simple twin.
func TestHistogramManyBuckets(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	bounds := LinearBuckets(0, 1, 50)
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: bounds})
	want := make([]uint64, len(bounds)+1)
	for range 1000 {
		v := random.Float64()*60 - 5
		h.Observe(v)
		for i := linearFindBucket(bounds, v); i < len(want); i++ {
			want[i]++
		}
	}
	got := pointOf(h)
	if counts := append(got.Counts, got.Count); !slices.Equal(counts, want) {
		t.Errorf("\ngot  %v\nwant %v", counts, want)
	}
}

// pointOf returns the point that a histogram or summary writes.
func pointOf(cell interface {
	write(expfmt.Encoder, *expfmt.Family, expfmt.LabelSet, *expfmt.Point)
}) expfmt.Point {
	var got expfmt.Point
	cell.write(pointRecorder{&got}, nil, expfmt.LabelSet{}, new(expfmt.Point))
	return got
}

// A pointRecorder is an Encoder that stores the last point.
type pointRecorder struct{ last *expfmt.Point }

func (r pointRecorder) Value(_ *expfmt.Family, _ expfmt.LabelSet, v float64) {
	*r.last = expfmt.Point{Value: v}
}
func (r pointRecorder) Point(_ *expfmt.Family, _ expfmt.LabelSet, p *expfmt.Point) { *r.last = *p }

// A scrape sees the sum, the count and the buckets of the same
// observations. With observations of 1, all of these are the same number.
func TestHistogramSnapshotIsConsistent(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{.5, 1, 2}})
	var done atomic.Bool
	inParallel(3, func(i int) {
		for i > 0 && !done.Load() {
			h.Observe(1)
		}
		if i == 0 {
			checkSnapshots(t, registryOf(h), 300)
			done.Store(true)
		}
	})
}

// checkSnapshots checks a number of pages with a histogram h whose
// observations are all 1.
func checkSnapshots(t *testing.T, r *Registry, pages int) {
	last := 0.0
	for range pages {
		got := parse(t, page(t, r))
		n := got["h_count"]
		if got["h_sum"] != n || got[`h_bucket{le="1"}`] != n || got[`h_bucket{le="+Inf"}`] != n || n < last {
			t.Errorf("after a count of %v: got %v, want the same number four times, and no less", last, got)
		}
		last = n
	}
}
