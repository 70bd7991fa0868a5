package bridge

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/internal/messages"
	dto "plainmetrics/registry/model"
)

// A fixedGatherer gathers the same families each time.
type fixedGatherer struct {
	families []*dto.MetricFamily
	err      error
}

func (g fixedGatherer) Gather() ([]*dto.MetricFamily, error) { return g.families, g.err }

func ptr[T any](v T) *T { return &v }

func newFamily(name string, t dto.MetricType, metrics ...*dto.Metric) *dto.MetricFamily {
	return &dto.MetricFamily{Name: &name, Help: ptr("Help."), Type: &t, Metric: metrics}
}

func newLabels(pairs ...string) (labels []*dto.LabelPair) {
	for i := 0; i < len(pairs); i += 2 {
		labels = append(labels, &dto.LabelPair{Name: &pairs[i], Value: &pairs[i+1]})
	}
	return labels
}

func newGauge(v float64, pairs ...string) *dto.Metric {
	return &dto.Metric{Label: newLabels(pairs...), Gauge: &dto.Gauge{Value: &v}}
}

func newBucket(upper float64, count uint64) *dto.Bucket {
	return &dto.Bucket{UpperBound: &upper, CumulativeCount: &count}
}

func newExemplar(v float64) *dto.Exemplar {
	return &dto.Exemplar{Label: newLabels("id", "a"), Value: &v, Timestamp: &dto.Timestamp{Seconds: 2, Nanos: 500_000_000}}
}

// A modelSource is the twin of a Source that reads the structs of package
// registry/model by their fields.
type modelSource struct {
	gatherer fixedGatherer
	known    messages.Families
}

func (s *modelSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	w := messages.NewWriter(enc, &s.known)
	for _, f := range s.gatherer.families {
		w.WriteFamily(f)
	}
	return join(s.gatherer.err, w.Close())
}

type encoder interface {
	Encode(context.Context, expfmt.Encoder) error
}

// encode returns the page of a source in OpenMetrics, and the error.
func encode(ctx context.Context, source encoder) (string, error) {
	page := expfmt.NewPage(expfmt.OpenMetrics{Version: expfmt.OpenMetrics100, Created: true}, nil)
	err := source.Encode(ctx, page)
	return strings.TrimSuffix(string(page.End()), "# EOF\n"), err
}

