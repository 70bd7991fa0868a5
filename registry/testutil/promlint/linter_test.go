package promlint_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/registry"
	"plainmetrics/registry/model"
	"plainmetrics/registry/testutil/promlint"
)

func TestLint(t *testing.T) {
	const noHelp = "no help text"
	tests := []struct {
		name string
		page string
		want []promlint.Problem
	}{
		{"an empty page", "", nil},
		{"good", "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total{code=\"200\"} 1\n", nil},
		{"blanks at the end", "\t# HELP a A.\n\ta 1\n\t\t", nil},
		{"no samples", "# TYPE jobs_ms counter\n", nil},
		{"sorted", "b 1\na_ms 1\n", []promlint.Problem{
			{"a_ms", "metric names should not contain abbreviated units"}, {"a_ms", noHelp}, {"b", noHelp},
		}},
		{"each series with a label", "# HELP a A.\na{fooBar=\"1\"} 1\na{fooBar=\"2\"} 1\n", []promlint.Problem{
			{"a", "label names should be written in 'snake_case' not 'camelCase'"},
			{"a", "label names should be written in 'snake_case' not 'camelCase'"},
		}},
		{"each series that comes again", "# HELP a A.\na{b=\"1\"} 1\na{b=\"1\"} 2\na{b=\"1\"} 2 5\na{b=\"2\"} 2\n", []promlint.Problem{
			{"a", "metric not unique"}, {"a", "metric not unique"},
		}},
		{"each abbreviation", "# HELP a_ms_kb A.\na_ms_kb 1\n", []promlint.Problem{
			{"a_ms_kb", "metric names should not contain abbreviated units"},
			{"a_ms_kb", "metric names should not contain abbreviated units"},
		}},
		{"a family in pieces", "# TYPE a counter\na 1\nb 1\n# HELP a A.\nb 2\n", []promlint.Problem{
			{"a", `counter metrics should have "_total" suffix`}, {"b", "metric not unique"}, {"b", noHelp},
		}},
		{"a broken histogram", "# HELP h H.\n# TYPE h histogram\nh{quantile=\"1\"} 1\nh_sum{quantile=\"1\"} 1 5\nx 1\nh{le=\"1\",quantile=\"1\"} 1\n", []promlint.Problem{
			{"h", `non-summary metrics should not have "quantile" label`}, {"x", noHelp},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := promlint.New(strings.NewReader(tt.page)).Lint()
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("error %v, problems (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestLintErrors(t *testing.T) {
	broken := errors.New("no network")
	tests := []struct {
		name   string
		linter *promlint.Linter
		want   string
	}{
		{"a reader", promlint.New(iotest.ErrReader(broken)), "no network"},
		{"a line", promlint.New(strings.NewReader("a_ms 1\nb\n")), "expfmt: line 2, column 2: "},
		{"a type", promlint.New(strings.NewReader("# TYPE a gouge\n")), "expfmt: line 1, column 10: "},
		{"no line feed", promlint.New(strings.NewReader("a 1")), "expfmt: line 1, column 4: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := tt.linter.Lint(); got != nil || err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v and error %v, want no problems and %q", got, err, tt.want)
			}
		})
	}
}

func TestLintFamilies(t *testing.T) {
	text := func(s string) *string { return &s }
	gather := func(c registry.Collector) []*model.MetricFamily {
		reg := registry.NewRegistry()
		reg.MustRegister(c)
		return reg.MustGather()
	}
	tests := []struct {
		name     string
		families []*model.MetricFamily
		want     []promlint.Problem
	}{
		{"none", nil, nil},
		{"of a registry", gather(registry.NewGauge(registry.GaugeOpts{Name: "a_total"})), []promlint.Problem{
			{"a_total", "no help text"}, {"a_total", `non-counter metrics should not have "_total" suffix`},
		}},
		{"without series", []*model.MetricFamily{{Name: text("a_count"), Help: text("A."), Type: model.MetricType_GAUGE.Enum()}}, []promlint.Problem{
			{"a_count", `non-histogram and non-summary metrics should not have "_count" suffix`},
		}},
		{"a gauge histogram", []*model.MetricFamily{{Name: text("a_bucket"), Help: text("A."), Type: model.MetricType_GAUGE_HISTOGRAM.Enum()}}, nil},
		{"without a name and a type", []*model.MetricFamily{{Help: text("A.")}}, []promlint.Problem{{"", `counter metrics should have "_total" suffix`}}},
		{"an unknown type", []*model.MetricFamily{{Name: text("a"), Help: text("A."), Type: model.MetricType(99).Enum()}}, nil},
		{"nil", []*model.MetricFamily{{Name: text("a"), Help: text("A."), Type: model.MetricType_UNTYPED.Enum(), Metric: []*model.Metric{nil, {Label: []*model.LabelPair{nil}}}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := promlint.NewWithMetricFamilies(tt.families).Lint()
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("error %v, problems (-want +got):\n%s", err, diff)
			}
		})
	}
}

// Rules of the caller's own see the families of a page as a registry would
// gather them.
func TestAddCustomValidations(t *testing.T) {
	l := promlint.New(strings.NewReader("# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 4\nh_count 3\n"))
	l.AddCustomValidations(func(mf *model.MetricFamily) []error {
		if h := mf.Metric[0].Histogram; mf.GetHelp() != "H." || h.GetSampleCount() != 3 || h.Bucket[0].GetCumulativeCount() != 2 {
			return []error{errors.New("no such family: " + mf.String())}
		}
		return nil
	})
	l.AddCustomValidations(func(*model.MetricFamily) []error { return []error{errors.New("b"), errors.New("a")} })
	got, err := l.Lint()
	want := []promlint.Problem{{"h", "a"}, {"h", "b"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v, problems (-want +got):\n%s", err, diff)
	}
}
