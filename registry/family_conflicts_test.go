package registry

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// A sender is a Collector of metrics that never change.
type sender struct {
	descs   []*Desc
	metrics []Metric
}

func (s *sender) Describe(ch chan<- *Desc) {
	for _, d := range s.descs {
		ch <- d
	}
}

func (s *sender) Collect(ch chan<- Metric) {
	for _, m := range s.metrics {
		ch <- m
	}
}

func sends(metrics ...Metric) Collector { return &sender{metrics: metrics} }

// A written is a Metric of the test's own.
type written struct {
	desc *Desc
	out  model.Metric
}

func (m *written) Desc() *Desc { return m.desc }

func (m *written) Write(out *model.Metric) error { *out = m.out; return nil }

func pairs(labels ...string) []*model.LabelPair {
	var list []*model.LabelPair
	for i := 0; i < len(labels); i += 2 {
		list = append(list, &model.LabelPair{Name: &labels[i], Value: &labels[i+1]})
	}
	return list
}

// one is a value to point at.
var one = 1.0

// singles are the metrics of one Collector, the samples of the page, and words
// of each error.
var singles = []struct {
	name    string
	metrics []Metric
	want    string
	errs    []string
}{
	{"a series twice", []Metric{gaugeOf(xDesc, 1, "1"), gaugeOf(xDesc, 2, "2"), gaugeOf(xDesc, 3, "1"), gaugeOf(xDesc, 4, "1")},
		"x{a=\"1\"} 1\nx{a=\"2\"} 2\n", []string{"collected before with the same name and label values", "collected before"}},
	{"a series twice, with an empty label", []Metric{gaugeOf(NewDesc("x", "", nil, nil), 1), gaugeOf(NewDesc("x", "", []string{"e"}, nil), 2, ""), gaugeOf(NewDesc("x", "", []string{"e"}, nil), 3, "3")},
		"x 1\nx{e=\"3\"} 3\n", []string{"collected before"}},
	{"another HELP text", []Metric{gaugeOf(xDesc, 1, "1"), gaugeOf(NewDesc("x", "B.", []string{"a"}, nil), 2, "2"), gaugeOf(xDesc, 3, "3")},
		"x{a=\"1\"} 1\nx{a=\"3\"} 3\n", []string{`has help "B." but should have ""`}},
	{"other types", []Metric{MustNewConstMetric(xDesc, UntypedValue, 1, "1"), gaugeOf(xDesc, 2, "2"), MustNewConstMetric(xDesc, CounterValue, 3, "3")},
		"x{a=\"1\"} 1\n", []string{"should be Untyped", "should be Untyped"}},
	{"no histogram", []Metric{MustNewConstHistogram(xDesc, 1, 1, nil, "1"), gaugeOf(xDesc, 2, "2")},
		"x_bucket{a=\"1\",le=\"+Inf\"} 1\nx_sum{a=\"1\"} 1\nx_count{a=\"1\"} 1\n", []string{"should be a Histogram"}},
	{"another unit", []Metric{gaugeOf(V2.NewDesc("x", "", nil, nil, WithUnit("x")), 1), gaugeOf(xDesc, 2, "2")},
		"x 1\nx{a=\"2\"} 2\n", nil},
	{"the name of a sample", []Metric{MustNewConstHistogram(NewDesc("h", "", nil, nil), 1, 1, nil), gaugeOf(NewDesc("h_sum", "", nil, nil), 2), gaugeOf(xDesc, 3, "3")},
		"h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\nx{a=\"3\"} 3\n", []string{"collides with previously collected "}},
	{"the name of a sample before", []Metric{gaugeOf(NewDesc("h_sum", "", nil, nil), 2), MustNewConstHistogram(NewDesc("h", "", nil, nil), 1, 1, nil)},
		"h_sum 2\n", []string{"collides with previously collected "}},
	{"an error", []Metric{NewInvalidMetric(xDesc, errors.New("gone")), gaugeOf(xDesc, 2, "2")},
		"x{a=\"2\"} 2\n", []string{"gone"}},
	{"an invalid Desc", []Metric{NewInvalidMetric(NewInvalidDesc(errors.New("gone")), nil), gaugeOf(xDesc, 2, "2")},
		"x{a=\"2\"} 2\n", []string{"gone"}},
	{"nothing written", []Metric{NewInvalidMetric(xDesc, nil), gaugeOf(xDesc, 2, "2")},
		"x{a=\"2\"} 2\n", []string{"empty metric collected"}},
	{"labels", []Metric{
		&written{xDesc, model.Metric{Label: pairs("__a", "1"), Gauge: &model.Gauge{Value: &one}}},
		&written{xDesc, model.Metric{Label: pairs("a", "1", "a", "2"), Gauge: &model.Gauge{Value: &one}}},
		&written{xDesc, model.Metric{Label: pairs("a", "\xff"), Gauge: &model.Gauge{Value: &one}}},
		&written{xDesc, model.Metric{Label: pairs("b", "2", "a", "1"), Gauge: &model.Gauge{Value: &one}}},
	}, "x{a=\"1\",b=\"2\"} 1\n", []string{`"__a" is not a valid label name`, "duplicate label names", "not valid UTF-8"}},
	{"a label of summaries", []Metric{
		&written{xDesc, model.Metric{Label: pairs("quantile", "1"), Summary: new(model.Summary)}},
		&written{xDesc, model.Metric{Label: pairs("a", "1"), Summary: new(model.Summary)}},
	}, "x_sum{a=\"1\"} 0\nx_count{a=\"1\"} 0\n", []string{`"quantile"`}},
	{"the first one is refused, and has the type", []Metric{
		&written{xDesc, model.Metric{Label: pairs("__a", "1"), Gauge: &model.Gauge{Value: &one}}},
		MustNewConstMetric(xDesc, CounterValue, 1, "1"), gaugeOf(xDesc, 2, "2"),
	}, "x{a=\"2\"} 2\n", []string{"__a", "should be a Gauge"}},
	{"the first one is refused, has the type and a time", []Metric{
		NewMetricWithTimestamp(time.UnixMilli(1), &written{xDesc, model.Metric{Label: pairs("__a", "1"), Gauge: &model.Gauge{Value: &one}}}),
		MustNewConstMetric(xDesc, CounterValue, 1, "1"), gaugeOf(xDesc, 2, "2"),
	}, "x{a=\"2\"} 2\n", []string{"__a", "should be a Gauge"}},
	{"two values", []Metric{&written{xDesc, model.Metric{Counter: &model.Counter{Value: new(float64)}, Gauge: &model.Gauge{Value: &one}}}},
		"x 1\n", nil},
	{"counts that decrease", []Metric{
		MustNewConstHistogram(xDesc, 2, 1, map[float64]uint64{1: 2, 2: 1}, "1"), MustNewConstHistogram(xDesc, 0, 0, nil, "2"),
	}, "x_bucket{a=\"2\",le=\"+Inf\"} 0\nx_sum{a=\"2\"} 0\nx_count{a=\"2\"} 0\n", []string{"at least 2"}},
	{"times", []Metric{
		NewMetricWithTimestamp(time.UnixMilli(2), gaugeOf(xDesc, 2, "1")), NewMetricWithTimestamp(time.UnixMilli(1), gaugeOf(xDesc, 1, "1")),
		NewMetricWithTimestamp(time.UnixMilli(2), gaugeOf(xDesc, 3, "1")),
	}, "x{a=\"1\"} 1 1\nx{a=\"1\"} 2 2\n", []string{"collected before"}},
}

