package rows

import (
	"bytes"
	"io"

	"plainmetrics/cmd/peerbench/measure"
)

// Series of the large page.
const manySeries = 100_000

// scrapes are rows of a page of text. The limit copies the finished page
// into memory written before.
func scrapes() []measure.Row {
	check := func(s measure.Scale) error { return checkText(counterPage(s.Count(manySeries))) }
	return []measure.Row{
		{
			Work: "scrape, text, 100,000 series", Unit: "ns/series", Rounds: few, Check: check,
			Targets: []measure.Target{{AtMost: 8, Peer: measure.Limit}, {AtMost: 0.01, Peer: measure.CG}},
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Serial(s, per(s.Count(manySeries), textScrapes(s.Count(manySeries)))...), nil
			},
		},
		{
			Work: "scrape, text, 100,000 series", Unit: "allocs", Rounds: 1, Targets: []measure.Target{{}},
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Allocs(3, textScrapes(s.Count(manySeries))[1:]...), nil
			},
		},
	}
}

// textScrapes scrapes a page of counters.
func textScrapes(series int) []measure.Work {
	shape := counterPage(series)
	ours, theirs, vms := ourScrape(shape.ours()), theirScrape(shape.cg(), io.Discard), vmScrape(shape.vm(), io.Discard)
	page := bytes.Clone(ours())
	ready := make([]byte, len(page))
	return []measure.Work{
		{Name: measure.Limit, Do: times(func() { copy(ready, page) })},
		{Name: measure.Ours, Do: times(func() { ours() })},
		{Name: measure.CG, Do: times(theirs)},
		{Name: measure.VM, Do: times(vms)},
	}
}

// times repeats a function for each number of an operation.
func times(do func()) measure.Op {
	return func(start, end int) {
		for range end - start {
			do()
		}
	}
}

// per sets Per of all works.
func per(n int, works []measure.Work) []measure.Work {
	for i := range works {
		works[i].Per = n
	}
	return works
}

// checkText compares the scraped pages.
func checkText(s shape) error {
	var theirs, vms bytes.Buffer
	theirScrape(s.cg(), &theirs)()
	vmScrape(s.vm(), &vms)()
	ours := ourScrape(s.ours())()
	if err := equalPages(ours, theirs.Bytes()); err != nil {
		return err
	}
	return sameSeries(ours, vms.Bytes())
}
