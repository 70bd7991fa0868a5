package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// drawNative draws the options of a native histogram. Not a zero threshold of
// +Inf, which no format but client_golang's protobuf has, nor exemplars that
// live for -1: client_golang then keeps none, while its documentation says that
// a new one replaces the oldest.
func (m *machine) drawNative(opts *prometheus.HistogramOpts) {
	opts.NativeHistogramBucketFactor = pick(m,
		1.0001, 1.0027, 1.00272, 1.005, 1.01, 1.02, 1.05, 1.1, 1.1, 1.2, 1.5, 1.999, 2, 3, 4, 16, 100, 256, 65535, 65536, 65537, 1e10, math.Inf(1))
	opts.NativeHistogramZeroThreshold = pick(m, 0, 0, prometheus.NativeHistogramZeroThresholdZero, 1e-10, 0.001, 0.5, 1, 3, 1e9)
	if m.IntN(3) > 0 {
		opts.NativeHistogramMaxBucketNumber = pick[uint32](m, 1, 2, 3, 5, 10, 20, 50)
		opts.NativeHistogramMinResetDuration = m.duration()
		opts.NativeHistogramMaxZeroThreshold = pick(m, 0, 0, 1e-5, 0.5, 1, 100, math.MaxFloat64)
	}
	opts.NativeHistogramMaxExemplars = pick(m, 0, 0, -1, 1, 2, 3)
	opts.NativeHistogramExemplarTTL = pick(m, 0, -2, pause, m.waits())
	if m.IntN(3) > 0 {
		opts.Buckets = nil
	}
}

// A pause lasts as long as some exemplars live.
const pause = time.Second + time.Nanosecond

// updateNative updates a native histogram often enough to reach the limits of
// its buckets and of its exemplars, and lets time pass meanwhile.
func updateNative(o prometheus.Observer) update {
	if o == nil {
		return nil
	}
	single := updateObserver(o, func(m *machine) float64 { return m.observation(m.IntN(6)) })
	return func(m *machine) string {
		if m.IntN(2) == 0 {
			return single(m)
		}
		var what []string
		spread, exemplars, pauses := m.IntN(6), m.IntN(4), m.IntN(3)
		for range m.IntN(40) {
			v := m.observation(spread)
			switch {
			case pauses == 0 && m.IntN(12) == 0:
				d := pick(m, pause, m.waits())
				time.Sleep(d)
				what = append(what, d.String())
			case exemplars == 0:
				o.(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"t": pick(m, "1", "2")})
				what = append(what, fmt.Sprint("+", v))
			default:
				o.Observe(v)
				what = append(what, fmt.Sprint(v))
			}
		}
		return fmt.Sprint("observe all of ", what)
	}
}

// observation draws a value that suits native buckets.
func (m *machine) observation(spread int) float64 {
	v := m.ExpFloat64()
	switch spread {
	case 0: // a latency
	case 1: // any magnitude, subnormal numbers included
		v = math.Ldexp(1+m.Float64(), m.IntN(2098)-1074)
	case 2: // the bound of a bucket, or its neighbour
		v = math.Exp2(float64(m.IntN(4096)-2048) / 256)
		v = pick(m, v, v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1)))
	case 3: // some, at equal distances
		v = pick(m, 1.0, 2, 4, 8, 16, 32)
	case 4: // two groups
		v = pick(m, 1e-3, 1e3) * math.Exp(m.NormFloat64()/3)
	default:
		return m.number()
	}
	if m.IntN(5) == 0 {
		v = -v
	}
	return v
}

// nativeHistogram draws a native histogram with fixed values. Not a zero
// threshold below 0, which plainmetrics refuses, nor counts below 0.
func (m *machine) nativeHistogram(desc *prometheus.Desc, values []string) (prometheus.Metric, error) {
	count := uint64(m.IntN(3))
	zero, sum, schema := count, m.number(), pick(m, int32(-4), -1, 0, 3, 8, 9)
	positive, n := m.nativeBuckets(schema)
	count += n
	negative, n := m.nativeBuckets(schema)
	count += n
	if m.IntN(6) == 0 {
		count++ // fits a sum that is no number
	}
	threshold, created := pick(m, 0, 1e-9, 0.5), m.time()
	return renewable(func() (prometheus.Metric, error) {
		return prometheus.NewConstNativeHistogram(desc, count, sum, positive, negative, zero, schema, threshold, created, values...)
	})
}

