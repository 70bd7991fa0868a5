package registry

import (
	"context"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

var (
	utf8Text    = expfmt.Text{Scheme: expfmt.NoEscaping}
	dotsText    = expfmt.Text{Scheme: expfmt.DotsEscaping}
	valuesText  = expfmt.Text{Scheme: expfmt.ValueEncodingEscaping}
	openMetrics = expfmt.OpenMetrics{Scheme: expfmt.NoEscaping}
	withCreated = expfmt.OpenMetrics{Scheme: expfmt.NoEscaping, Created: true}
)

func namedGauge(name string) Collector { return NewGauge(GaugeOpts{Name: name}) }

// gaugeVec returns a gauge with a series whose labels have the given names.
func gaugeVec(name string, labels ...string) Collector {
	vec := NewGaugeVec(GaugeOpts{Name: name}, labels)
	vec.WithLabelValues(make([]string, len(labels))...)
	return vec
}

// writer returns a custom Collector with one series.
func writer(name string, typ expfmt.Type, labels ...string) Collector {
	f := expfmt.MustFamily(name, "", typ)
	return SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(f, labelSet(labels...), new(expfmt.Point))
		return nil
	})
}

// pointsAt returns a Collector with points of a gauge g at the given times.
func pointsAt(labels expfmt.LabelSet, ms ...int64) Collector {
	f := expfmt.MustFamily("g", "", expfmt.TypeGauge)
	return SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		for _, t := range ms {
			enc.Point(f, labels, &expfmt.Point{Timestamp: t, HasTimestamp: true})
		}
		return nil
	})
}

// seriesOf returns a Collector with series of a gauge g.
func seriesOf(labels ...expfmt.LabelSet) Collector {
	f := expfmt.MustFamily("g", "", expfmt.TypeGauge)
	return SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		for _, l := range labels {
			enc.Value(f, l, 1)
		}
		return nil
	})
}

