package rows

import (
	"fmt"
	"iter"
	"strings"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// vectors are rows of WithLabelValues for existing series, then Inc.
func vectors() []measure.Row {
	var rows []measure.Row
	for labels := 1; labels <= 4; labels++ {
		work := fmt.Sprintf("WithLabelValues, %s, Inc", plural(labels, "label"))
		row := func(how, unit string, target measure.Target, start func(measure.Scale) []measure.Contender) {
			rows = append(rows, measure.Row{
				Work: work + how, Unit: unit, Targets: []measure.Target{target},
				Start: func(s measure.Scale) ([]measure.Contender, error) { return start(s), nil },
			})
		}
		third := measure.Target{AtMost: 0.33, Peer: measure.CG}
		row(", 1 goroutine", "ns", third, func(s measure.Scale) []measure.Contender {
			return measure.Serial(s, lookUps(labels, firstSeries)...)
		})
		row(", 2 goroutines", "ns", third, func(s measure.Scale) []measure.Contender {
			return measure.Parallel(s, 2, lookUps(labels, firstSeries)...)
		})
		row(", 64 series in turn", "ns", third, func(s measure.Scale) []measure.Contender {
			return measure.Serial(s, lookUps(labels, allSeries)...)
		})
		row("", "allocs", measure.Target{}, func(measure.Scale) []measure.Contender {
			return measure.Allocs(1000, lookUps(labels, allSeries)...)
		})
	}
	return rows
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n, " ", noun, "s")
}

// known are the label values of the series of each vector, and knownNames
// the names of the labels.
var (
	known      = knownValues()
	knownNames = []string{"method", "code", "handler", "zone"}
)

func knownValues() (values [64][4]string) {
	for i := range values {
		values[i] = [4]string{
			[]string{"GET", "PUT", "POST", "DELETE"}[i%4],
			fmt.Sprint(200 + i),
			fmt.Sprintf("/api/v1/resource/%d", i),
			fmt.Sprint("eu-west-", i%3),
		}
	}
	return values
}

// lookUps looks up series of counters by the given number of labels. The
// series were created with other copies of the values, as in a server, where
// the values of each request are new strings.
func lookUps(labels int, subset series) []measure.Work {
	ours := registry.NewCounterVec(registry.CounterOpts{Name: "c"}, knownNames[:labels])
	theirs := cg.NewCounterVec(cg.CounterOpts{Name: "c"}, knownNames[:labels])
	for i := range known {
		values := make([]string, labels)
		for j := range values {
			values[j] = strings.Clone(known[i][j])
		}
		ours.WithLabelValues(values...)
		theirs.WithLabelValues(values...)
	}
	return []measure.Work{
		{Name: measure.Ours, Do: ourLookUps[labels-1](ours, subset)},
		{Name: measure.CG, Do: theirLookUps[labels-1](theirs, subset)},
		{Name: measure.VM, Do: vmLookUps[labels-1](vm.NewSet(), subset)},
	}
}

// A series selects the series to look up: a mask of indexes in known.
type series int

const (
	firstSeries series = 0
	allSeries   series = series(len(known) - 1)
)

// inTurn yields the selected series one after the other. The compiler makes
// a plain loop of it.
func (s series) inTurn(start, end int) iter.Seq[*[4]string] {
	return func(yield func(*[4]string) bool) {
		for i := start; i < end; i++ {
			if !yield(&known[i&int(s)]) {
				return
			}
		}
	}
}

// The calls are written out for each number of labels, as in programs:
// whether the arguments escape is a part of the cost.
var ourLookUps = []func(*registry.CounterVec, series) measure.Op{
	func(c *registry.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0]).Inc()
			}
		}
	},
	func(c *registry.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1]).Inc()
			}
		}
	},
	func(c *registry.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1], v[2]).Inc()
			}
		}
	},
	func(c *registry.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1], v[2], v[3]).Inc()
			}
		}
	},
}

var theirLookUps = []func(*cg.CounterVec, series) measure.Op{
	func(c *cg.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0]).Inc()
			}
		}
	},
	func(c *cg.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1]).Inc()
			}
		}
	},
	func(c *cg.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1], v[2]).Inc()
			}
		}
	},
	func(c *cg.CounterVec, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				c.WithLabelValues(v[0], v[1], v[2], v[3]).Inc()
			}
		}
	},
}

// vm has no labels, only names, which users put together with fmt.Sprintf;
// this is the fast way.
var vmLookUps = []func(*vm.Set, series) measure.Op{
	func(s *vm.Set, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				s.GetOrCreateCounter(`c{method="` + v[0] + `"}`).Inc()
			}
		}
	},
	func(s *vm.Set, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				s.GetOrCreateCounter(`c{method="` + v[0] + `",code="` + v[1] + `"}`).Inc()
			}
		}
	},
	func(s *vm.Set, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				s.GetOrCreateCounter(`c{method="` + v[0] + `",code="` + v[1] + `",handler="` + v[2] + `"}`).Inc()
			}
		}
	},
	func(s *vm.Set, subset series) measure.Op {
		return func(start, end int) {
			for v := range subset.inTurn(start, end) {
				s.GetOrCreateCounter(`c{method="` + v[0] + `",code="` + v[1] + `",handler="` + v[2] + `",zone="` + v[3] + `"}`).Inc()
			}
		}
	},
}
