package rows

import (
	"strconv"

	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// registrations are rows of registering counters with an empty registry. The
// counters of one name differ in a constant label.
func registrations() []measure.Row {
	row := func(variant string, atMostCG float64, n, rounds int, name func(i string) string) measure.Row {
		return measure.Row{
			Work: "register " + variant, Unit: "ns/metric", Rounds: rounds, Targets: atMost(atMostCG, measure.CG),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				n := s.Count(n)
				var ours []registry.Collector
				var theirs []cg.Collector
				for i := range n {
					i := strconv.Itoa(i)
					ours = append(ours, registry.NewCounter(registry.CounterOpts{
						Name: name(i), Help: "Jobs done.", ConstLabels: registry.Labels{"job": i},
					}))
					theirs = append(theirs, cg.NewCounter(cg.CounterOpts{
						Name: name(i), Help: "Jobs done.", ConstLabels: cg.Labels{"job": i},
					}))
				}
				return measure.Serial(s,
					measure.Work{Name: measure.Ours, Per: n, Do: times(func() { registry.NewRegistry().MustRegister(ours...) })},
					measure.Work{Name: measure.CG, Per: n, Do: times(func() { cg.NewRegistry().MustRegister(theirs...) })},
				), nil
			},
		}
	}
	oneName := func(string) string { return "jobs_total" }
	return []measure.Row{
		row("10,000 counters of one name", 0.5, 10_000, 0, oneName),
		row("100,000 counters of one name", 1, 100_000, few, oneName),
		row("10,000 counters of as many names", 0.5, 10_000, 0, func(i string) string { return "jobs_" + i + "_total" }),
	}
}
