package natives

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/types/known/timestamppb"

	"plainmetrics/registry"
	"plainmetrics/registry/bridge"
	"plainmetrics/registry/model"
)

// TestConstHistograms compares random native histograms that never change,
// with and without exemplars.
func TestConstHistograms(t *testing.T) {
	ourDesc := registry.NewDesc("h", "Help.", []string{"a"}, registry.Labels{"b": "c"})
	theirDesc := prometheus.NewDesc("h", "Help.", []string{"a"}, prometheus.Labels{"b": "c"})
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 5))
		positive, negative := randomBuckets(r), randomBuckets(r)
		zero := r.Uint64N(3)
		count := zero
		for _, buckets := range []map[int]int64{positive, negative} {
			for _, n := range buckets {
				count += uint64(n)
			}
		}
		sum := pick(r, 3, math.NaN())
		if sum != sum {
			count += r.Uint64N(5)
		}
		schema, threshold, at := int32(r.IntN(13)-4), pick(r, 0, 0, 0.5), time.Unix(r.Int64N(1e9), 5)
		ours := registry.MustNewConstNativeHistogram(ourDesc, count, sum, positive, negative, zero, schema, threshold, at, "x")
		theirs := prometheus.MustNewConstNativeHistogram(theirDesc, count, sum, positive, negative, zero, schema, threshold, at, "x")
		if r.IntN(3) == 0 {
			for i := range 1 + r.IntN(3) {
				v, labels := r.ExpFloat64(), map[string]string{"id": fmt.Sprint(i)}
				ours = registry.MustNewMetricWithExemplars(ours, registry.Exemplar{Value: v, Labels: labels, Timestamp: at})
				theirs = prometheus.MustNewMetricWithExemplars(theirs, prometheus.Exemplar{Value: v, Labels: labels, Timestamp: at})
			}
		}
		var our model.Metric
		var their dto.Metric
		if err := ours.Write(&our); err != nil {
			t.Fatal(err)
		}
		if err := theirs.Write(&their); err != nil {
			t.Fatal(err)
		}
		if path := difference("metric", reflect.ValueOf(our), reflect.ValueOf(&their).Elem()); path != "" {
			t.Fatalf("seed %d: %s differs:\ngot  %s\nwant %s", seed, path, our.String(), their.String())
		}
	}
}

// randomBuckets returns counts by index, some of them 0.
func randomBuckets(r *rand.Rand) map[int]int64 {
	buckets := map[int]int64{}
	for range r.IntN(12) {
		buckets[r.IntN(40)-20] = r.Int64N(4)
	}
	return buckets
}

// TestBridgedModels lets random models, of whole numbers and of floats, pass
// through bridge and registry, and compares what Gather returns with the models.
func TestBridgedModels(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 6))
		typ := pick(r, dto.MetricType_HISTOGRAM, dto.MetricType_GAUGE_HISTOGRAM)
		isFloat := r.IntN(2) == 0
		want := []*dto.MetricFamily{{Name: ptr("h"), Help: ptr("Help."), Type: &typ}}
		for i := range 1 + r.IntN(3) {
			m := &dto.Metric{
				Label:     []*dto.LabelPair{{Name: ptr("a"), Value: ptr(fmt.Sprint(i))}},
				Histogram: randomModel(r, isFloat),
			}
			want[0].Metric = append(want[0].Metric, m)
		}
		reg := registry.NewRegistry()
		gatherer := prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) { return want, nil })
		reg.MustRegister(registry.FromSource(bridge.FromGatherer(gatherer)))
		for range 2 { // the second time with memory of the first
			got, err := reg.Gather()
			if err != nil {
				t.Fatalf("seed %d: %v\n%v", seed, err, want)
			}
			if path := difference("families", reflect.ValueOf(got), reflect.ValueOf(want)); path != "" {
				t.Fatalf("seed %d: %s differs:\ngot  %v\nwant %v", seed, path, got, want)
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }

func randomModel(r *rand.Rand, isFloat bool) *dto.Histogram {
	h := &dto.Histogram{SampleSum: ptr(r.NormFloat64()), CreatedTimestamp: timestamppb.New(time.Unix(1+r.Int64N(1e9), 7))}
	classic := pick(r, nil, []float64{1, 2.5})
	below := 0.0
	for _, le := range classic {
		below += float64(r.IntN(5))
		b := &dto.Bucket{UpperBound: &le}
		if isFloat {
			b.CumulativeCountFloat = ptr(below + 0.5)
		} else {
			b.CumulativeCount = ptr(uint64(below))
		}
		if r.IntN(3) == 0 {
			b.Exemplar = randomExemplar(r)
		}
		h.Bucket = append(h.Bucket, b)
	}
	if isFloat {
		h.SampleCountFloat = ptr(below + 1.25)
	} else {
		h.SampleCount = ptr(uint64(below) + 1)
	}
	if r.IntN(4) == 0 {
		return h // no native buckets
	}
	h.Schema, h.ZeroThreshold = ptr(int32(r.IntN(13)-4)), ptr(pick(r, 0, 0.5))
	zero := r.IntN(2)
	if isFloat {
		h.ZeroCountFloat = ptr(float64(zero))
	} else {
		h.ZeroCount = ptr(uint64(zero))
	}
	h.NegativeSpan, h.NegativeDelta, h.NegativeCount = randomSpans(r, isFloat)
	h.PositiveSpan, h.PositiveDelta, h.PositiveCount = randomSpans(r, isFloat)
	if !isFloat {
		addUp(h)
	}
	if len(h.NegativeSpan)+len(h.PositiveSpan) == 0 && h.GetZeroCount() == 0 && h.GetZeroCountFloat() == 0 && *h.ZeroThreshold == 0 {
		h.PositiveSpan = []*dto.BucketSpan{{Offset: ptr(int32(0)), Length: ptr(uint32(0))}}
	}
	for range r.IntN(3) {
		h.Exemplars = append(h.Exemplars, randomExemplar(r))
	}
	return h
}

// addUp gives h as many observations as its native buckets have, or the zero
// bucket those that are missing.
func addUp(h *dto.Histogram) {
	total := *h.ZeroCount
	for _, deltas := range [][]int64{h.NegativeDelta, h.PositiveDelta} {
		last := int64(0)
		for _, delta := range deltas {
			last += delta
			total += uint64(last)
		}
	}
	*h.ZeroCount += max(*h.SampleCount, total) - total
	*h.SampleCount = max(*h.SampleCount, total)
}

func randomSpans(r *rand.Rand, isFloat bool) (spans []*dto.BucketSpan, deltas []int64, counts []float64) {
	last := int64(0)
	for i := range r.IntN(4) {
		span := &dto.BucketSpan{Offset: ptr(int32(r.IntN(9) - 4)), Length: ptr(uint32(1 + r.IntN(3)))}
		if i > 0 {
			*span.Offset = max(0, *span.Offset)
		}
		spans = append(spans, span)
		for range *span.Length {
			n := r.Int64N(5)
			if isFloat {
				counts = append(counts, float64(n)+0.5)
			} else {
				deltas = append(deltas, n-last)
			}
			last = n
		}
	}
	return spans, slices.Clip(deltas), counts
}

func randomExemplar(r *rand.Rand) *dto.Exemplar {
	return &dto.Exemplar{
		Label: []*dto.LabelPair{{Name: ptr("id"), Value: ptr(fmt.Sprint(r.IntN(9)))}},
		Value: ptr(r.ExpFloat64()), Timestamp: timestamppb.New(time.Unix(1+r.Int64N(1e9), 9)),
	}
}
