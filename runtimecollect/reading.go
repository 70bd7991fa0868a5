package runtimecollect

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"plainmetrics/expfmt"
)

// A reading is the state of the runtime at a single moment, with the memory
// for the next reading. A reading never stops the world.
type reading struct {
	samples    []metrics.Sample
	gc         debug.GCStats
	pauses     expfmt.Point // from gc
	histogram  expfmt.Point // reused for one sample after the other
	counter    expfmt.Point // reused for one counter after the other
	goroutines int
	threads    int
}

// pauseQuantiles are the quantiles of debug.ReadGCStats for a slice of
// length five: the minimum, the quarters and the maximum.
var pauseQuantiles = []float64{0, 0.25, 0.5, 0.75, 1}

func newReading(samples []metrics.Sample) *reading {
	bounds, err := expfmt.Quantiles(pauseQuantiles)
	if err != nil {
		panic(err)
	}
	r := &reading{samples: slices.Clone(samples)}
	r.gc.PauseQuantiles = make([]time.Duration, len(pauseQuantiles))
	r.pauses = expfmt.Point{Bounds: bounds, Values: make([]float64, len(pauseQuantiles))}
	return r
}

// read reads the runtime. From the second call on, read allocates nothing.
func (r *reading) read() {
	if len(r.samples) > 0 { // or Read panics
		metrics.Read(r.samples)
	}
	debug.ReadGCStats(&r.gc)
	r.goroutines = runtime.NumGoroutine()
	r.threads, _ = runtime.ThreadCreateProfile(nil)

	for i, pause := range r.gc.PauseQuantiles {
		r.pauses.Values[i] = pause.Seconds()
	}
	r.pauses.Sum = r.gc.PauseTotal.Seconds()
	r.pauses.Count = uint64(r.gc.NumGC)
}