// Names that a format makes the same are on a page once. A legacy name stays
// before an escaped one, whoever has it; pages where the names differ have
// all.
func TestTwins(t *testing.T) {
	for _, c := range []struct {
		name       string
		format     expfmt.Format
		collectors []Collector
		samples    string
		errors     []string
	}{
		{"two labels, underscores", expfmt.Text{}, []Collector{gaugeVec("g", "x.y", "x_y"), namedGauge("h")},
			"h 0\n", []string{`family "g": two labels are called x_y with the escaping scheme underscores`}},
		{"two labels, dots", dotsText, []Collector{gaugeVec("g", "x.y", "x_dot_y")},
			"", []string{`family "g": two labels are called x_dot_y`}},
		{"two labels, values", valuesText, []Collector{gaugeVec("g", "x.y", "U__x_2e_y")},
			"", []string{`family "g": two labels are called U__x_2e_y`}},
		{"two labels, UTF-8", utf8Text, []Collector{gaugeVec("g", "x.y", "x_y")}, `g{"x.y"="",x_y=""} 0` + "\n", nil},
		{"constant and variable label", expfmt.Text{}, []Collector{
			WrapCollectorWith(Labels{"x.y": "1"}, gaugeVec("g", "x_y")),
		}, "", []string{`family "g": two labels are called x_y`}},
		{"two labels of a function", expfmt.Text{}, []Collector{
			NewGaugeFunc(GaugeOpts{Name: "g", ConstLabels: Labels{"x.y": "", "x_y": ""}}, constantOne), namedGauge("h"),
		}, "h 0\n", []string{`family "g": two labels are called x_y`}},
		{"a label called as the metric's name is", expfmt.Text{}, []Collector{gaugeVec("g", ".-name..")},
			"", []string{`label ".-name.." is called __name__ with the escaping scheme underscores`}},
		{"two label sets", expfmt.Text{}, []Collector{writer("g", expfmt.TypeGauge, "x.y", "1"), writer("g", expfmt.TypeGauge, "x_y", "1")},
			"g{x_y=\"1\"} 0\n", []string{`series {"x.y"="1"} comes twice, as {x_y="1"}`}},
		{"two label sets in another order", expfmt.Text{}, []Collector{
			writer("g", expfmt.TypeGauge, "a.c", "1", "aB", "2"), writer("g", expfmt.TypeGauge, "a_c", "1", "aB", "2"),
		}, `g{aB="2",a_c="1"} 0` + "\n", []string{`series {"a.c"="1",aB="2"} comes twice, as {aB="2",a_c="1"}`}},
		{"points of a series with an escaped label", expfmt.Text{}, []Collector{
			pointsAt(labelSet("x.y", "1"), 1, 2), writer("g", expfmt.TypeGauge, "z", "1"),
		}, "g{x_y=\"1\"} 0 1\ng{x_y=\"1\"} 0 2\ng{z=\"1\"} 0\n", nil},
		{"two label sets at the same time", expfmt.Text{}, []Collector{pointsAt(labelSet("x_y", "1"), 1, 2), pointsAt(labelSet("x.y", "1"), 2)},
			"g{x_y=\"1\"} 0 1\ng{x_y=\"1\"} 0 2\n", []string{`series {"x.y"="1"} comes twice, as {x_y="1"}`}},
		{"two label sets, with an empty label", expfmt.Text{}, []Collector{
			writer("g", expfmt.TypeGauge, "x.y", "1", "q", ""), writer("g", expfmt.TypeGauge, "x_y", "1"),
		}, "g{x_y=\"1\"} 0\n", []string{`series {q="","x.y"="1"} comes twice, as {x_y="1"}`}},
		{"two label sets of one writer cost no other", expfmt.Text{}, []Collector{
			seriesOf(labelSet("x.y", "1"), labelSet("x_y", "1"), labelSet("z", "1")), seriesOf(labelSet("x-y", "1"), labelSet("z", "2")),
		}, "g{x_y=\"1\"} 1\ng{z=\"2\"} 1\n", []string{`series {x_y="1"} comes twice`}},
		{"a name that is no sample's", expfmt.Text{}, []Collector{namedGauge("a.b"), NewHistogram(HistogramOpts{Name: "a_b", Buckets: []float64{1}})},
			"a_b_bucket{le=\"1\"} 0\na_b_bucket{le=\"+Inf\"} 0\na_b_sum 0\na_b_count 0\n", []string{`family "a.b": collides`}},
		{"a name that is no sample's, OpenMetrics", expfmt.OpenMetrics{}, []Collector{namedGauge("a_b"), NewHistogram(HistogramOpts{Name: "a.b", Buckets: []float64{1}})},
			"a_b 0.0\n", []string{`family "a.b": collides`}},
		{"families, underscores", expfmt.Text{}, []Collector{namedGauge("a-b"), namedGauge("a.b"), namedGauge("a_b")},
			"a_b 0\n", []string{`family "a-b": collides`, `family "a.b": collides with previously collected metric named "a_b"`}},
		{"families without a legacy one", expfmt.Text{}, []Collector{namedGauge("a.b"), namedGauge("a-b")},
			"a_b 0\n", []string{`family "a.b": collides with previously collected metric named "a-b"`}},
		{"families, dots", dotsText, []Collector{namedGauge("a.b"), namedGauge("a_dot_b")}, "a_dot_b 0\n", []string{`family "a.b"`}},
		{"families, values", valuesText, []Collector{namedGauge("a.b"), namedGauge("U__a_2e_b")}, "U__a_2e_b 0\n", []string{`family "a.b"`}},
		{"families, UTF-8", utf8Text, []Collector{namedGauge("a.b"), namedGauge("a_b")}, "{\"a.b\"} 0\na_b 0\n", nil},
		{"families, OpenMetrics", expfmt.OpenMetrics{}, []Collector{namedGauge("a.b"), namedGauge("a_b")}, "a_b 0.0\n", []string{`family "a.b"`}},
		{"behind a prefix", expfmt.Text{}, []Collector{WrapCollectorWithPrefix("a.", namedGauge("b")), namedGauge("a_b")},
			"a_b 0\n", []string{`family "a.b"`}},
		{"a custom family and a built-in one", expfmt.Text{}, []Collector{writer("a.b", expfmt.TypeGauge, "from", "custom"), namedGauge("a_b")},
			"a_b 0\n", []string{`family "a.b": collides with previously collected metric named "a_b"`}},
		{"a custom legacy name", expfmt.Text{}, []Collector{writer("a_b", expfmt.TypeGauge, "from", "custom"), namedGauge("a.b")},
			"a_b{from=\"custom\"} 0\n", []string{`family "a.b": collides with previously collected metric named "a_b"`}},
		{"a custom legacy name and two built-in metrics", expfmt.Text{}, []Collector{
			writer("a_b", expfmt.TypeGauge, "from", "custom"),
			NewGauge(GaugeOpts{Name: "a.b", ConstLabels: Labels{"c": "1"}}), NewGauge(GaugeOpts{Name: "a.b", ConstLabels: Labels{"c": "2"}}),
		}, "a_b{from=\"custom\"} 0\n", []string{`family "a.b": collides with previously collected metric named "a_b"`}},
		{"the sample of a histogram", expfmt.Text{}, []Collector{
			NewHistogram(HistogramOpts{Name: "a.b", Buckets: []float64{1}}), namedGauge("a_b_count"),
		}, "a_b_count 0\n", []string{`family "a.b": collides with previously collected metric named "a_b_count": both have samples named a_b_count`}},
		{"a time of creation", withCreated, []Collector{NewCounter(CounterOpts{Name: "y_total"}), namedGauge("y_created")},
			"y_created 0.0\ny_total 0.0\n", []string{`family "y_total": times of creation are left out: samples named y_created belong to family "y_created"`}},
		{"no time of creation", openMetrics, []Collector{NewCounter(CounterOpts{Name: "y_total"}), namedGauge("y_created")},
			"y_created 0.0\ny_total 0.0\n", nil},
		{"a time of creation, text", expfmt.Text{}, []Collector{NewCounter(CounterOpts{Name: "y_total"}), namedGauge("y_created")},
			"y_created 0\ny_total 0\n", nil},
		{"a custom time of creation", withCreated, []Collector{writer("y_created", expfmt.TypeGauge), NewCounterFunc(CounterOpts{Name: "y_total"}, constantOne)},
			"y_created 0.0\ny_total 1.0\n", []string{`family "y_total": times of creation are left out`}},
		{"counter and gauge of the runtime", withCreated, []Collector{
			namedGauge("go_memstats_alloc_bytes"), NewCounterFunc(CounterOpts{Name: "go_memstats_alloc_bytes_total"}, constantOne),
		}, "go_memstats_alloc_bytes 0.0\ngo_memstats_alloc_bytes_total 1.0\n", nil},
		{"info and gauge", withCreated, []Collector{namedGauge("build"), NewGauge(GaugeOpts{Name: "build_info"})},
			"build 0.0\nbuild_info 0.0\n", nil},
		{"the count of a gauge histogram", openMetrics, []Collector{writer("x", expfmt.TypeGaugeHistogram), writer("x_gcount", expfmt.TypeGauge)},
			"x_bucket{le=\"+Inf\"} 0\nx_gsum 0.0\nx_gcount 0\n", []string{`family "x_gcount": collides with previously collected gaugehistogram named "x"`}},
		{"the count of a gauge histogram, text", expfmt.Text{}, []Collector{writer("x", expfmt.TypeGaugeHistogram), writer("x_gcount", expfmt.TypeGauge)},
			"x_bucket{le=\"+Inf\"} 0\nx_sum 0\nx_count 0\nx_gcount 0\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, backwards := NewRegistry(), NewRegistry()
			for i := range c.collectors {
				r.MustRegister(c.collectors[i])
				backwards.MustRegister(c.collectors[len(c.collectors)-1-i])
			}
			for range 2 {
				for _, g := range []Gatherer{r, backwards, Gatherers{NewRegistry(), r}} {
					if _, isMerged := g.(Gatherers); isMerged && strings.HasPrefix(c.name, "two label sets") {
						continue // a single writer, whose family goes
					}
					p := expfmt.NewPage(c.format, nil)
					checkError(t, Checked(g).Encode(t.Context(), p), c.errors...)
					checkText(t, samples(string(p.End())), c.samples)
				}
			}
		})
	}
}