func TestFromGatherer(t *testing.T) {
	created := &dto.Timestamp{Seconds: 1, Nanos: 250_000_000}
	one, ten := ptr(uint64(1)), ptr(uint64(10))
	for _, test := range []struct {
		name    string
		family  *dto.MetricFamily
		want    string // behind HELP and TYPE
		wantErr string
	}{
		{name: "counter", family: newFamily("a_total", dto.MetricType_COUNTER, &dto.Metric{
			Label:   newLabels("z", "1", "b", `"`), // in no order
			Counter: &dto.Counter{Value: ptr(3.0), Exemplar: newExemplar(1), CreatedTimestamp: created},
		}), want: "a_total{b=\"\\\"\",z=\"1\"} 3.0 # {id=\"a\"} 1.0 2.5\na_created{b=\"\\\"\",z=\"1\"} 1.25\n"},
		{name: "created in 1970", family: newFamily("a_total", dto.MetricType_COUNTER, &dto.Metric{
			Counter: &dto.Counter{CreatedTimestamp: &dto.Timestamp{}},
		}), want: "a_total 0.0\na_created 0.0\n"},
		{name: "created beyond nanoseconds", family: newFamily("a_total", dto.MetricType_COUNTER, &dto.Metric{
			Counter: &dto.Counter{CreatedTimestamp: &dto.Timestamp{Seconds: 1e10}},
		}), want: "a_total 0.0\na_created 1e+10\n"},
		{name: "gauge with timestamp", family: newFamily("a", dto.MetricType_GAUGE, &dto.Metric{
			Gauge: &dto.Gauge{Value: ptr(math.Inf(-1))}, TimestampMs: ptr(int64(-1500)),
		}), want: "a -Inf -1.5\n"},
		{name: "untyped", family: newFamily("a", dto.MetricType_UNTYPED, &dto.Metric{Untyped: &dto.Untyped{Value: ptr(7.0)}}), want: "a 7.0\n"},
		{name: "summary", family: newFamily("a", dto.MetricType_SUMMARY, &dto.Metric{Summary: &dto.Summary{
			SampleCount: ten, SampleSum: ptr(2.5), CreatedTimestamp: created,
			Quantile: []*dto.Quantile{{Quantile: ptr(0.5), Value: ptr(math.NaN())}, {Quantile: ptr(0.9), Value: ptr(2.0)}},
		}}), want: "a{quantile=\"0.5\"} NaN\na{quantile=\"0.9\"} 2.0\na_sum 2.5\na_count 10\na_created 1.25\n"},
		{name: "histogram", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, SampleSum: ptr(2.5), CreatedTimestamp: created,
			Bucket: []*dto.Bucket{{UpperBound: ptr(1.0), CumulativeCount: one, Exemplar: newExemplar(0.5)}, newBucket(2, 10)},
		}}), want: "a_bucket{le=\"1.0\"} 1 # {id=\"a\"} 0.5 2.5\na_bucket{le=\"2.0\"} 10\na_bucket{le=\"+Inf\"} 10\na_sum 2.5\na_count 10\na_created 1.25\n"},
		{name: "bucket +Inf with an exemplar", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, Bucket: []*dto.Bucket{newBucket(1, 1), {UpperBound: ptr(math.Inf(1)), CumulativeCount: ten, Exemplar: newExemplar(3)}},
		}}), want: "a_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 10 # {id=\"a\"} 3.0 2.5\na_sum 0.0\na_count 10\n"},
		{name: "gauge histogram", family: newFamily("a", dto.MetricType_GAUGE_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, SampleSum: ptr(-1.0), Bucket: []*dto.Bucket{newBucket(1, 1)},
		}}), want: "a_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 10\na_gsum -1.0\na_gcount 10\n"},
		{name: "whole float counts", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: one, SampleCountFloat: ptr(10.0), Bucket: []*dto.Bucket{{UpperBound: ptr(1.0), CumulativeCountFloat: ptr(9.0)}},
		}}), want: "a_bucket{le=\"1.0\"} 9.0\na_bucket{le=\"+Inf\"} 10.0\na_sum 0.0\na_count 10.0\n"},
		{name: "parts of observations", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCountFloat: ptr(1.5), Bucket: []*dto.Bucket{newBucket(1, 1), {UpperBound: ptr(2.0), CumulativeCountFloat: ptr(1.25)}},
		}}), want: "a_bucket{le=\"1.0\"} 1.0\na_bucket{le=\"2.0\"} 1.25\na_bucket{le=\"+Inf\"} 1.5\na_sum 0.0\na_count 1.5\n"},
		{name: "classic and native buckets", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, Bucket: []*dto.Bucket{newBucket(1, 1)}, ZeroThreshold: ptr(0.1), ZeroCount: ten, PositiveSpan: []*dto.BucketSpan{{}},
		}}), want: "a_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 10\na_sum 0.0\na_count 10\n"},
		{name: "no buckets", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ten}}),
			want: "a_bucket{le=\"+Inf\"} 10\na_sum 0.0\na_count 10\n"},
		{name: "native buckets", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ten, ZeroCount: ten, NegativeSpan: []*dto.BucketSpan{{}}}}),
			want: "a_bucket{le=\"+Inf\"} 10\na_sum 0.0\na_count 10\n"},
		{name: "no series", family: newFamily("a", dto.MetricType_GAUGE)},

		{name: "nil family", wantErr: `bridge: family "": expfmt: "" is not a valid metric name`},
		{name: "unknown type", family: newFamily("a", 6, newGauge(1)), wantErr: `family "a": expected a type from 0 to 5, found 6`},
		{name: "nil metric", family: newFamily("a", dto.MetricType_GAUGE, newGauge(1), nil), wantErr: `family "a": series 1: expected a gauge, found none`},
		{name: "another type", family: newFamily("a", dto.MetricType_SUMMARY, newGauge(1)), wantErr: `family "a": series 0: expected a summary, found none`},
		{name: "bad label", family: newFamily("a", dto.MetricType_GAUGE, newGauge(1), newGauge(1, "b", "\xff")), wantErr: `family "a": series 1: expfmt: label "b": label value "\xff" is not valid UTF-8`},
		{name: "bad exemplar", family: newFamily("a", dto.MetricType_COUNTER, &dto.Metric{Counter: &dto.Counter{Exemplar: &dto.Exemplar{Label: newLabels("", "x")}}}),
			wantErr: `series 0: exemplar: expfmt: "" is not a valid label name`},
		{name: "bucket order", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ten, Bucket: []*dto.Bucket{newBucket(2, 1), newBucket(1, 1)}}}),
			wantErr: "buckets must be in increasing order"},
		{name: "counts in no order", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ten, Bucket: []*dto.Bucket{newBucket(1, 2), newBucket(2, 1)}}}),
			wantErr: "expected a cumulative count of at least 2, found 1"},
		{name: "a negative count", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCountFloat: ptr(-1.5)}}),
			wantErr: "expected a count, found -1.5"},
		{name: "a negative native bucket", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, PositiveSpan: []*dto.BucketSpan{{Length: ptr(uint32(2))}}, PositiveDelta: []int64{1, -2},
		}}), wantErr: "native bucket 1: expected a number of observations, found -1"},
		{name: "native buckets without counts", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{
			SampleCount: ten, PositiveSpan: []*dto.BucketSpan{{Length: ptr(uint32(2))}}, PositiveDelta: []int64{1},
		}}), wantErr: "expected a count for each of 2 positive buckets, found 1"},
		{name: "another count in +Inf", family: newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ten, Bucket: []*dto.Bucket{newBucket(math.Inf(1), 9)}}}),
			wantErr: "bucket +Inf: expected 10, the number of all observations, found 9"},
		{name: "quantile 2", family: newFamily("a", dto.MetricType_SUMMARY, &dto.Metric{Summary: &dto.Summary{Quantile: []*dto.Quantile{{Quantile: ptr(2.0)}}}}),
			wantErr: "expected a number between 0 and 1, found 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := fixedGatherer{[]*dto.MetricFamily{test.family, newFamily("z", dto.MetricType_GAUGE, newGauge(1))}, nil}
			if test.want != "" {
				name := strings.TrimSuffix(test.family.GetName(), "_total")
				typ := strings.ReplaceAll(strings.ToLower(test.family.GetType().String()), "_", "")
				typ = strings.Replace(typ, "untyped", "unknown", 1)
				test.want = "# HELP " + name + " Help.\n# TYPE " + name + " " + typ + "\n" + test.want
			}
			test.want += "# HELP z Help.\n# TYPE z gauge\nz 1.0\n"
			ours, generic := &modelSource{gatherer: g}, FromGatherer(g)
			for _, source := range []encoder{generic, generic, ours, ours} { // the second scrape knows the family
				got, err := encode(t.Context(), source)
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("%T: page (-want +got):\n%s", source, diff)
				}
				if test.wantErr == "" && err != nil || test.wantErr != "" && (err == nil || !strings.Contains(err.Error(), test.wantErr)) {
					t.Errorf("%T: got error %v, want %q", source, err, test.wantErr)
				}
			}
		})
	}
}

