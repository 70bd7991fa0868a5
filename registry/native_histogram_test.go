package registry

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
)

// A pointKeeper is an Encoder that keeps the last point.
type pointKeeper struct{ point expfmt.Point }

func (k *pointKeeper) Value(*expfmt.Family, expfmt.LabelSet, float64) {}

func (k *pointKeeper) Point(_ *expfmt.Family, _ expfmt.LabelSet, p *expfmt.Point) {
	k.point = *p
	k.point.Counts = append([]uint64(nil), p.Counts...)
	k.point.Native = p.Native.Clone()
}

// nativePointOf returns a scrape of a native histogram, checked.
func nativePointOf(t *testing.T, h Histogram) *expfmt.Point {
	t.Helper()
	var k pointKeeper
	checkError(t, h.Encode(context.Background(), &k))
	p := &k.point
	checkError(t, p.Check(expfmt.TypeHistogram))
	n := p.Native.ZeroCount
	for _, counts := range [][]uint64{p.Native.Negative.Counts, p.Native.Positive.Counts} {
		for _, count := range counts {
			n += count
		}
	}
	if n > p.Count || n < p.Count && p.Sum == p.Sum {
		t.Fatalf("got %d observations in native buckets, want %d", n, p.Count)
	}
	return p
}

// choices are the values of the options in testOperations.
var choices = struct {
	factors, zeroThresholds, maxZeroThresholds []float64
	limits                                     []uint32
	minResets                                  []time.Duration
	buckets                                    [][]float64
}{
	factors:           []float64{1.1, 1.001, 1.02, 1.5, 2, 4, 300, 65536},
	zeroThresholds:    []float64{0, -1, 0.001, 0.5, 1e100},
	maxZeroThresholds: []float64{0, 0.01, 1, 8, 1e300, math.MaxFloat64},
	limits:            []uint32{0, 1, 2, 3, 5, 10, 40},
	minResets:         []time.Duration{0, time.Second, 10 * time.Second, time.Hour, -1},
	buckets:           [][]float64{nil, {1}, {-1, 0, 0.5, 2}},
}

// testOperations does what the bytes say to a native histogram and its twin:
// the first six bytes are the options; then come observations, pauses and
// scrapes. Extra shards may appear.
func testOperations(t *testing.T, operations []byte) {
	next := func() int {
		if len(operations) == 0 {
			return 0
		}
		b := operations[0]
		operations = operations[1:]
		return int(b)
	}
	opts := HistogramOpts{
		Name:                            "h",
		NativeHistogramBucketFactor:     choose(choices.factors, next()),
		NativeHistogramZeroThreshold:    choose(choices.zeroThresholds, next()),
		NativeHistogramMaxZeroThreshold: choose(choices.maxZeroThresholds, next()),
		NativeHistogramMaxBucketNumber:  choose(choices.limits, next()),
		NativeHistogramMinResetDuration: choose(choices.minResets, next()),
		Buckets:                         choose(choices.buckets, next()),
	}
	h, twin := NewHistogram(opts), newNativeTwin(opts)
	observe := func(v float64, n uint64) {
		if opts.NativeHistogramMaxBucketNumber > 0 && h.native.extra.Load() != nil && math.Abs(v) <= twin.zeroThreshold {
			return // takes no step, see limitBuckets
		}
		h.ObserveN(v, n)
		twin.observe(v, n)
	}
	for len(operations) > 0 {
		switch k := next(); {
		case k < 200:
			v := math.Ldexp(float64(next()-128)/32, next()%16-8) // in few buckets
			observe(v, 1)
		case k < 215:
			v := math.Float64frombits(binary.BigEndian.Uint64([]byte{byte(next()), byte(next()), byte(next()), 0, 0, 0, 0, byte(next())}))
			observe(v, uint64(next()%4))
		case k < 235:
			time.Sleep(time.Duration(next()) * 50 * time.Millisecond)
			synctest.Wait()
			twin.pass()
		case k < 240:
			h.native.grow()
		default:
			if got, want := nativeText(nativePointOf(t, h)), twin.text(); !sameState(got, want, h) {
				t.Fatalf("%+v:\ngot  %s\nwant %s", opts, got, want)
			}
		}
	}
	if got, want := nativeText(nativePointOf(t, h)), twin.text(); !sameState(got, want, h) {
		t.Fatalf("%+v:\ngot  %s\nwant %s", opts, got, want)
	}
}

func choose[T any](choices []T, n int) T { return choices[n%len(choices)] }