var xDesc = NewDesc("x", "", []string{"a"}, nil)

func gaugeOf(d *Desc, v float64, values ...string) Metric {
	return MustNewConstMetric(d, GaugeValue, v, values...)
}

// A metric from a channel that makes no sense is left out alone, with an
// error. The same metrics behind a wrapper fare the same.
func TestSingles(t *testing.T) {
	for _, c := range singles {
		t.Run(c.name, func(t *testing.T) {
			wrapped := strings.NewReplacer("\nx", "\np_x", "\nh", "\np_h").Replace("\n" + c.want)
			for _, r := range []struct {
				reg  *Registry
				want string
			}{{registryOf(sends(c.metrics...)), c.want}, {registryOf(WrapCollectorWithPrefix("p_", sends(c.metrics...))), wrapped[1:]}} {
				for range 2 { // the second time with a used buffer
					got, err := partialPage(r.reg)
					checkText(t, samples(got), r.want)
					checkErrors(t, err, c.errs)
				}
			}
		})
	}
}

// checkErrors checks that err is as many errors as there are words, in any
// order, each with words of its own.
func checkErrors(t *testing.T, err error, words []string) {
	t.Helper()
	errs := appendErrors(nil, err)
	if len(errs) != len(words) {
		t.Errorf("got %d errors, want %d: %v", len(errs), len(words), err)
	}
	for _, word := range words {
		i := slices.IndexFunc(errs, func(err error) bool { return strings.Contains(err.Error(), word) })
		if i < 0 {
			t.Errorf("got the errors %v, want one that says %q", err, word)
			continue
		}
		errs = slices.Delete(errs, i, i+1)
	}
}

