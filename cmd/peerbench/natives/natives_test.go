// Package natives compares native histograms with client_golang's: both see
// the same observations, at the same times of a common clock, and must have
// the same buckets, exemplars and times of creation.
package natives

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
	"plainmetrics/registry/model"
)

// TestSequences gives random sequences of observations, pauses and scrapes to
// histograms with random options.
func TestSequences(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 500
	}
	const perBubble = 50
	for seed := 0; seed < n && !t.Failed(); seed += perBubble {
		synctest.Test(t, func(t *testing.T) {
			for i := range perBubble {
				testSequence(t, rand.New(rand.NewPCG(uint64(seed+i), 7)))
				if t.Failed() {
					t.Logf("seed %d", seed+i)
					return
				}
			}
		})
	}
}

// A pair are histograms of both libraries.
type pair struct {
	ours   registry.Histogram
	theirs prometheus.Histogram
}

func testSequence(t *testing.T, r *rand.Rand) {
	opts := randomOpts(r)
	log := []string{fmt.Sprintf("%+v", opts)}
	p := pair{ours: registry.NewHistogram(opts), theirs: prometheus.NewHistogram(theirOpts(opts))}
	draw := randomValues(r)
	pause := time.Duration(1+r.IntN(1000)) * time.Millisecond
	for range r.IntN(300) {
		switch k := r.IntN(100); {
		case k < 70:
			v := draw()
			log = append(log, fmt.Sprintf("observe %v", v))
			p.ours.Observe(v)
			p.theirs.Observe(v)
		case k < 85:
			v := draw()
			log = append(log, fmt.Sprintf("observe %v with exemplar", v))
			id := fmt.Sprint(r.IntN(1000))
			p.ours.ObserveWithExemplar(v, registry.Labels{"id": id})
			p.theirs.(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"id": id})
		case k < 95:
			d := time.Duration(r.Int64N(int64(2 * pause)))
			log = append(log, fmt.Sprint("sleep ", d))
			time.Sleep(d)
			synctest.Wait()
		default:
			log = append(log, "scrape")
			p.compare(t, log)
		}
		if t.Failed() {
			return
		}
	}
	p.compare(t, log)
}

// compare compares what both Write methods write.
func (p pair) compare(t *testing.T, log []string) {
	var ours model.Metric
	var theirs dto.Metric
	if err := p.ours.Write(&ours); err != nil {
		t.Fatal(err)
	}
	if err := p.theirs.Write(&theirs); err != nil {
		t.Fatal(err)
	}
	if path := difference("metric", reflect.ValueOf(ours), reflect.ValueOf(&theirs).Elem()); path != "" {
		t.Errorf("%s differs after %q\ngot  %s\nwant %s", path, log, ours.String(), theirs.String())
	}
}

// difference returns the path to the first field in which two messages differ,
// or "".
func difference(path string, ours, theirs reflect.Value) string {
	switch ours.Kind() {
	case reflect.Pointer:
		if ours.IsNil() || theirs.IsNil() {
			if ours.IsNil() != theirs.IsNil() {
				return path
			}
			return ""
		}
		return difference(path, ours.Elem(), theirs.Elem())
	case reflect.Struct:
		for i := range ours.NumField() {
			name := ours.Type().Field(i).Name
			if d := difference(path+"."+name, ours.Field(i), theirs.FieldByName(name)); d != "" {
				return d
			}
		}
	case reflect.Slice:
		if ours.Len() != theirs.Len() {
			return path
		}
		for i := range ours.Len() {
			if d := difference(fmt.Sprintf("%s[%d]", path, i), ours.Index(i), theirs.Index(i)); d != "" {
				return d
			}
		}
	case reflect.Float64:
		a, b := ours.Float(), theirs.Float()
		if math.Float64bits(a) != math.Float64bits(b) && (a == a || b == b) {
			return path
		}
	default:
		if fmt.Sprint(ours.Interface()) != fmt.Sprint(theirs.Interface()) {
			return path
		}
	}
	return ""
}

// pick returns one of the choices.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

func randomOpts(r *rand.Rand) registry.HistogramOpts {
	opts := registry.HistogramOpts{
		Name:                            "h",
		NativeHistogramBucketFactor:     pick(r, 1.001, 1.0027, 1.003, 1.02, 1.1, 1.1, 1.1, 1.5, 2, 3, 4, 16, 300, 65536, 1e9, math.Inf(1)),
		NativeHistogramZeroThreshold:    pick(r, 0, 0, 0, -1, 1e-9, 0.001, 0.5, 3, 0x1p-1074, math.MaxFloat64),
		NativeHistogramMaxBucketNumber:  pick[uint32](r, 0, 1, 2, 3, 4, 5, 8, 10, 20, 50, 160),
		NativeHistogramMinResetDuration: pick(r, 0, 0, time.Nanosecond, time.Second, 5*time.Second, time.Minute, time.Hour, -time.Second),
		NativeHistogramMaxZeroThreshold: pick(r, 0, 0, 1e-6, 0.01, 0.4, 1, 8, 1e100, math.MaxFloat64, -1), // NaN lets client_golang widen to +Inf, which no decoder reads
		NativeHistogramMaxExemplars:     pick(r, 0, 0, 1, 2, 3, 5, -1),
		NativeHistogramExemplarTTL:      pick(r, 0, time.Second, 10*time.Second, -time.Second),
	}
	opts.Buckets = pick(r, nil, nil, nil, []float64{1}, []float64{math.Inf(1)}, registry.DefBuckets, []float64{-5, 0, 5, math.Inf(1)})
	if r.IntN(20) == 0 {
		opts.NativeHistogramBucketFactor = pick(r, 0, 1, -3.0)
	}
	return opts
}

func theirOpts(o registry.HistogramOpts) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Name: o.Name, Buckets: o.Buckets,
		NativeHistogramBucketFactor:     o.NativeHistogramBucketFactor,
		NativeHistogramZeroThreshold:    o.NativeHistogramZeroThreshold,
		NativeHistogramMaxBucketNumber:  o.NativeHistogramMaxBucketNumber,
		NativeHistogramMinResetDuration: o.NativeHistogramMinResetDuration,
		NativeHistogramMaxZeroThreshold: o.NativeHistogramMaxZeroThreshold,
		NativeHistogramMaxExemplars:     o.NativeHistogramMaxExemplars,
		NativeHistogramExemplarTTL:      o.NativeHistogramExemplarTTL,
	}
}

// randomValues returns a source of values of some kind.
func randomValues(r *rand.Rand) func() float64 {
	width, shift := pick(r, 0.1, 1, 3, 20, 300), pick(r, 0.0, 0, 0, 10, -10, -300)
	negatives, strange := pick(r, 0, 0, 10, 50, 100), pick(r, 0, 0, 5, 50)
	return func() float64 {
		v := math.Exp2(r.NormFloat64()*width + shift)
		if r.IntN(100) < strange {
			v = strangeValue(r)
		}
		if r.IntN(100) < negatives {
			v = -v
		}
		return v
	}
}

func strangeValue(r *rand.Rand) float64 {
	v := pick(r, 0, 1, 2, 0.5, math.Inf(1), math.NaN(), math.MaxFloat64, math.SmallestNonzeroFloat64, 0x1p-1022, 0x1p-1023, 0x3p-1074, 0x1p-128,
		math.Ldexp(1, r.IntN(2098)-1074),
		math.Ldexp(math.Exp2(float64(r.IntN(256))/256), r.IntN(2046)-1022),
		math.Float64frombits(r.Uint64()&^(1<<63)))
	return pick(r, v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1)))
}