// TestKnownFamilies proves that a scrape has no metadata and no bounds of the
// scrape before.
func TestKnownFamilies(t *testing.T) {
	g := &fixedGatherer{}
	source := FromGatherer(g)
	for _, upper := range []float64{1, 1, 2, math.Inf(1)} {
		for _, help := range []string{"Help.", "More help."} {
			f := newFamily("a", dto.MetricType_HISTOGRAM, &dto.Metric{Histogram: &dto.Histogram{SampleCount: ptr(uint64(3)), Bucket: []*dto.Bucket{newBucket(upper, 3)}}})
			f.Help, f.Unit = &help, ptr("s")
			g.families = []*dto.MetricFamily{f}
			got, err := encode(t.Context(), source)
			want, wantErr := encode(t.Context(), FromGatherer(g))
			if got != want || !strings.Contains(got, "# UNIT a s\n") || err != nil || wantErr != nil {
				t.Errorf("bound %v, help %q: got %q, error %v, want %q, error %v", upper, help, got, err, want, wantErr)
			}
		}
	}
}

// TestGatheringErrors proves that families that come with an error are
// written, and that the errors of both are passed on.
func TestGatheringErrors(t *testing.T) {
	failure := errors.New("out of order")
	source := FromGatherer(fixedGatherer{[]*dto.MetricFamily{newFamily("a", dto.MetricType_GAUGE, nil), newFamily("z", dto.MetricType_GAUGE, newGauge(1))}, failure})
	got, err := encode(t.Context(), source)
	if want := "# HELP z Help.\n# TYPE z gauge\nz 1.0\n"; got != want {
		t.Errorf("page: got %q, want %q", got, want)
	}
	if !errors.Is(err, failure) || !strings.Contains(err.Error(), `family "a"`) {
		t.Errorf("got error %v, want %v and that of family a", err, failure)
	}

	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(failure)
	if got, err := encode(ctx, source); got != "" || err != failure {
		t.Errorf("after the end of the context: got %q, error %v, want no page, error %v", got, err, failure)
	}
}

// TestInRegistry merges the families of a source with others.
func TestInRegistry(t *testing.T) {
	reg := registry.NewRegistry()
	mine := registry.NewGaugeVec(registry.GaugeOpts{Name: "z", Help: "Help."}, []string{"by"})
	mine.WithLabelValues("me").Set(2)
	reg.MustRegister(mine)
	source := FromGatherer(fixedGatherer{[]*dto.MetricFamily{
		newFamily("z", dto.MetricType_GAUGE, newGauge(1, "by", "other"), newGauge(3, "by", "me")),
		newFamily("a", dto.MetricType_GAUGE, newGauge(2, "b", "2"), newGauge(1, "b", "1")), // in no order
	}, nil})
	reg.MustRegister(registry.FromSource(source))
	got, err := encode(t.Context(), reg)
	want := `# HELP a Help.
# TYPE a gauge
a{b="1"} 1.0
a{b="2"} 2.0
# HELP z Help.
# TYPE z gauge
z{by="me"} 2.0
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	if err == nil || !strings.Contains(err.Error(), `"z"`) {
		t.Errorf("got error %v, want the conflict about z", err)
	}
}
