package rows

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	dto "github.com/prometheus/client_model/go"
	theirfmt "github.com/prometheus/common/expfmt"
	"google.golang.org/protobuf/proto"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/expfmt"
)

// manyNatives are the native histograms of a page.
const manyNatives = 1000

// formatScrapes are rows of pages in the formats that have native histograms.
// vm has none of them. The limit of protobuf copies the finished page, the
// limit of OpenMetrics 2.0 is our page of text.
func formatScrapes() []measure.Row {
	row := func(what string, series int, page func(int) shape, f twoFormats, targets ...measure.Target) measure.Row {
		return measure.Row{
			Work: "scrape, " + f.name + ", " + what, Unit: "ns/series", Rounds: few, Targets: targets,
			Check: func(s measure.Scale) error { return f.check(page(s.Count(series))) },
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Serial(s, per(s.Count(series), f.scrapes(page(s.Count(series))))...), nil
			},
		}
	}
	const counters, natives = "100,000 series", "1,000 native histograms"
	return []measure.Row{
		row(counters, manySeries, counterPage, protobuf, atMost(0.02, measure.CG)...),
		row(natives, manyNatives, nativePage, protobuf, atMost(0.05, measure.CG)...),
		row(counters+"; limit: text", manySeries, counterPage, openMetrics2, atMost(1.3, measure.Limit)...),
		row(natives+"; limit: text", manyNatives, nativePage, openMetrics2, atMost(0.2, measure.CG)...),
	}
}

// twoFormats are a format as both libraries name it.
type twoFormats struct {
	name   string
	ours   expfmt.Format
	theirs theirfmt.Format
}

var (
	protobuf     = twoFormats{"protobuf", expfmt.Protobuf{}, theirfmt.FmtProtoDelim}
	openMetrics2 = twoFormats{"OpenMetrics 2.0", expfmt.OpenMetrics2{}, theirfmt.FmtOpenMetrics_2_0_0}
)

func (f twoFormats) scrapes(s shape) []measure.Work {
	reg := s.ours()
	text, ours, theirs := ourScrape(reg), ourScrapeIn(f.ours, reg), theirScrapeIn(f.theirs, s.cg(), io.Discard)
	limit := times(func() { text() })
	if f == protobuf {
		page := bytes.Clone(ours())
		ready := make([]byte, len(page))
		limit = times(func() { copy(ready, page) })
	}
	return []measure.Work{
		{Name: measure.Limit, Do: limit},
		{Name: measure.Ours, Do: times(func() { ours() })},
		{Name: measure.CG, Do: times(theirs)},
	}
}

// check compares the scraped pages but for the times of creation.
func (f twoFormats) check(s shape) error {
	var theirs bytes.Buffer
	theirScrapeIn(f.theirs, s.cg(), &theirs)()
	ours := ourScrapeIn(f.ours, s.ours())()
	if f == protobuf {
		return equalFamilies(ours, theirs.Bytes())
	}
	ours = bytes.TrimSuffix(ours, []byte("# EOF\n")) // client_golang's end is the handler's
	return equalUpToTimes(ours, theirs.Bytes())
}

// equalUpToTimes is equalPages for pages with moving times of creation.
func equalUpToTimes(ours, theirs []byte) error {
	return equalPages(withoutTimes(ours), withoutTimes(theirs))
}

// withoutTimes returns a page of OpenMetrics 2.0 without the times of creation.
func withoutTimes(page []byte) []byte {
	var without []byte
	for line := range bytes.Lines(page) {
		if before, _, ok := bytes.Cut(line, []byte(" st@")); ok {
			line = append(before[:len(before):len(before)], '\n')
		}
		without = append(without, line...)
	}
	return without
}

// equalFamilies is the same for pages of protobuf.
func equalFamilies(ours, theirs []byte) error {
	want, got := familyDecoder(theirs), familyDecoder(ours)
	for i := 1; ; i++ {
		our, err := got()
		their, theirErr := want()
		switch {
		case errors.Is(err, io.EOF) && errors.Is(theirErr, io.EOF):
			if i == 1 {
				return errors.New("expected a page, found nothing on it")
			}
			return nil
		case err != nil || theirErr != nil:
			return fmt.Errorf("family %d: got error %v, want %v", i, err, theirErr)
		case !proto.Equal(our, their):
			return fmt.Errorf("family %d: got %.500v, want %.500v", i, our, their)
		}
	}
}

// familyDecoder returns a function that returns the next family of a page of
// protobuf, without times of creation.
func familyDecoder(page []byte) func() (*dto.MetricFamily, error) {
	decoder := theirfmt.NewDecoder(bytes.NewReader(page), theirfmt.FmtProtoDelim)
	return func() (*dto.MetricFamily, error) {
		family := new(dto.MetricFamily)
		err := decoder.Decode(family)
		for _, metric := range family.Metric {
			if metric.Counter != nil {
				metric.Counter.CreatedTimestamp = nil
			}
			if metric.Histogram != nil {
				metric.Histogram.CreatedTimestamp = nil
			}
		}
		return family, err
	}
}