// sameState compares texts. With extra shards, the sum is added in another
// order, and its last digits differ.
func sameState(got, want string, h Histogram) bool {
	if h.native.extra.Load() == nil {
		return got == want
	}
	cut := func(s string) string {
		var created, sum, rest string
		fmt.Sscanf(s, "created %s sum %s", &created, &sum)
		rest = s[len("created ")+len(created)+len(" sum ")+len(sum):]
		return created + rest
	}
	return cut(got) == cut(want)
}

func randomOperations(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 3))
	operations := make([]byte, 6+r.IntN(600))
	for i := range operations {
		operations[i] = byte(r.Uint32())
	}
	return operations
}

// TestNativeOperations compares with the twin after random operations.
func TestNativeOperations(t *testing.T) {
	for seed := range uint64(1000) {
		synctest.Test(t, func(t *testing.T) { testOperations(t, randomOperations(seed)) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzNativeOperations(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomOperations(seed))
	}
	f.Fuzz(func(t *testing.T, operations []byte) {
		synctest.Test(t, func(t *testing.T) { testOperations(t, operations) })
	})
}

// TestNativeReset follows a reset that a timer does, and one at an observation.
func TestNativeReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHistogram(HistogramOpts{
			Name: "h", NativeHistogramBucketFactor: 2, Buckets: []float64{4},
			NativeHistogramMaxBucketNumber: 2, NativeHistogramMinResetDuration: time.Minute,
		})
		start := time.Now()
		for _, step := range []struct {
			after time.Duration // since the step before
			v     float64
			want  string
		}{
			{0, 1, "created 0 sum 1 classic 1 1 schema 0; 0:1"},
			{0, 2, "created 0 sum 3 classic 2 2 schema 0; 0:1 1:1"},
			{30 * time.Second, 4, "created 0 sum 7 classic 3 3 schema -1; 0:1 1:2"},
			{29 * time.Second, 1, "created 0 sum 8 classic 4 4 schema -1; 0:2 1:2"},
			{time.Second, 8, "created 60 sum 8 classic 0 1 schema 0; 3:1"}, // the timer fired
			{time.Hour, 2, "created 60 sum 10 classic 1 2 schema 0; 1:1 3:1"},
			{0, 1, "created 3660 sum 1 classic 1 1 schema 0; 0:1"}, // the latest stays
		} {
			time.Sleep(step.after)
			synctest.Wait()
			h.Observe(step.v)
			p := nativePointOf(t, h)
			p.Created = int64(time.Unix(0, p.Created).Sub(start).Seconds())
			got := nativeText(p)
			got = strip(got, " zero 2.938735877055719e-39 0;")
			if got != step.want {
				t.Fatalf("after %v: got %s, want %s", step.v, got, step.want)
			}
		}
	})
}

func strip(s, part string) string {
	for i := range len(s) - len(part) {
		if s[i:i+len(part)] == part {
			return s[:i] + s[i+len(part):]
		}
	}
	return s
}

// A removed series, and one that nobody holds, have no timer.
func TestNativeResetTimerEnds(t *testing.T) {
	opts := HistogramOpts{
		Name: "h", NativeHistogramBucketFactor: 2, NativeHistogramMaxBucketNumber: 1, NativeHistogramMinResetDuration: time.Hour,
	}
	synctest.Test(t, func(t *testing.T) {
		vec := NewHistogramVec(opts, []string{"a"})
		h := vec.WithLabelValues("x").(Histogram)
		h.Observe(1)
		h.Observe(2)
		if !h.native.isResetScheduled {
			t.Error("got no reset, want one scheduled")
		}
		vec.Reset()
		if h.native.isResetScheduled || h.native.timer.Stop() {
			t.Error("got a timer that runs, want it stopped by the removal")
		}
	})
	freed := make(chan struct{})
	func() {
		h := NewHistogram(opts)
		h.Observe(1)
		h.Observe(2)
		runtime.AddCleanup(h.native, func(struct{}) { close(freed) }, struct{}{})
	}()
	for range 100 {
		runtime.GC()
		select {
		case <-freed:
			return
		default:
			runtime.Gosched()
		}
	}
	t.Error("got a histogram held by its timer, want it freed")
}

