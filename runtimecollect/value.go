package runtimecollect

import (
	"runtime"
	"runtime/metrics"

	"plainmetrics/expfmt"
)

// A valueFunc returns the value of a family, from a reading and from the
// samples of the row's metrics, in the order of the row. Every scrape shows
// the value; a family without a value yet is 0, as go_memstats_gc_cpu_fraction
// is.
type valueFunc func(r *reading, samples []metrics.Sample) float64

// sum adds samples of the same kind. Integers are added as integers and
// rounded once, so sums of sums agree.
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

// gcCPUFraction returns MemStats.GCCPUFraction without MemStats. The runtime
// computes the field from the same counters, updated at the end of each
// collection: the CPU time of the garbage collector without idle marking,
// divided by GOMAXPROCS times the wall time. Idle time counts as available,
// and idle marking does not count as used. During a collection the numbers
// differ a little, because the counters already include the pause at the
// start.
func gcCPUFraction(_ *reading, samples []metrics.Sample) float64 {
	return cpuFraction(samples[0].Value.Float64(), samples[1].Value.Float64(), samples[2].Value.Float64())
}

// cpuFraction takes CPU times in seconds. Until the first collection ends,
// total is 0, and gc is above 0 if the collection has begun.
func cpuFraction(gc, idleMark, total float64) float64 {
	if total == 0 {
		return 0
	}
	return (gc - idleMark) / total
}

// lastGC returns seconds since 1970, or 0 before the first collection ends.
func lastGC(r *reading, _ []metrics.Sample) float64 { return float64(r.gc.LastGC.UnixNano()) / 1e9 }

func goroutines(r *reading, _ []metrics.Sample) float64 { return float64(r.goroutines) }

func threads(r *reading, _ []metrics.Sample) float64 { return float64(r.threads) }

// zero is for lookups_total: the runtime never sets MemStats.Lookups.
func zero(*reading, []metrics.Sample) float64 { return 0 }

// constantOne is for go_info: the information is in the labels.
func constantOne(*reading, []metrics.Sample) float64 { return 1 }

func pauses(r *reading, _ []metrics.Sample) *expfmt.Point { return &r.pauses }

// goVersion returns the labels of go_info.
func goVersion() expfmt.LabelSet {
	return mustLabels(expfmt.Label{Name: "version", Value: runtime.Version()})
}
