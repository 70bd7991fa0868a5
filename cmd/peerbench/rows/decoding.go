package rows

import (
	"bytes"
	"errors"
	"io"

	dto "github.com/prometheus/client_model/go"
	theirfmt "github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/expfmt"
)

// decodings are rows of reading a page. Our decoders tell a caller of each
// series, so what they tell is dropped. Those of prometheus/common, below cg,
// return models, and read no OpenMetrics. The limit of OpenMetrics is the
// parser of the Prometheus server, which makes no models either.
func decodings() []measure.Row {
	row := func(what string, series int, page func(int) shape, format expfmt.Format, decodings func(page []byte) []measure.Work, targets ...measure.Target) measure.Row {
		return measure.Row{
			Work: "decode, " + what, Unit: "ns/series", Rounds: few, Targets: targets,
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				n := s.Count(series)
				bytes := bytes.Clone(ourScrapeIn(format, page(n).ours())())
				return measure.Serial(s, per(n, decodings(bytes))...), nil
			},
		}
	}
	const counters, natives = "100,000 series", "1,000 native histograms"
	return []measure.Row{
		row("text, "+counters, manySeries, counterPage, expfmt.Text{}, textDecodings, atMost(0.2, measure.CG)...),
		row("protobuf, "+counters, manySeries, counterPage, expfmt.Protobuf{}, protobufDecodings, atMost(0.2, measure.CG)...),
		row("protobuf, "+natives, manyNatives, nativePage, expfmt.Protobuf{}, protobufDecodings, atMost(0.2, measure.CG)...),
		row("OpenMetrics 1.0, "+counters+"; limit: Prometheus", manySeries, counterPage, expfmt.OpenMetrics{}, openMetricsDecodings, atMost(2, measure.Limit)...),
		row("OpenMetrics 2.0, "+counters+"; limit: Prometheus", manySeries, counterPage, expfmt.OpenMetrics2{}, openMetrics2Decodings, atMost(2, measure.Limit)...),
		row("OpenMetrics 2.0, "+natives+"; limit: Prometheus", manyNatives, nativePage, expfmt.OpenMetrics2{}, openMetrics2Decodings, atMost(1, measure.Limit)...),
	}
}

// A dropper is an Encoder that drops what it is told.
type dropper struct{}

func (dropper) Value(*expfmt.Family, expfmt.LabelSet, float64)       {}
func (dropper) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) {}

func textDecodings(page []byte) []measure.Work {
	parser := theirfmt.NewTextParser(model.UTF8Validation)
	return []measure.Work{
		{Name: measure.Ours, Do: times(func() { must(expfmt.DecodeText(page, dropper{})) })},
		{Name: measure.CG, Do: times(func() {
			_, err := parser.TextToMetricFamilies(bytes.NewReader(page))
			must(err)
		})},
	}
}

func protobufDecodings(page []byte) []measure.Work {
	return []measure.Work{
		{Name: measure.Ours, Do: times(func() { must(expfmt.DecodeProtobuf(page, dropper{})) })},
		{Name: measure.CG, Do: times(func() {
			decoder := theirfmt.NewDecoder(bytes.NewReader(page), theirfmt.FmtProtoDelim)
			for {
				err := decoder.Decode(new(dto.MetricFamily))
				if errors.Is(err, io.EOF) {
					return
				}
				must(err)
			}
		})},
	}
}

func openMetricsDecodings(page []byte) []measure.Work {
	return []measure.Work{
		{Name: measure.Limit, Do: times(func() { parse(page, expfmt.OpenMetrics{}.ContentType()) })},
		{Name: measure.Ours, Do: times(func() { must(expfmt.DecodeOpenMetrics(page, dropper{})) })},
	}
}

func openMetrics2Decodings(page []byte) []measure.Work {
	return []measure.Work{
		{Name: measure.Limit, Do: times(func() { parse(page, expfmt.OpenMetrics2{}.ContentType()) })},
		{Name: measure.Ours, Do: times(func() { must(expfmt.DecodeOpenMetrics2(page, dropper{})) })},
	}
}

// parse reads a page as a Prometheus server does, which asks for the labels of
// each series.
func parse(page []byte, contentType string) {
	parser, err := textparse.New(page, contentType, labels.NewSymbolTable(), textparse.ParserOptions{EnableOpenMetrics2: true})
	must(err)
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		must(err)
		var set labels.Labels
		switch entry {
		case textparse.EntrySeries:
			parser.Series()
			parser.Labels(&set)
		case textparse.EntryHistogram:
			parser.Histogram()
			parser.Labels(&set)
		}
	}
}