// nativeBuckets draws buckets, with gaps small and large, and the number of
// their observations. Not buckets beyond infinity, which our decoders refuse.
func (m *machine) nativeBuckets(schema int32) (buckets map[int]int64, count uint64) {
	buckets = make(map[int]int64)
	i, last := m.IntN(400)-200, int(math.Ldexp(1024, int(schema)))+1
	i = max(min(i, last), -last)
	for range m.IntN(3) * m.IntN(8) {
		if i > last {
			break
		}
		buckets[i] = int64(pick(m, 0, 1, 2, 300, 70_000, m.IntN(1<<40)))
		count += uint64(buckets[i])
		i += 1 + m.IntN(pick(m, 1, 3, 5, 100))
	}
	return buckets, count
}

// modelHistogram draws a model with native buckets, or nil. The counts may be
// fractions, but not in the text formats, where client_golang prints 0 then.
func (m *machine) modelHistogram() *dto.Histogram {
	if !m.chance(kindNative, 2) {
		return nil
	}
	h := &dto.Histogram{Schema: ptr(pick(m, int32(-4), 0, 8)), ZeroThreshold: ptr(pick(m, 0.25, 1e-9)), SampleSum: ptr(m.number())}
	h.PositiveSpan = []*dto.BucketSpan{{Offset: ptr(int32(m.IntN(100) - 60)), Length: ptr(uint32(2))}}
	if m.IntN(2) == 0 {
		h.PositiveSpan = append(h.PositiveSpan, &dto.BucketSpan{Offset: ptr(int32(m.IntN(5))), Length: ptr(uint32(1))})
	} else {
		h.PositiveSpan[0].Length = ptr(uint32(3))
	}
	h.NegativeSpan = []*dto.BucketSpan{{Offset: ptr(int32(m.IntN(100) - 60)), Length: ptr(uint32(1))}}
	if m.IntN(2) == 0 || m.accept != acceptProtobuf && m.accept != acceptOpenMetrics2 {
		h.SampleCount, h.ZeroCount = ptr(uint64(70)), ptr(uint64(3))
		h.PositiveDelta, h.NegativeDelta = []int64{5, -4, 1}, []int64{59}
	} else {
		h.SampleCountFloat, h.ZeroCountFloat = ptr(9.25), ptr(0.5)
		h.PositiveCount, h.NegativeCount = []float64{0.25, 0, 1e-9}, []float64{8.5}
	}
	if m.IntN(3) == 0 {
		label := []*dto.LabelPair{pair("t", strings.ToValidUTF8(m.labelValue(), ""))}
		h.Exemplars = []*dto.Exemplar{{Label: label, Value: ptr(m.number())}}
	}
	return h
}

// A renewed metric is made for each collection: client_golang adds the
// exemplars of a constant native histogram again whenever it is written.
type renewed struct {
	prometheus.Metric
	renew func() (prometheus.Metric, error)
}

func renewable(renew func() (prometheus.Metric, error)) (prometheus.Metric, error) {
	metric, err := renew()
	if err != nil {
		return nil, err
	}
	return &renewed{metric, renew}, nil
}

// withExemplars adds exemplars to a metric, and to a renewed one whenever it
// is renewed.
func withExemplars(metric prometheus.Metric, exemplars []prometheus.Exemplar) (prometheus.Metric, error) {
	r, ok := metric.(*renewed)
	if !ok {
		return prometheus.NewMetricWithExemplars(metric, exemplars...)
	}
	return renewable(func() (prometheus.Metric, error) {
		metric, err := r.renew()
		if err != nil {
			return nil, err
		}
		return prometheus.NewMetricWithExemplars(metric, exemplars...)
	})
}

// withTimestamp adds a timestamp likewise.
func withTimestamp(metric prometheus.Metric, at time.Time) prometheus.Metric {
	r, ok := metric.(*renewed)
	if !ok {
		return prometheus.NewMetricWithTimestamp(at, metric)
	}
	stamped, _ := renewable(func() (prometheus.Metric, error) {
		metric, err := r.renew()
		return prometheus.NewMetricWithTimestamp(at, metric), err
	})
	return stamped
}
