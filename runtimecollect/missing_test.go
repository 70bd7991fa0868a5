package runtimecollect

import (
	"runtime/metrics"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// A family is left out if the runtime lacks a metric that it is made of;
// the others are not disturbed.
func TestMissingMetrics(t *testing.T) {
	const unknown = "/no/such:metric"
	sample := []metrics.Sample{{Name: unknown}}
	metrics.Read(sample)
	if kind := sample[0].Value.Kind(); kind != metrics.KindBad {
		t.Fatalf("%s: got kind %v, want KindBad", unknown, kind)
	}

	here := help{Current: "Here."}
	gauge := func(name string, of ...string) *row {
		return &row{name: name, typ: expfmt.TypeGauge, help: here, metrics: of, value: sum}
	}
	c := newCollector(Current, []*row{
		gauge("a_known", "/gc/gogc:percent"),
		gauge("b_unknown", unknown),
		gauge("c_half_known", "/gc/gogc:percent", unknown),
		gauge("d_known", "/gc/gomemlimit:bytes"),
		{name: "e_without_metrics", typ: expfmt.TypeGauge, help: here, value: constantOne},
		{name: "f_of_another_set", typ: expfmt.TypeGauge, help: help{Legacy: "Was here."}, value: constantOne},
	})
	want := []string{"a_known", "d_known", "e_without_metrics"}

	var described []string
	for _, f := range c.Families() {
		described = append(described, f.Name())
	}
	if diff := cmp.Diff(want, described); diff != "" {
		t.Errorf("Describe (-want +got):\n%s", diff)
	}
	collected := new(nameList)
	if err := c.Encode(t.Context(), collected); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, []string(*collected)); diff != "" {
		t.Errorf("Collect (-want +got):\n%s", diff)
	}
}

// A metric that is allowed but that the runtime does not describe has no
// row.
func TestMissingDescriptions(t *testing.T) {
	if rows := publishedRows(nil, defaultDecisions[Current], rowOf); rows != nil {
		t.Errorf("got %d rows, want none", len(rows))
	}
	rows := publishedRows([]metrics.Description{
		{Name: "/gc/gogc:percent", Kind: metrics.KindUint64},
		{Name: "/no/such:metric", Kind: metrics.KindUint64},
	}, defaultDecisions[Current], rowOf)
	if len(rows) != 1 || rows[0].name != "go_gc_gogc_percent" {
		t.Errorf("got %v, want the row of go_gc_gogc_percent", rows)
	}
}

// A nameList is an Encoder that keeps the names of families with a series.
type nameList []string

func (l *nameList) Value(f *expfmt.Family, _ expfmt.LabelSet, _ float64) { *l = append(*l, f.Name()) }
func (l *nameList) Point(f *expfmt.Family, _ expfmt.LabelSet, _ *expfmt.Point) {
	*l = append(*l, f.Name())
}
