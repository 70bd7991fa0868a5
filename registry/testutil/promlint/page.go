package promlint

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/model"
)

// readFamilies reads a page. A family in pieces is one family. A page in the
// source of a test often ends with the blanks in front of the closing quote.
func readFamilies(r io.Reader) ([]*model.MetricFamily, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	headers := make(headers)
	page := registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		return expfmt.DecodeLenientText(bytes.TrimRight(text, " \t"), pageEncoder{enc, headers}, nil)
	})
	pieces, err := page.Gather()
	if err != nil {
		return nil, err
	}
	var families []*model.MetricFamily
	byName := make(map[string]*model.MetricFamily)
	for _, piece := range pieces {
		whole := byName[piece.GetName()]
		if whole == nil {
			whole = headers[piece.GetName()]
			byName[piece.GetName()] = whole
			families = append(families, whole)
		}
		whole.Metric = append(whole.Metric, piece.Metric...)
	}
	for _, mf := range families {
		joinPoints(mf)
	}
	return families, nil
}

// headers are families without series, by their names.
type headers map[string]*model.MetricFamily

// A pageEncoder passes series on, and keeps the metadata of all pieces of a
// family, some of which have no series.
type pageEncoder struct {
	expfmt.Encoder
	headers headers
}

var _ expfmt.Locator = pageEncoder{}

// LocateFamily implements expfmt.Locator.
func (p pageEncoder) LocateFamily(f *expfmt.Family, _, _ int) {
	mf := p.headers[f.Name()]
	if mf == nil {
		name := f.Name()
		mf = &model.MetricFamily{Name: &name, Type: modelType(expfmt.TypeUntyped).Enum()}
		p.headers[name] = mf
	}
	if help := f.Help(); strings.Trim(help, " \t") != "" {
		mf.Help = &help
	}
	if t := f.Type(); t != expfmt.TypeUntyped {
		mf.Type = modelType(t).Enum()
	}
}

// LocateLabel implements expfmt.Locator.
func (pageEncoder) LocateLabel(string, int, int) {}

// joinPoints joins the points of a series of a histogram or a summary. To
// promtool, they are lines of one point, whatever their timestamps, and the
// labels le and quantile are no labels of the series. The decoder has left
// such a label in a plain sample that follows samples of another family.
func joinPoints(mf *model.MetricFamily) {
	reserved := ""
	switch mf.GetType() {
	case model.MetricType_HISTOGRAM:
		reserved = "le"
	case model.MetricType_SUMMARY:
		reserved = "quantile"
	default:
		return
	}
	known := make(map[string]bool)
	mf.Metric = slices.DeleteFunc(mf.Metric, func(m *model.Metric) bool {
		m.Label = slices.DeleteFunc(m.Label, func(pair *model.LabelPair) bool { return pair.GetName() == reserved })
		key := string(appendLabels(nil, m))
		again := known[key]
		known[key] = true
		return again
	})
}
