package runtimecollect

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"plainmetrics/expfmt"
)

// A reading is what the runtime said at one moment, and the memory to ask
// it again. None of the questions stops the world.
type reading struct {
	samples    []metrics.Sample
	gc         debug.GCStats
	pauses     expfmt.Point // made of gc
	histogram  expfmt.Point // made of one sample after the other
	counter    expfmt.Point // that is written at the moment
	goroutines int
	threads    int
}

// pauseQuantiles are those that debug.ReadGCStats gives for five places:
// the minimum, the quarters and the maximum.
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

// read asks the runtime. What it needs memory for it keeps: from the
// second time on it allocates nothing.
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
