package messages

import (
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

func ptr[T any](v T) *T { return &v }

func span(offset int32, length uint32) *model.BucketSpan {
	return &model.BucketSpan{Offset: &offset, Length: &length}
}

// A native histogram becomes a Point and a model again. The want is the same
// model, or the other one given.
func TestNative(t *testing.T) {
	model.LinkText()
	for _, test := range []struct {
		name    string
		m, want *model.Histogram
		err     string
	}{
		{name: "counts", m: &model.Histogram{
			SampleCount: ptr(uint64(10)), SampleSum: ptr(2.5), Schema: ptr(int32(-2)), ZeroThreshold: ptr(0.5), ZeroCount: ptr(uint64(1)),
			NegativeSpan: []*model.BucketSpan{span(-3, 2)}, NegativeDelta: []int64{2, -1},
			PositiveSpan: []*model.BucketSpan{span(0, 1), span(7, 2)}, PositiveDelta: []int64{1, 1, 1},
			Exemplars: []*model.Exemplar{{Value: ptr(1.5), Timestamp: &model.Timestamp{Seconds: 3}}},
		}},
		{name: "floats", m: &model.Histogram{
			SampleCountFloat: ptr(9.5), SampleSum: ptr(2.5), Schema: ptr(int32(8)), ZeroThreshold: ptr(0.5), ZeroCountFloat: ptr(1.25),
			PositiveSpan: []*model.BucketSpan{span(0, 2)}, PositiveCount: []float64{1.5, 2},
		}},
		{name: "classic buckets too", m: &model.Histogram{
			SampleCountFloat: ptr(3.0), SampleSum: ptr(2.5), Bucket: []*model.Bucket{{UpperBound: ptr(1.0), CumulativeCountFloat: ptr(2.0)}},
			Schema: ptr(int32(0)), ZeroThreshold: ptr(0.5), ZeroCountFloat: ptr(0.0),
		}},
		{name: "a float among whole numbers", m: &model.Histogram{
			SampleCount: ptr(uint64(3)), SampleSum: ptr(0.0), Bucket: []*model.Bucket{
				{UpperBound: ptr(1.0), CumulativeCount: ptr(uint64(1))}, {UpperBound: ptr(2.0), CumulativeCountFloat: ptr(1.5)},
			},
		}, want: &model.Histogram{
			SampleCountFloat: ptr(3.0), SampleSum: ptr(0.0), Bucket: []*model.Bucket{
				{UpperBound: ptr(1.0), CumulativeCountFloat: ptr(1.0)}, {UpperBound: ptr(2.0), CumulativeCountFloat: ptr(1.5)},
			},
		}},
		{name: "no observations", m: &model.Histogram{
			SampleCount: ptr(uint64(0)), SampleSum: ptr(0.0), Schema: ptr(int32(3)), ZeroThreshold: ptr(0.0), ZeroCount: ptr(uint64(0)),
			PositiveSpan: []*model.BucketSpan{span(0, 0)},
		}},
		{name: "a schema makes no native histogram", m: &model.Histogram{SampleCount: ptr(uint64(1)), SampleSum: ptr(0.0), Schema: ptr(int32(3))},
			want: &model.Histogram{SampleCount: ptr(uint64(1)), SampleSum: ptr(0.0)}},

		{name: "a negative count", m: &model.Histogram{PositiveSpan: []*model.BucketSpan{span(0, 1)}, PositiveDelta: []int64{-1}},
			err: "native bucket 0: expected a number of observations, found -1"},
		{name: "no count", m: &model.Histogram{NegativeSpan: []*model.BucketSpan{span(0, 2)}, NegativeDelta: []int64{1}},
			err: "expected a count for each of 2 negative buckets, found 1"},
		{name: "schema 9", m: &model.Histogram{Schema: ptr(int32(9)), ZeroCount: ptr(uint64(1))}, err: "expected a schema from -4 to 8, found 9"},
		{name: "a bad exemplar", m: &model.Histogram{ZeroCount: ptr(uint64(1)), Exemplars: []*model.Exemplar{{Label: []*model.LabelPair{{}}}}},
			err: "exemplar: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s Series
			for range 2 { // the second time with the memory of the first
				s.Reset(nil)
				err := s.SetMetric(expfmt.TypeHistogram, &model.Metric{Histogram: test.m})
				if err == nil {
					err = s.Point.Check(expfmt.TypeHistogram)
				}
				if test.err != "" || err != nil {
					if err == nil || test.err == "" || !strings.Contains(err.Error(), test.err) {
						t.Errorf("got error %v, want %q", err, test.err)
					}
					return
				}
				want := test.want
				if want == nil {
					want = test.m
				}
				var got model.Metric
				w := model.MetricWriter{Out: &got, Type: expfmt.TypeHistogram}
				w.Point(nil, expfmt.LabelSet{}, &s.Point)
				if got.Histogram.String() != want.String() {
					t.Errorf("got  %v\nwant %v", got.Histogram, want)
				}
			}
		})
	}
}

// A Point has no span without buckets: whoever writes one knows by
// Point.Native that the histogram is native.
func TestNoSpanWithoutBuckets(t *testing.T) {
	var s Series
	m := &model.Histogram{ZeroThreshold: ptr(0.0), PositiveSpan: []*model.BucketSpan{span(0, 0)}}
	if err := s.SetMetric(expfmt.TypeHistogram, &model.Metric{Histogram: m}); err != nil {
		t.Fatal(err)
	}
	if n := s.Point.Native; n == nil || len(n.Positive.Spans) > 0 {
		t.Errorf("got native buckets %+v, want some without a span", n)
	}
}
