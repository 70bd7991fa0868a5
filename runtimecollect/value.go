package runtimecollect

import (
	"runtime"
	"runtime/metrics"

	"plainmetrics/expfmt"
)

// A valueFunc returns the value of a family, from a reading and from the
// samples of the row's metrics.
type valueFunc func(r *reading, samples []metrics.Sample) float64

// sum adds samples of the same kind. Integers are added as
// such and rounded once, so that sums of sums agree.
func sum(_ *reading, samples []metrics.Sample) float64 {
	if samples[0].Value.Kind() == metrics.KindFloat64 {
		total := 0.0
		for i := range samples {
			total += samples[i].Value.Float64()
		}
		return total
	}
	total := uint64(0)
	for i := range samples {
		total += samples[i].Value.Uint64()
	}
	return float64(total)
}

// gcCPUFraction is MemStats.GCCPUFraction without MemStats. The runtime
// makes both of the same counters, which it brings up to date at the end
// of each collection: the CPU time of the garbage collector, less what it
// spent on processors that had nothing else to do, of the CPU time there
// was, GOMAXPROCS times the wall time. So idle time counts as available,
// but idle marking does not count as use. While a collection runs the
// numbers differ a little: the pause that began it is counted already.
func gcCPUFraction(_ *reading, samples []metrics.Sample) float64 {
	return cpuFraction(samples[0].Value.Float64(), samples[1].Value.Float64(), samples[2].Value.Float64())
}

// cpuFraction takes CPU times in seconds. Until the first collection ends
// the total is 0, and gc is not if the collection has begun.
func cpuFraction(gc, idleMark, total float64) float64 {
	if total == 0 {
		return 0
	}
	return (gc - idleMark) / total
}

// lastGC is in seconds since 1970, and 0 before the first collection ends.
func lastGC(r *reading, _ []metrics.Sample) float64 { return float64(r.gc.LastGC.UnixNano()) / 1e9 }

func goroutines(r *reading, _ []metrics.Sample) float64 { return float64(r.goroutines) }

func threads(r *reading, _ []metrics.Sample) float64 { return float64(r.threads) }

// zero is for lookups_total: MemStats has a field for it that the runtime
// never sets.
func zero(*reading, []metrics.Sample) float64 { return 0 }

func one(*reading, []metrics.Sample) float64 { return 1 }

func pauses(r *reading, _ []metrics.Sample) *expfmt.Point { return &r.pauses }

// goVersion is the label set of go_info.
func goVersion() expfmt.LabelSet {
	return mustLabels(expfmt.Label{Name: "version", Value: runtime.Version()})
}
