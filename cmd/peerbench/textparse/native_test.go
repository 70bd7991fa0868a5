package textparse

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

var histograms = flag.Int("histograms", 3_000, "read this `NUMBER` of random native histograms in each format")

// formats are the formats that have native buckets.
var formats = []expfmt.Format{expfmt.Protobuf{Scheme: expfmt.NoEscaping}, expfmt.OpenMetrics2{Scheme: expfmt.NoEscaping}}

// A histogram is one that observed random values.
type observed struct {
	opts      registry.HistogramOpts
	histogram registry.Histogram
	values    []float64
	exemplars map[string]bool
}

// TestNativeHistograms has random native histograms read from pages of both
// formats: Prometheus finds every observation in its bucket, and the same in
// both. Not resets by NativeHistogramMinResetDuration, after which a histogram
// has lost what it observed.
func TestNativeHistograms(t *testing.T) {
	for seed := range *histograms {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(seed), 1))
			o := newObserved(r)
			o.observe(r)
			var said []string
			for _, format := range formats {
				entries := read(t, page(t, format, o.histogram), format.ContentType())
				found := native(entries)
				if len(found) != 1 {
					t.Fatalf("seed %d, %T: got %d native histograms, want 1: %v", seed, format, len(found), entries)
				}
				o.check(t, found[0])
				o.checkClassic(t, entries)
				said = append(said, found[0].String())
			}
			if said[0] != said[len(said)-1] {
				t.Errorf("Prometheus reads different histograms:\n%s\n%s", said[0], said[len(said)-1])
			}
			if t.Failed() {
				t.Fatalf("seed %d: %+v observed %v", seed, o.opts, o.values)
			}
		})
	}
}

func page(t *testing.T, format expfmt.Format, c registry.Collector) []byte {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(c)
	p := expfmt.NewPage(format, nil)
	if err := reg.Encode(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	return p.End()
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func newObserved(r *rand.Rand) *observed {
	o := &observed{exemplars: make(map[string]bool)}
	o.opts = registry.HistogramOpts{
		Name: pick(r, "h", "latency_seconds", "ö"), Help: "A histogram.", ConstLabels: registry.Labels{"a": pick(r, "", "\n", "日本")},
		NativeHistogramBucketFactor:  pick(r, 1.001, 1.01, 1.05, 1.1, 1.2, 1.5, 2, 4, 20, 1000, 65536),
		NativeHistogramZeroThreshold: pick(r, 0, -1, 1e-10, 1, 0.001),
		NativeHistogramMaxExemplars:  pick(r, 0, 1, 3, -1),
	}
	if r.IntN(2) == 0 {
		o.opts.NativeHistogramMaxBucketNumber = pick(r, uint32(1), 4, 20, 100)
		o.opts.NativeHistogramMaxZeroThreshold = pick(r, 0, 1e-3, 1, 1e6)
	}
	if r.IntN(3) == 0 {
		o.opts.Buckets = []float64{-1, 0, 0.5, 100}
	}
	o.histogram = registry.NewHistogram(o.opts)
	return o
}

// observe observes values of one of several distributions.
func (o *observed) observe(r *rand.Rand) {
	spread := r.IntN(5)
	for range pick(r, 0, 1, 2, 10, 300) {
		v := r.ExpFloat64()
		switch spread {
		case 0:
			v = math.Ldexp(1+r.Float64(), r.IntN(2098)-1074)
		case 1:
			v = math.Exp2(float64(r.IntN(2048)-1024) / 256)
			v = pick(r, v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1)))
		case 2:
			v = math.Exp(r.NormFloat64() * 3)
		}
		switch r.IntN(20) {
		case 0, 1, 2:
			v = -v
		case 3:
			v = pick(r, 0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64)
		}
		o.values = append(o.values, v)
		if r.IntN(10) > 0 {
			o.histogram.Observe(v)
			continue
		}
		time.Sleep(time.Duration(r.IntN(1000)) * time.Millisecond)
		id := fmt.Sprintf("%d,", r.IntN(1000))
		o.histogram.ObserveWithExemplar(v, registry.Labels{"id": id})
		o.exemplars[fmt.Sprint(id, v+0, time.Now().UnixMilli())] = true
	}
}

// check fails unless the entry is the histogram.
func (o *observed) check(t *testing.T, e entry) {
	t.Helper()
	e.checkObserved(t, o.values)
	if want := int64(946684800_000); e.created != want { // where synctest begins
		t.Errorf("got time of creation %d, want %d", e.created, want)
	}
	if got, want := e.labels.Get("__name__"), o.opts.Name; got != want {
		t.Errorf("got name %q, want %q", got, want)
	}
	if got, want := e.labels.Get("a"), o.opts.ConstLabels["a"]; got != want {
		t.Errorf("got label %q, want %q", got, want)
	}
	for _, found := range e.exemplars {
		if said := fmt.Sprint(found.Labels.Get("id"), found.Value+0, found.Ts); !o.exemplars[said] {
			t.Errorf("got exemplar %s, want one of %v", said, o.exemplars)
		}
	}
	if len(o.exemplars) > 0 && len(e.exemplars) == 0 && o.opts.NativeHistogramMaxExemplars >= 0 {
		t.Error("got no exemplars")
	}
}

// checkClassic fails unless classic buckets, if there are any, have the
// observations.
func (o *observed) checkClassic(t *testing.T, entries []entry) {
	t.Helper()
	bounds := make(map[string]float64)
	for _, le := range append(slices.Clone(o.opts.Buckets), math.Inf(1)) {
		bounds[fmt.Sprint(le)] = le
		bounds[fmt.Sprintf("%.1f", le)] = le
	}
	found := 0
	for _, e := range entries {
		le := e.labels.Get("le")
		if le == "" {
			continue
		}
		found++
		want := 0
		for _, v := range o.values {
			if v <= bounds[le] || le == "+Inf" {
				want++
			}
		}
		if e.value != float64(want) {
			t.Errorf("got %v, want %d", e, want)
		}
	}
	if want := len(o.opts.Buckets); want > 0 && found != want+1 {
		t.Errorf("got %d classic buckets, want %d", found, want+1)
	}
}