// Several goroutines observe while scrapes go on. Every scrape has as many
// observations in its native buckets as in its count, and no count falls
// unless there are resets.
func TestNativeRace(t *testing.T) {
	for _, test := range []struct {
		name string
		opts HistogramOpts
	}{
		{"no limit", HistogramOpts{}},
		{"limit", HistogramOpts{NativeHistogramMaxBucketNumber: 10, NativeHistogramMaxZeroThreshold: 0.1}},
		{"limit that can't be kept", HistogramOpts{NativeHistogramMaxBucketNumber: 1}},
		{"resets", HistogramOpts{NativeHistogramMaxBucketNumber: 20, NativeHistogramMinResetDuration: 100 * time.Microsecond}},
		{"classic too", HistogramOpts{NativeHistogramMaxBucketNumber: 20, Buckets: DefBuckets}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.Name, test.opts.NativeHistogramBucketFactor = "h", 1.01
			h := NewHistogram(test.opts)
			const goroutines, observations = 4, 3000
			var group sync.WaitGroup
			for g := range goroutines {
				group.Go(func() {
					r := rand.New(rand.NewPCG(uint64(g), 1))
					for i := range observations {
						if i == observations/3 {
							h.native.grow()
						}
						h.ObserveWithExemplar(r.NormFloat64(), Labels{"a": "b"})
					}
				})
			}
			done := make(chan struct{})
			go func() { group.Wait(); close(done) }()
			last := uint64(0)
			for running := true; running; {
				select {
				case <-done:
					running = false
				default:
					runtime.Gosched() // js/wasm has a single thread, which nobody preempts
				}
				p := nativePointOf(t, h)
				if p.Count < last && test.opts.NativeHistogramMinResetDuration == 0 {
					t.Fatalf("got a count of %d after %d, want no less", p.Count, last)
				}
				last = p.Count
			}
			if test.opts.NativeHistogramMinResetDuration == 0 && last != goroutines*observations {
				t.Errorf("got %d observations, want %d", last, goroutines*observations)
			}
			if limit := int(test.opts.NativeHistogramMaxBucketNumber); limit > 1 && h.native.populated() > limit {
				t.Errorf("got %d buckets, want at most %d", h.native.populated(), limit)
			}
		})
	}
}

// Options out of their range mean what client_golang takes them for, but no
// threshold is infinite.
func TestNativeOptions(t *testing.T) {
	for _, test := range []struct {
		name string
		opts HistogramOpts
		want nativeConfig
	}{
		{"defaults", HistogramOpts{}, nativeConfig{schema: 3, zeroThreshold: 0x1p-128, limit: math.MaxInt, exemplarLimit: 10, exemplarTTL: 5 * time.Minute}},
		{"negative", HistogramOpts{NativeHistogramZeroThreshold: NativeHistogramZeroThresholdZero, NativeHistogramMaxExemplars: -1, NativeHistogramExemplarTTL: -1},
			nativeConfig{schema: 3, limit: math.MaxInt, exemplarTTL: -1}},
		{"NaN", HistogramOpts{NativeHistogramZeroThreshold: math.NaN()}, nativeConfig{schema: 3, limit: math.MaxInt, exemplarLimit: 10, exemplarTTL: 5 * time.Minute}},
		{"infinite", HistogramOpts{NativeHistogramZeroThreshold: math.Inf(1), NativeHistogramMaxZeroThreshold: math.Inf(1)},
			nativeConfig{schema: 3, zeroThreshold: math.MaxFloat64, maxZeroThreshold: math.MaxFloat64, limit: math.MaxInt, exemplarLimit: 10, exemplarTTL: 5 * time.Minute}},
		{"set", HistogramOpts{
			NativeHistogramZeroThreshold: 1, NativeHistogramMaxBucketNumber: 2, NativeHistogramMinResetDuration: 3,
			NativeHistogramMaxZeroThreshold: 4, NativeHistogramMaxExemplars: 5, NativeHistogramExemplarTTL: 6,
		}, nativeConfig{schema: 3, zeroThreshold: 1, limit: 2, minReset: 3, maxZeroThreshold: 4, exemplarLimit: 5, exemplarTTL: 6}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.NativeHistogramBucketFactor = 1.1
			if got := *test.opts.nativeConfig(); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
	for _, factor := range []float64{1, 0, -2, math.NaN()} {
		if h := NewHistogram(HistogramOpts{Name: "h", NativeHistogramBucketFactor: factor}); h.native != nil || h.metric.bounds.Len() != len(DefBuckets) {
			t.Errorf("factor %v: got native buckets, or %d classic ones, want DefBuckets alone", factor, h.metric.bounds.Len())
		}
	}
}

// The text format shows a native histogram as its count and sum, and classic
// buckets if there are some.
func TestNativePage(t *testing.T) {
	native := NewHistogram(HistogramOpts{Name: "a", NativeHistogramBucketFactor: 2})
	both := NewHistogram(HistogramOpts{Name: "b", NativeHistogramBucketFactor: 2, Buckets: []float64{1}})
	for _, h := range []Histogram{native, both} {
		h.Observe(0.5)
		h.ObserveN(3, 2)
		h.ObserveN(9, 0)
	}
	checkText(t, samplesOf(t, native, both), `
a_bucket{le="+Inf"} 3
a_sum 6.5
a_count 3
b_bucket{le="1"} 1
b_bucket{le="+Inf"} 3
b_sum 6.5
b_count 3
`)
}
