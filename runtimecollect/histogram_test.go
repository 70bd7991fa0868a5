package runtimecollect

import (
	"math"
	"math/rand/v2"
	"runtime/metrics"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// The runtime has more boundaries than these, but those that stay are
// among them: the bounds of sizes and times are the first that
// client_golang v1.25.0 prints with Go 1.26.
var (
	inf       = math.Inf(1)
	sizes     = []float64{1, 9, 17, 25, 33, 49, 65, 81, 97, 113, 129, 145, 161, 289, 321, 577, 705, inf}
	times     = []float64{-inf, 0, 6.4e-08, 1.28e-07, 6.4e-07, 7.168e-06, 8.192e-05, 0.000917504, 0.010485760, 0.117440512, 0.5, 1.342177280, 15.032385536, inf}
	histTests = []struct {
		name       string
		boundaries []float64
		unit       string
		counts     []uint64 // 1 for each bucket, if nil
		le         []float64
		below      []uint64
		count      uint64
		sum        float64
	}{
		{
			name: "sizes", boundaries: sizes, unit: "bytes",
			le:    []float64{8.999999999999998, 24.999999999999996, 64.99999999999999, 144.99999999999997, 320.99999999999994, 704.9999999999999},
			below: []uint64{1, 3, 6, 11, 14, 16}, count: 17,
			sum: 1*1 + 9*2 + 25*3 + 65*5 + 145*3 + 321*2 + 705*1,
		},
		{
			name: "times", boundaries: times, unit: "seconds",
			le: []float64{6.399999999999999e-08, 6.399999999999999e-07, 7.167999999999999e-06, 8.191999999999999e-05,
				0.0009175039999999999, 0.010485759999999998, 0.11744051199999998},
			below: []uint64{2, 4, 5, 6, 7, 8, 9}, count: 13,
			sum: 6.4e-08*2 + 6.4e-07 + 7.168e-06 + 8.192e-05 + 0.000917504 + 0.010485760 + 0.117440512*4,
		},
		{
			name: "another unit", boundaries: []float64{1, 1.5, 2, 1000, inf}, unit: "cpu-seconds",
			counts: []uint64{1, 0, 5, 2},
			le:     []float64{math.Nextafter(1.5, 1), math.Nextafter(2, 1), math.Nextafter(1000, 2)},
			below:  []uint64{1, 1, 6}, count: 8,
			sum: 1*1 + 2*5 + 1000*2,
		},
		{
			name: "another unit from -Inf", boundaries: []float64{-inf, 1, 2, inf}, unit: "things",
			counts: []uint64{3, 4, 5},
			le:     []float64{math.Nextafter(2, 1)},
			below:  []uint64{7}, count: 12,
			sum: 1*7 + 2*5,
		},
		{
			name: "another unit up to a number", boundaries: []float64{1, 2, 3}, unit: "things",
			counts: []uint64{1, 2},
			le:     []float64{math.Nextafter(2, 1), math.Nextafter(3, 2)},
			below:  []uint64{1, 3}, count: 3,
			sum: 1*1 + 2*2,
		},
		{
			name: "below zero the steps lead towards it", boundaries: []float64{-100, -51, -50, -26, -1, 0, 1, inf}, unit: "bytes",
			counts: []uint64{1, 1, 1, 1, 1, 1, 1},
			le:     []float64{math.Nextafter(-50, -100), math.Nextafter(-1, -50), -math.SmallestNonzeroFloat64, math.Nextafter(1, 0)},
			below:  []uint64{2, 4, 5, 6}, count: 7,
			sum: -100*2 - 50*2 - 1 + 0 + 1,
		},
		{
			name: "no bound up to a second", boundaries: []float64{0.5, 2, 10, inf}, unit: "seconds",
			le: []float64{}, below: []uint64{}, count: 3, sum: 1.5,
		},
		{
			name: "nothing observed", boundaries: sizes[:4], unit: "bytes", counts: make([]uint64, 3),
			le:    []float64{8.999999999999998, 24.999999999999996},
			below: []uint64{0, 0},
		},
	}
)

// histogramOf returns a sample with a histogram, borrowed from the runtime
// because a program can't make a metrics.Value.
func histogramOf(boundaries []float64, counts []uint64) []metrics.Sample {
	samples := []metrics.Sample{{Name: "/sched/latencies:seconds"}}
	metrics.Read(samples)
	*samples[0].Value.Float64Histogram() = metrics.Float64Histogram{Buckets: boundaries, Counts: counts}
	return samples
}

func TestHistogram(t *testing.T) {
	for _, test := range histTests {
		t.Run(test.name, func(t *testing.T) {
			counts := test.counts
			if counts == nil {
				counts = slices.Repeat([]uint64{1}, len(test.boundaries)-1)
			}
			h := newHistogram(test.boundaries, test.unit)
			got := h.point(new(reading), histogramOf(test.boundaries, counts))
			if err := got.Check(expfmt.TypeHistogram); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.le, append([]float64{}, got.Bounds.At()...)); diff != "" {
				t.Errorf("bounds (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.below, append([]uint64{}, got.Counts...)); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			if got.Count != test.count || math.Abs(got.Sum-test.sum) > 1e-12*math.Abs(test.sum) {
				t.Errorf("got count %d, sum %v, want %d, %v", got.Count, got.Sum, test.count, test.sum)
			}
		})
	}
}

// The larger histogram before leaves no numbers in the reused point.
func TestHistogramReusesPoint(t *testing.T) {
	r := new(reading)
	ones := slices.Repeat([]uint64{1}, len(sizes)-1)
	newHistogram(sizes, "bytes").point(r, histogramOf(sizes, ones))
	got := newHistogram(sizes[:3], "bytes").point(r, histogramOf(sizes[:3], ones[:2]))
	want := []uint64{1}
	if !slices.Equal(got.Counts, want) || got.Count != 2 || got.Sum != 1+9 {
		t.Errorf("got counts %d, count %d, sum %v, want %d, 2, 10", got.Counts, got.Count, got.Sum, want)
	}
}

// The sum is the runtime's, if there is a metric for the sum.
func TestHistogramTotal(t *testing.T) {
	total := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(total)
	samples := append(histogramOf(sizes[:3], []uint64{1, 1}), total...)
	got := newHistogram(sizes[:3], "bytes").point(new(reading), samples).Sum
	if want := float64(total[0].Value.Uint64()); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// plainHistogram is the simple twin of newHistogram and point: first a list
// of bounds without the bounds too close to another, then a search for the
// bucket of each count.
func plainHistogram(boundaries []float64, unit string, counts []uint64) (le []float64, below []uint64, sum float64) {
	list := slices.Clone(boundaries)
	list = slices.DeleteFunc(list, func(b float64) bool { return math.IsInf(b, 0) })
	factor := map[string]float64{"bytes": 2, "seconds": 10}[unit]
	for i := 1; factor > 0 && i < len(list); {
		if before := list[i-1]; before < 0 && list[i] < before/factor || before >= 0 && list[i] < before*factor {
			list = slices.Delete(list, i, i+1)
		} else {
			i++
		}
	}
	if unit == "seconds" {
		list = slices.DeleteFunc(list, func(b float64) bool { return b > 1 })
	}
	below = make([]uint64, len(list))
	for i, count := range counts {
		place := 0
		for place+1 < len(list) && list[place+1] <= boundaries[i] {
			place++
		}
		sum += list[place] * float64(count)
		for ; place < len(list); place++ {
			below[place] += count
		}
	}
	for i := 1; i < len(list); i++ {
		le = append(le, math.Nextafter(list[i], math.Inf(-1)))
	}
	return le, below[:len(below)-1], sum
}

// Both ways lead to the same histogram, whatever the boundaries are.
func FuzzHistogram(f *testing.F) {
	for i := range 16 {
		f.Add(uint64(i), uint8(i), i%2 == 0, uint8(i))
	}
	f.Fuzz(func(t *testing.T, seed uint64, size uint8, infinite bool, unit uint8) {
		random := rand.New(rand.NewPCG(seed, 0))
		name := []string{"bytes", "seconds", "things"}[unit%3]
		boundaries := randomBoundaries(random, int(size), infinite)
		counts := make([]uint64, len(boundaries)-1)
		for i := range counts {
			counts[i] = random.Uint64N(100)
		}
		got := newHistogram(boundaries, name).point(new(reading), histogramOf(boundaries, counts))
		le, below, sum := plainHistogram(boundaries, name, counts)
		if !slices.Equal(got.Bounds.At(), le) || !slices.Equal(got.Counts, below) {
			t.Errorf("%s %v, counts %d:\ngot  %v %d\nwant %v %d", name, boundaries, counts, got.Bounds.At(), got.Counts, le, below)
		}
		if scale := math.Abs(sum) + math.Abs(float64(got.Count)*1e3); math.Abs(got.Sum-sum) > 1e-9*scale {
			t.Errorf("%s %v, counts %d: got sum %v, want %v", name, boundaries, counts, got.Sum, sum)
		}
	})
}

// randomBoundaries returns boundaries that increase up to +Inf. The first
// number is not above 1: no runtime begins to count at a second.
func randomBoundaries(random *rand.Rand, size int, infinite bool) []float64 {
	boundaries := []float64{random.Float64()*2 - 1}
	for range size {
		last := boundaries[len(boundaries)-1]
		boundaries = append(boundaries, last+math.Exp(random.Float64()*10-8))
	}
	if infinite {
		boundaries = append([]float64{math.Inf(-1)}, boundaries...)
	}
	return append(boundaries, math.Inf(1))
}
