package messages

import (
	"math"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// TestTimes proves that points and exemplars take all times, and have the
// exact seconds where nanoseconds can't hold them.
func TestTimes(t *testing.T) {
	for _, test := range []struct {
		name    string
		seconds int64
		nanos   int32
		want    int64
		exact   bool
	}{
		{"usual", 1_700_000_000, 123_456_789, 1_700_000_000_123_456_789, false},
		{"before 1970", -1, 999_999_999, -1, false},
		{"1970", 0, 0, 0, true},
		{"the last second", math.MaxInt64/1_000_000_000 - 1, 0, math.MaxInt64/1_000_000_000*1_000_000_000 - 1_000_000_000, false},
		{"year 9999", 253402300799, 999_999_999, math.MaxInt64, true},
		{"year 1", -62135596800, 0, math.MinInt64, true},
		{"longest", math.MaxInt64, math.MaxInt32, math.MaxInt64, true},
		{"shortest", math.MinInt64, 0, math.MinInt64, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, exact := Time(test.seconds, test.nanos)
			if got != test.want || (exact != nil) != test.exact {
				t.Errorf("got %d, exact %v, want %d, exact %v", got, exact != nil, test.want, test.exact)
			}
			var s Series
			s.SetCreated(test.seconds, test.nanos)
			s.Point.Exemplar = &expfmt.Exemplar{Time: got, TimeSeconds: exact}
			if err := s.Point.Check(expfmt.TypeCounter); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestTimestampZero proves that SetMetric tells a timestamp of 0 from none.
func TestTimestampZero(t *testing.T) {
	var s Series
	for _, want := range []bool{true, false} {
		m := &model.Metric{Gauge: &model.Gauge{}}
		if want {
			m.TimestampMs = new(int64)
		}
		s.Reset(nil)
		if err := s.SetMetric(expfmt.TypeGauge, m); err != nil || s.Point.HasTimestamp != want {
			t.Errorf("got timestamp %v, error %v, want %v", s.Point.HasTimestamp, err, want)
		}
	}
}

func TestTypeOf(t *testing.T) {
	for number, want := range map[model.MetricType]expfmt.Type{
		model.MetricType_COUNTER:         expfmt.TypeCounter,
		model.MetricType_GAUGE:           expfmt.TypeGauge,
		model.MetricType_SUMMARY:         expfmt.TypeSummary,
		model.MetricType_UNTYPED:         expfmt.TypeUntyped,
		model.MetricType_HISTOGRAM:       expfmt.TypeHistogram,
		model.MetricType_GAUGE_HISTOGRAM: expfmt.TypeGaugeHistogram,
	} {
		if got, ok := TypeOf(int32(number)); got != want || !ok {
			t.Errorf("%v: got %v, %v, want %v", number, got, ok, want)
		}
	}
	for _, number := range []int32{-1, 6} {
		if got, ok := TypeOf(number); ok {
			t.Errorf("%d: got %v, want no type", number, got)
		}
	}
}
