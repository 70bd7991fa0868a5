package registry

import (
	"math"
	"slices"
	"sync"
	"testing"
)

func TestCounterPage(t *testing.T) {
	for _, c := range []struct {
		name string
		adds []float64
		want string
	}{
		{"untouched", nil, "0"},
		{"nothing added", []float64{0, math.Copysign(0, -1)}, "0"},
		{"whole numbers", []float64{1, 2, 39}, "42"},
		{"largest without exponent", []float64{999_999}, "999999"},
		{"smallest with exponent", []float64{1_000_000}, "1e+06"},
		{"beyond a million", []float64{1_234_567}, "1.234567e+06"},
		{"part of one", []float64{.25, .5}, "0.75"},
		{"tiny", []float64{1e-300}, "1e-300"},

		// Whole numbers are summed up apart from the others, as client_golang
		// does it. One float64 would say 1.2000000000000002 of the first, and
		// of the second 9.007199254740992e+15: it can't count beyond 2^53.
		{"whole numbers apart", []float64{.1, 1, .1}, "1.2"},
		{"beyond the precision of a float", []float64{1 << 53, 1, 1}, "9.007199254740994e+15"},

		{"twice 2^63", []float64{1 << 63, 1 << 63}, "1.8446744073709552e+19"},
		{"twice a number between 2^63 and 2^64", []float64{1e19, 1e19}, "2e+19"},
		{"the first number beyond 64 bits", []float64{10, 1 << 64}, "1.8446744073709552e+19"},
		{"the last number within 64 bits", []float64{1<<64 - 2048, 2048, 2048}, "1.8446744073709552e+19"},
		{"1024 times 2^55", slices.Repeat([]float64{1 << 55}, 1024), "3.6893488147419103e+19"},
		{"far beyond the precision of a float", append(slices.Repeat([]float64{1 << 55}, 24), slices.Repeat([]float64{1}, 1024)...), "8.646911284551363e+17"},
		{"whole numbers beside a great one", append([]float64{1 << 63}, slices.Repeat([]float64{1}, 4096)...), "9.22337203685478e+18"},
		{"greater than an integer", []float64{1e300, 1}, "1e+300"},
		{"twice the greatest", []float64{math.MaxFloat64, math.MaxFloat64}, "+Inf"},
		{"infinite", []float64{1, math.Inf(1)}, "+Inf"},
		{"not a number", []float64{1, math.NaN(), 1}, "NaN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			counter := NewCounter(CounterOpts{Name: "c", Help: "Help."})
			for _, v := range c.adds {
				counter.Add(v)
			}
			checkText(t, pageOf(t, counter), "# HELP c Help.\n# TYPE c counter\nc "+c.want+"\n")
		})
	}
}

func TestCounterInc(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c"})
	counter.Inc()
	counter.Add(.5)
	counter.Inc()
	checkText(t, samplesOf(t, counter), "c 2.5\n")
}

func TestCounterNeverDecreases(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c"})
	counter.Add(3)
	for _, v := range []float64{-1, -.001, -math.MaxFloat64, math.Inf(-1)} {
		checkError(t, panicOf(func() { counter.Add(v) }), "registry: counter", "not negative")
	}
	checkText(t, samplesOf(t, counter), "c 3\n")
}

func TestZeroCounterSeries(t *testing.T) {
	var counter CounterSeries
	counter.Inc()
	counter.Add(.5)
	if got := counter.value(); got != 1.5 {
		t.Errorf("got %v, want 1.5", got)
	}
}

// A Counter is kept and compared as the interface of client_golang is.
func TestCounterAsField(t *testing.T) {
	var server struct{ Requests Counter }
	if server.Requests != nil {
		t.Errorf("got a Counter, want nil")
	}
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"code"})
	server.Requests = vec.WithLabelValues("200")
	if server.Requests != vec.With(Labels{"code": "200"}) {
		t.Errorf("got two Counters for one series, want the same")
	}
}

func TestCounterUsedByMany(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c"})
	inParallel(4, func(int) {
		for range 1000 {
			counter.Inc()
			counter.Add(2)
			counter.Add(.5) // sums of halves are exact, in any order
		}
	})
	checkText(t, samplesOf(t, counter), "c 14000\n")
}

// Several goroutines reach at once the place where whole numbers go on as
// floats.
func TestLargeCounterUsedByMany(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c"})
	inParallel(4, func(int) {
		for range 256 {
			counter.Add(1 << 55) // sums of powers of two are exact, in any order
			counter.Inc()
		}
	})
	checkText(t, samplesOf(t, counter), "c 3.6893488147419103e+19\n")
}

// inParallel runs f in n goroutines and waits for them.
func inParallel(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}
