package parsers

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// The names of twins: many become the same by escaping, or by the suffixes
// of a format.
var (
	twinNames = []string{
		"a", "a_b", "a.b", "a-b", "a_dot_b", "U__a_2e_b", "a__b", "a..b",
		"a_total", "a.total", "a_created", "a.created", "a_gcount", "a_gsum", "a_sum", "a_count", "a.count", "a_bucket", "a_info",
	}
	twinLabels = []string{"x", "x_y", "x.y", "x-y", "x_dot_y", "U__x_2e_y", "._name..", "ü", "ö"}
)

// TestTwins has Prometheus read the pages of random registries, whose names
// collide on many pages: no series comes twice, and none has two labels of
// one name, for which Prometheus refuses a page.
func TestTwins(t *testing.T) {
	var formats []expfmt.Format
	for _, scheme := range []expfmt.Scheme{expfmt.UnderscoreEscaping, expfmt.DotsEscaping, expfmt.ValueEncodingEscaping, expfmt.NoEscaping} {
		formats = append(formats, expfmt.Text{Scheme: scheme},
			expfmt.OpenMetrics{Scheme: scheme}, expfmt.OpenMetrics{Scheme: scheme, Created: true})
	}
	pages, errs := 0, 0
	for seed := range uint64(2000) {
		reg := twins(rand.New(rand.NewPCG(seed, 0)))
		for _, format := range formats {
			page := expfmt.NewPage(format, nil)
			if err := reg.Encode(t.Context(), page); err != nil {
				errs++
			}
			pages++
			checkSeries(t, string(page.End()), format)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if errs < pages/10 || errs > pages*9/10 {
		t.Errorf("%d of %d pages left something out: expected some", errs, pages)
	}
}

// twins returns a registry with a few random metrics of all types, built-in
// and custom.
func twins(r *rand.Rand) *registry.Registry {
	reg := registry.NewRegistry()
	for range 1 + r.IntN(6) {
		name := twinNames[r.IntN(len(twinNames))]
		names := make([]string, 0, 2)
		for _, i := range r.Perm(len(twinLabels))[:r.IntN(3)] {
			names = append(names, twinLabels[i])
		}
		_ = reg.Register(twin(r, name, names)) // some contradict others
	}
	return reg
}

func twin(r *rand.Rand, name string, names []string) registry.Collector {
	values := make([]string, len(names))
	switch r.IntN(5) {
	case 0:
		vec := registry.NewCounterVec(registry.CounterOpts{Name: name}, names)
		vec.WithLabelValues(values...)
		return vec
	case 1:
		vec := registry.NewGaugeVec(registry.GaugeOpts{Name: name}, names)
		vec.WithLabelValues(values...)
		return vec
	case 2:
		vec := registry.NewHistogramVec(registry.HistogramOpts{Name: name, Buckets: []float64{1}}, names)
		vec.WithLabelValues(values...)
		return vec
	case 3:
		return registry.NewSummary(registry.SummaryOpts{Name: name, ConstLabels: registry.Labels{"x.y": "1"}})
	default:
		types := []expfmt.Type{expfmt.TypeCounter, expfmt.TypeGauge, expfmt.TypeGaugeHistogram, expfmt.TypeUntyped}
		family := expfmt.MustFamily(name, "", types[r.IntN(len(types))])
		var set []expfmt.Label
		for _, name := range names {
			set = append(set, expfmt.Label{Name: name, Value: "1"})
		}
		return registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			l, err := expfmt.Labels(set...)
			enc.Point(family, l, &expfmt.Point{Created: 1e9})
			return err
		})
	}
}

// checkSeries has Prometheus read a page.
func checkSeries(t *testing.T, page string, format expfmt.Format) {
	t.Helper()
	parser, err := textparse.New([]byte(page), format.ContentType(), labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%#v: %v in page\n%s", format, err, page)
			return
		}
		if entry != textparse.EntrySeries {
			continue
		}
		var series labels.Labels
		parser.Labels(&series)
		if name, twice := series.HasDuplicateLabelNames(); twice {
			t.Errorf("%#v: label %s comes twice in %v of page\n%s", format, name, series, page)
		}
		if text := series.String(); seen[text] {
			t.Errorf("%#v: series %s comes twice in page\n%s", format, strings.TrimSpace(text), page)
		}
		seen[series.String()] = true
	}
}
