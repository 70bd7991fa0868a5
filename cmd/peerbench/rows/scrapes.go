package rows

import (
	"bytes"
	"io"

	"plainmetrics/cmd/peerbench/measure"
)

// Series of the large page.
const manySeries = 100_000

// scrapes are rows of a page of text. The limit copies the finished page
// into memory that has been written before.
func scrapes() []measure.Row {
	check := func(s measure.Scale) error { return checkText(counterPage(s.Of(manySeries))) }
	return []measure.Row{
		{
			Work: "scrape, text, 100,000 series", Unit: "ns/series", Rounds: few, Check: check,
			Targets: []measure.Target{{AtMost: 8, Of: measure.Limit}, {AtMost: 0.01, Of: measure.CG}},
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Alone(s, per(s.Of(manySeries), textScrapes(s.Of(manySeries)))...), nil
			},
		},
		{
			Work: "scrape, text, 100,000 series", Unit: "allocs", Rounds: 1, Targets: []measure.Target{{}},
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Allocs(3, textScrapes(s.Of(manySeries))[1:]...), nil
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
		{By: measure.Limit, Do: times(func() { copy(ready, page) })},
		{By: measure.Ours, Do: times(func() { ours() })},
		{By: measure.CG, Do: times(theirs)},
		{By: measure.VM, Do: times(vms)},
	}
}

// times does something as often as there are numbers.
func times(do func()) measure.Op {
	return func(from, to int) {
		for range to - from {
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

// checkText compares the pages that are scraped.
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