// Of a series that two Collectors send, the first one stays, and the other
// series of both. A family that contradicts the first one's is left out.
func TestSinglesOfTwo(t *testing.T) {
	a := sends(gaugeOf(xDesc, 1, "1"), gaugeOf(xDesc, 2, "2"))
	vec := NewGaugeVec(GaugeOpts{Name: "x"}, []string{"a"})
	vec.WithLabelValues("2").Set(7)
	for _, c := range []struct {
		name       string
		collectors []Collector
		want       string
		errs       []string
	}{
		{"series", []Collector{a, sends(gaugeOf(xDesc, 3, "2"), gaugeOf(xDesc, 4, "3"))},
			"x{a=\"1\"} 1\nx{a=\"2\"} 2\nx{a=\"3\"} 4\n", []string{"collected before"}},
		{"series of a vector", []Collector{a, vec}, "x{a=\"1\"} 1\nx{a=\"2\"} 7\n", []string{"collected before"}},
		{"series of a Source", []Collector{constant(expfmt.MustFamily("x", "", expfmt.TypeGauge), labelSet("a", "2"), 7), a},
			"x{a=\"1\"} 1\nx{a=\"2\"} 7\n", []string{"collected before"}},
		{"type", []Collector{a, sends(MustNewConstMetric(xDesc, CounterValue, 3, "3"), MustNewConstMetric(xDesc, CounterValue, 4, "4"))},
			"x{a=\"1\"} 1\nx{a=\"2\"} 2\n", []string{"has type counter but should have gauge"}},
		{"escaped names", []Collector{sends(gaugeOf(NewDesc("y", "", []string{"a_b"}, nil), 1, "1"), gaugeOf(NewDesc("y", "", []string{"a.b"}, nil), 2, "1"), gaugeOf(NewDesc("y", "", []string{"a.b"}, nil), 3, "3"))},
			"y{a_b=\"1\"} 1\ny{a_b=\"3\"} 3\n", []string{"comes twice"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := expfmt.NewPage(expfmt.Text{Scheme: expfmt.UnderscoreEscaping}, nil)
			err := registryOf(c.collectors...).Encode(t.Context(), p)
			checkText(t, samples(string(p.End())), c.want)
			checkErrors(t, err, c.errs)
		})
	}
}

// A wrapper that can't add its labels to a metric costs the metric alone, and
// the metric has no say in the HELP text of the others.
func TestSinglesWithALabelOfTheWrapper(t *testing.T) {
	r := registryOf(WrapCollectorWith(Labels{"a": "w"}, WrapCollectorWithPrefix("p_", sends(
		gaugeOf(NewDesc("x", "B.", []string{"a"}, nil), 1, "1"), gaugeOf(NewDesc("x", "", []string{"b"}, nil), 2, "2"), gaugeOf(xDesc, 3, "3"),
	))))
	got, err := partialPage(r)
	checkText(t, samples(got), "p_x{a=\"w\",b=\"2\"} 2\n")
	checkErrors(t, err, []string{"labels can't be added", "labels can't be added"})
}