// Of two families with times of creation under one name, one has them.
func TestTwinsOfCreation(t *testing.T) {
	histogram, counter := NewHistogram(HistogramOpts{Name: "a", Buckets: []float64{1}}), NewCounter(CounterOpts{Name: "a_total"})
	for _, r := range []*Registry{registryOf(histogram, counter), registryOf(counter, histogram)} {
		p := expfmt.NewPage(withCreated, nil)
		checkError(t, r.Encode(t.Context(), p), `family "a_total": times of creation are left out: samples named a_created belong to family "a"`)
		got := string(p.End())
		for _, name := range []string{"a_created", "a_count", "a_total"} {
			if n := strings.Count(got, "\n"+name+" "); n != 1 {
				t.Errorf("%s: got %d samples, want 1 in\n%s", name, n, got)
			}
		}
	}
}

// A custom family with the name of times of creation stays, and the counter,
// too.
func TestTwinOfCustomFamily(t *testing.T) {
	for _, counters := range [][]Collector{
		{NewCounter(CounterOpts{Name: "y_total"})},
		{NewCounter(CounterOpts{Name: "y_total", ConstLabels: Labels{"a": "1"}}), NewCounter(CounterOpts{Name: "y_total", ConstLabels: Labels{"a": "2"}})},
	} {
		r := registryOf(append(counters, writer("y_created", expfmt.TypeGauge))...)
		p := expfmt.NewPage(withCreated, nil)
		checkError(t, r.Encode(t.Context(), p), `family "y_total": times of creation are left out`)
		got := samples(string(p.End()))
		if strings.Count(got, "y_created") != 1 || strings.Count(got, "y_total") != len(counters) {
			t.Errorf("got\n%s\nwant y_created once, and %d counters", got, len(counters))
		}
	}
}

// A registry serves pages in several formats, one after the other.
func TestTwinsOnEachPage(t *testing.T) {
	r := registryOf(namedGauge("a.b"), namedGauge("a_b"))
	for range 2 {
		for _, c := range []struct {
			format expfmt.Format
			want   string
		}{{expfmt.Text{}, "a_b 0\n"}, {utf8Text, "{\"a.b\"} 0\na_b 0\n"}, {dotsText, "a_dot_b 0\na_b 0\n"}} {
			p := expfmt.NewPage(c.format, nil)
			_ = r.Encode(t.Context(), p)
			checkText(t, samples(string(p.End())), c.want)
		}
	}
	r.Unregister(namedGauge("a_b")) // makes room
	checkText(t, samples(page(t, r)), "a_b 0\n")
}
