package rows

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"

	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// exporterRows are rows of a scrape of an exporter: a collector that makes
// all its metrics anew, as channel collectors do in both libraries, or as a
// source.
func exporterRows() []measure.Row {
	var rows []measure.Row
	for _, e := range []exporter{{families: 10, devices: 1000}, {families: 1, devices: 10_000}, {families: 40, devices: 1}} {
		series := e.families * e.devices
		work := fmt.Sprintf("collector, %d families of %d series", e.families, e.devices)
		source := fmt.Sprintf("source, %d families of %d series", e.families, e.devices)
		rows = append(rows,
			measure.Row{Work: work, Unit: "ns/series", Check: e.check, Targets: atMost(0.25, measure.CG), Start: e.times(e.channel, series)},
			measure.Row{Work: work, Unit: "allocs", Rounds: 1, Targets: atMost(0.25, measure.CG), Start: e.allocs(e.channel)},
			measure.Row{Work: source, Unit: "ns/series", Check: e.check, Targets: atMost(0.05, measure.CG), Start: e.times(e.source, series)},
			measure.Row{Work: source, Unit: "allocs", Rounds: 1, Targets: atMost(0.05, measure.CG), Start: e.allocs(e.source)},
		)
	}
	return rows
}

// An exporter has a number of devices, and as many families with a series for
// each device. It goes through its devices one after the other.
type exporter struct{ families, devices int }

func (e exporter) family(i int) string { return "device_" + strconv.Itoa(i) + "_total" }

// names returns the names of the devices, in no order that a page has.
func (e exporter) names() []string {
	names := make([]string, e.devices)
	for i := range names {
		names[i] = "device-" + strconv.Itoa(i)
	}
	return names
}

// channel returns our registry of a collector that sends metrics.
func (e exporter) channel() *registry.Registry {
	var descs []*registry.Desc
	for i := range e.families {
		descs = append(descs, registry.NewDesc(e.family(i), "Of a device.", []string{"device"}, nil))
	}
	names := e.names()
	reg := registry.NewRegistry()
	reg.MustRegister(registry.CollectorFunc(func(ch chan<- registry.Metric) {
		for i, name := range names {
			for _, d := range descs {
				ch <- registry.MustNewConstMetric(d, registry.CounterValue, float64(i), name)
			}
		}
	}))
	return reg
}

// theirs returns client_golang's registry of the same collector.
func (e exporter) theirs() *cg.Registry {
	var descs []*cg.Desc
	for i := range e.families {
		descs = append(descs, cg.NewDesc(e.family(i), "Of a device.", []string{"device"}, nil))
	}
	names := e.names()
	reg := cg.NewRegistry()
	reg.MustRegister(cg.CollectorFunc(func(ch chan<- cg.Metric) {
		for i, name := range names {
			for _, d := range descs {
				ch <- cg.MustNewConstMetric(d, cg.CounterValue, float64(i), name)
			}
		}
	}))
	return reg
}

// source returns our registry of the same as a source.
func (e exporter) source() *registry.Registry {
	var families []*registry.LabeledFamily
	for i := range e.families {
		families = append(families, registry.MustLabeledFamily(
			registry.Opts{Name: e.family(i), Help: "Of a device."}, expfmt.TypeCounter, "device"))
	}
	names := e.names()
	reg := registry.NewRegistry()
	reg.MustRegister(registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		for i, name := range names {
			labels := families[0].Labels(name)
			for _, f := range families {
				enc.Value(f.Family, labels, float64(i))
			}
		}
		return nil
	}))
	return reg
}

func (e exporter) works(ours func() *registry.Registry, per int) []measure.Work {
	scrape := ourScrape(ours())
	return []measure.Work{
		{Name: measure.Ours, Per: per, Do: times(func() { scrape() })},
		{Name: measure.CG, Per: per, Do: times(theirScrape(e.theirs(), io.Discard))},
	}
}

func (e exporter) times(ours func() *registry.Registry, series int) func(measure.Scale) ([]measure.Contender, error) {
	return func(s measure.Scale) ([]measure.Contender, error) {
		return measure.Serial(s, e.works(ours, series)...), nil
	}
}

func (e exporter) allocs(ours func() *registry.Registry) func(measure.Scale) ([]measure.Contender, error) {
	return func(measure.Scale) ([]measure.Contender, error) {
		return measure.Allocs(10, e.works(ours, 0)...), nil
	}
}

// check compares the pages of all three.
func (e exporter) check(measure.Scale) error {
	var theirs bytes.Buffer
	theirScrape(e.theirs(), &theirs)()
	for _, ours := range []*registry.Registry{e.channel(), e.source()} {
		if got := ourScrape(ours)(); !bytes.Equal(got, theirs.Bytes()) {
			return fmt.Errorf("exporter of %d families: pages differ", e.families)
		}
	}
	return nil
}
