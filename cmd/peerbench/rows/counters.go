package rows

import (
	"sync/atomic"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// counters are rows of Counter.Inc. The limit is atomic.Uint64.Add.
func counters() []measure.Row {
	return []measure.Row{
		{
			Work: "Counter.Inc, 1 goroutine", Unit: "ns", Targets: atMost(1.05, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) { return measure.Serial(s, incs()...), nil },
		},
		{
			Work: "Counter.Inc, 2 goroutines on one", Unit: "ns", Targets: atMost(1.05, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) { return measure.Parallel(s, 2, incs()...), nil },
		},
		{
			Work: "Counter.Inc, 64 goroutines on one", Unit: "ns", Targets: atMost(1.05, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) { return measure.Parallel(s, 64, incs()...), nil },
		},
	}
}

// incs increments a counter of each library.
func incs() []measure.Work {
	limit := new(lonely)
	ours := registry.NewCounter(registry.CounterOpts{Name: "c"})
	theirs := cg.NewCounter(cg.CounterOpts{Name: "c"})
	vms := vm.NewSet().NewCounter("c")
	return []measure.Work{
		{Name: measure.Limit, Do: func(start, end int) {
			for range end - start {
				limit.Add(1)
			}
		}},
		{Name: measure.Ours, Do: func(start, end int) {
			for range end - start {
				ours.Inc()
			}
		}},
		{Name: measure.CG, Do: func(start, end int) {
			for range end - start {
				theirs.Inc()
			}
		}},
		{Name: measure.VM, Do: func(start, end int) {
			for range end - start {
				vms.Inc()
			}
		}},
	}
}

// A lonely is a number with its cache lines to itself: the limit of a
// counter.
type lonely struct {
	_ [128]byte
	atomic.Uint64
	_ [128]byte
}
