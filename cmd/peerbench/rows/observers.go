package rows

import (
	"time"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// histograms are rows of Histogram.Observe.
func histograms() []measure.Row {
	return []measure.Row{
		{
			Work: "Histogram.Observe, 1 goroutine", Unit: "ns",
			Targets: append(atMost(0.6, measure.CG), atMost(1, measure.VM)...),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Serial(s, intoHistograms()...), nil
			},
		},
		{
			Work: "Histogram.Observe, 2 goroutines on one", Unit: "ns",
			Targets: append(atMost(0.2, measure.CG), atMost(1, measure.VM)...),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Parallel(s, 2, intoHistograms()...), nil
			},
		},
	}
}

func intoHistograms() []measure.Work {
	ours := registry.NewHistogram(registry.HistogramOpts{Name: "h", Buckets: buckets})
	theirs := cg.NewHistogram(cg.HistogramOpts{Name: "h", Buckets: buckets})
	vms := vm.NewSet().NewPrometheusHistogramExt("h", buckets)
	return []measure.Work{
		{Name: measure.Ours, Do: func(start, end int) {
			for i := start; i < end; i++ {
				ours.Observe(random.value(i))
			}
		}},
		{Name: measure.CG, Do: func(start, end int) {
			for i := start; i < end; i++ {
				theirs.Observe(random.value(i))
			}
		}},
		{Name: measure.VM, Do: func(start, end int) {
			for i := start; i < end; i++ {
				vms.Update(random.value(i))
			}
		}},
	}
}

// summaries are rows of Summary.Observe, with three objectives. vm's summary
// samples 1,000 observations, without a bound of its error. Equal and sorted
// values must not take longer: their limit is ours with random values.
func summaries() []measure.Row {
	row := func(what string, goroutines int) measure.Row {
		return measure.Row{
			Work: "Summary.Observe, " + what, Unit: "ns", Targets: atMost(0.08, measure.CG),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				if goroutines == 1 {
					return measure.Serial(s, intoSummaries(random)...), nil
				}
				return measure.Parallel(s, goroutines, intoSummaries(random)...), nil
			},
		}
	}
	like := func(what string, values *stream) measure.Row {
		return measure.Row{
			Work: "Summary.Observe, " + what + " values; limit: random", Unit: "ns", Targets: atMost(1.05, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				limit := intoSummaries(random)[0]
				limit.Name = measure.Limit
				return measure.Serial(s, append(intoSummaries(values), limit)...), nil
			},
		}
	}
	return []measure.Row{
		row("1 goroutine", 1),
		row("2 goroutines on one", 2),
		like("equal", equal),
		like("sorted", sorted),
	}
}

func intoSummaries(values *stream) []measure.Work {
	ours := registry.NewSummary(registry.SummaryOpts{Name: "s", Objectives: objectives})
	theirs := cg.NewSummary(cg.SummaryOpts{Name: "s", Objectives: objectives})
	vms := newVMSummary(vm.NewSet(), "s")
	return []measure.Work{
		{Name: measure.Ours, Do: func(start, end int) {
			for i := start; i < end; i++ {
				ours.Observe(values.value(i))
			}
		}},
		{Name: measure.CG, Do: func(start, end int) {
			for i := start; i < end; i++ {
				theirs.Observe(values.value(i))
			}
		}},
		{Name: measure.VM, Do: func(start, end int) {
			for i := start; i < end; i++ {
				vms.Update(values.value(i))
			}
		}},
	}
}

// newVMSummary has the quantiles and the window of the others.
func newVMSummary(set *vm.Set, name string) *vm.Summary {
	return set.NewSummaryExt(name, 10*time.Minute, []float64{0.5, 0.9, 0.99})
}
