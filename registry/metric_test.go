package registry

import (
	"math"
	"testing"
	"time"

	"plainmetrics/registry/model"
)

// An exemplar is in the first bucket that has its value, and that of NaN in
// the bucket +Inf, which is created for exemplars and only once.
func TestExemplarsOfHistogram(t *testing.T) {
	h := MustNewConstHistogram(NewDesc("h", "", nil, nil), 3, 6, map[float64]uint64{1: 1, 2: 2})
	m := MustNewMetricWithExemplars(h, Exemplar{Value: 1.5}, Exemplar{Value: 2}, Exemplar{Value: 3}, Exemplar{Value: math.NaN()})
	var out model.Metric
	if err := m.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := []float64{0, 2, math.NaN()} // 0 for no exemplar
	for i, b := range out.Histogram.Bucket {
		if got := b.GetExemplar().GetValue(); got != want[i] && !(math.IsNaN(got) && math.IsNaN(want[i])) {
			t.Errorf("bucket %d: got the exemplar %v, want %v", i, got, want[i])
		}
	}
	if n := len(out.Histogram.Bucket); n != 3 {
		t.Errorf("got %d buckets, want 3", n)
	}
}

// A time that nanoseconds since 1970 can't be has no exemplar.
func TestExemplarsOfStrangeTimes(t *testing.T) {
	c := MustNewConstMetric(NewDesc("c", "", nil, nil), CounterValue, 1)
	_, err := NewMetricWithExemplars(c, Exemplar{Timestamp: time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)})
	checkError(t, err, "from the year 1678 to 2262, found the year 2300")
	_, err = NewMetricWithExemplars(c, Exemplar{Timestamp: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)})
	checkError(t, err)
}
