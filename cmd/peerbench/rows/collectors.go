package rows

import (
	"bytes"
	"io"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// collectorRows are rows of a scrape of the go_* and of the process_*
// families, as a page of text.
func collectorRows() []measure.Row {
	runtime, process := collectorsOf()
	return []measure.Row{
		{
			Work: "go collector, one scrape", Unit: "ns", Check: runtime.check,
			Targets: atMost(0.3, measure.CG), Start: runtime.times,
		},
		{
			Work: "go collector, one scrape", Unit: "allocs", Rounds: 1,
			Targets: []measure.Target{{}}, Start: runtime.allocs,
		},
		{
			Work: "process collector, one scrape", Unit: "ns", Check: process.check,
			Targets: atMost(0.2, measure.CG), Start: process.times,
		},
		{
			Work: "process collector, one scrape", Unit: "allocs", Rounds: 1,
			Targets: []measure.Target{{AtMost: 5}}, Start: process.allocs,
		},
	}
}

// collected are the same families from a collector of each library; vm has
// other families.
type collected struct {
	ours   func() registry.Collector
	theirs func() cg.Collector
	vm     func(io.Writer)
}

// collectorsOf returns the collectors of the runtime and of the process.
func collectorsOf() (runtime, process collected) {
	runtime = collected{
		func() registry.Collector { return runtimecollect.New() },
		func() cg.Collector { return collectors.NewGoCollector() },
		vm.WriteGoMetrics,
	}
	process = collected{
		func() registry.Collector { return proccollect.New(proccollect.Options{}) },
		func() cg.Collector { return collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}) },
		vm.WriteProcMetrics,
	}
	return runtime, process
}

// registries have the collectors registered.
func (c collected) registries() (*registry.Registry, *cg.Registry) {
	ours, theirs := registry.NewRegistry(), cg.NewRegistry()
	ours.MustRegister(c.ours())
	theirs.MustRegister(c.theirs())
	return ours, theirs
}

func (c collected) works() []measure.Work {
	ours, theirs := c.registries()
	scrape := ourScrape(ours)
	return []measure.Work{
		{Name: measure.Ours, Do: times(func() { scrape() })},
		{Name: measure.CG, Do: times(theirScrape(theirs, io.Discard))},
		{Name: measure.VM, Do: times(func() { c.vm(io.Discard) })},
	}
}

func (c collected) times(s measure.Scale) ([]measure.Contender, error) {
	return measure.Serial(s, c.works()...), nil
}

func (c collected) allocs(measure.Scale) ([]measure.Contender, error) {
	return measure.Allocs(100, c.works()...), nil
}

// check compares the families of ours and of client_golang.
func (c collected) check(measure.Scale) error {
	ours, theirs := c.registries()
	var page bytes.Buffer
	theirScrape(theirs, &page)()
	return equalUpToValues(ourScrape(ours)(), page.Bytes())
}
