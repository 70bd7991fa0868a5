package registry

import (
	"context"
	"testing"

	"plainmetrics/expfmt"
)

func TestLabeledFamily(t *testing.T) {
	f := MustLabeledFamily(Opts{Namespace: "disk", Name: "reads_seconds", Help: "Time.", Unit: "seconds", ConstLabels: Labels{"a": "1"}},
		expfmt.TypeHistogram, "disk", "mode")
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		f.Point(enc, &expfmt.Point{Count: 2, Sum: 3}, "sda", "\xff")
		enc.Point(f.Family, f.Labels("sdb", ""), &expfmt.Point{})
		return nil
	}))
	checkText(t, page(t, r), "# HELP disk_reads_seconds Time.\n# TYPE disk_reads_seconds histogram\n"+
		"disk_reads_seconds_bucket{a=\"1\",disk=\"sda\",mode=\"\uFFFD\",le=\"+Inf\"} 2\n"+
		"disk_reads_seconds_sum{a=\"1\",disk=\"sda\",mode=\"\uFFFD\"} 3\n"+
		"disk_reads_seconds_count{a=\"1\",disk=\"sda\",mode=\"\uFFFD\"} 2\n"+
		"disk_reads_seconds_bucket{a=\"1\",disk=\"sdb\",mode=\"\",le=\"+Inf\"} 0\n"+
		"disk_reads_seconds_sum{a=\"1\",disk=\"sdb\",mode=\"\"} 0\n"+
		"disk_reads_seconds_count{a=\"1\",disk=\"sdb\",mode=\"\"} 0\n")
}

func TestLabeledFamilyMistakes(t *testing.T) {
	for _, c := range []struct {
		name   string
		opts   Opts
		typ    expfmt.Type
		labels []string
		want   string
	}{
		{"no name", Opts{}, expfmt.TypeGauge, nil, "is not a valid metric name"},
		{"a label twice", Opts{Name: "x", ConstLabels: Labels{"a": "1"}}, expfmt.TypeGauge, []string{"a"}, "duplicate label names"},
		{"le", Opts{Name: "x"}, expfmt.TypeHistogram, []string{"le"}, `"le"`},
		{"no type", Opts{Name: "x"}, expfmt.TypeInfo + 1, nil, "expected a type, found invalid"},
		{"HELP not UTF-8", Opts{Name: "x", Help: "\xff"}, expfmt.TypeGauge, nil, "expected a HELP text in valid UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewLabeledFamily(c.opts, c.typ, c.labels...)
			checkError(t, err, c.want)
		})
	}
	defer func() { checkError(t, recover().(error), "inconsistent label cardinality", "expected 1 label values") }()
	MustLabeledFamily(Opts{Name: "x"}, expfmt.TypeGauge, "a").Labels("1", "2")
}
