package rows

import (
	"bytes"
	"compress/gzip"
	"io"

	cg "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// A zippedPage is a page scraped through the handlers, compressed.
type zippedPage struct {
	name  string
	steep bool // the page whose targets are steeper
	moves bool // its values do
	both  func(measure.Scale) (*registry.Registry, *cg.Registry)
}

// zippedPages are pages of several kinds.
func zippedPages() []zippedPage {
	pair := func(series int, page func(series int) shape) func(measure.Scale) (*registry.Registry, *cg.Registry) {
		return func(s measure.Scale) (*registry.Registry, *cg.Registry) {
			shape := page(s.Count(series))
			return shape.ours(), shape.cg()
		}
	}
	return []zippedPage{
		{name: "100,000 series", steep: true, both: pair(manySeries, counterPage)},
		{name: "500 series", both: pair(500, counterPage)},
		{name: "1,000 histograms", both: pair(1000, histogramPage)},
		{name: "10,000 series, label in the middle", both: pair(10_000, middlePage)},
		{name: "10,000 series, 17 digits", both: pair(10_000, digitsPage)},
		{name: "go and process", moves: true, both: defaultRegistries},
	}
}

// defaultRegistries have the go_* and process_* families.
func defaultRegistries(measure.Scale) (*registry.Registry, *cg.Registry) {
	ours, theirs := registry.NewRegistry(), cg.NewRegistry()
	ours.MustRegister(runtimecollect.New(), proccollect.New(proccollect.Options{}))
	theirs.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return ours, theirs
}

// zipped are rows of compressed pages: the time of a scrape, and the size of
// the body. The limit of the time is compress/gzip at level 1, its fastest,
// for the finished page; the limit of the size is compress/gzip at level 6.
func zipped() []measure.Row {
	var rows []measure.Row
	for _, page := range zippedPages() {
		time, size := 0.1, 1.1
		if page.steep {
			time, size = 0.02, 1.05
		}
		rows = append(rows, measure.Row{
			Work: "scrape, gzip, " + page.name, Unit: "ns", Rounds: few, Targets: atMost(time, measure.CG),
			Check: page.check, Start: page.times,
		}, measure.Row{
			Work: "scrape, gzip, " + page.name, Unit: "B", Rounds: 1, Targets: atMost(size, measure.Limit),
			Start: page.sizes,
		})
	}
	return rows
}

// times are contenders for the time of a scrape.
func (p zippedPage) times(s measure.Scale) ([]measure.Contender, error) {
	ours, theirs := p.both(s)
	page := bytes.Clone(ourScrape(ours)())
	limit, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	must(err)
	return measure.Serial(s,
		measure.Work{Name: measure.Limit, Do: times(func() {
			limit.Reset(io.Discard)
			_, err := limit.Write(page)
			must(err)
			must(limit.Close())
		})},
		measure.Work{Name: measure.Ours, Do: times(ourZipped(ours).scrape)},
		measure.Work{Name: measure.CG, Do: times(theirZipped(theirs).scrape)},
	), nil
}

// sizes are contenders for the bytes of the body. A page with moving values
// is compared with the output of compress/gzip for the same page.
func (p zippedPage) sizes(s measure.Scale) ([]measure.Contender, error) {
	ours, theirs := p.both(s)
	our, their := ourZipped(ours), theirZipped(theirs)
	page, err := unzipped(our)
	if err != nil {
		return nil, err
	}
	ourBytes := our.bytes
	their.scrape()
	fixed := func(contender string, n int) measure.Contender {
		return measure.NewContender(contender, func() float64 { return float64(n) })
	}
	return []measure.Contender{
		fixed(measure.Limit, zippedBy(6, page)),
		fixed(measure.Ours, ourBytes),
		fixed(measure.CG, their.bytes),
	}, nil
}

// check compares the scraped pages with each other and with the uncompressed
// page.
func (p zippedPage) check(s measure.Scale) error {
	ours, theirs := p.both(s)
	our, err := unzipped(ourZipped(ours))
	if err != nil {
		return err
	}
	their, err := unzipped(theirZipped(theirs))
	if err != nil {
		return err
	}
	equal := equalPages
	if p.moves {
		equal = equalUpToValues
	}
	if err := equal(our, their); err != nil {
		return err
	}
	return equal(our, ourScrape(ours)())
}
