package registry

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// bad returns a family named bad.
func bad(typ expfmt.Type) *expfmt.Family { return expfmt.MustFamily("bad", "Help.", typ) }

var (
	none         expfmt.LabelSet
	buckets, _   = expfmt.Buckets([]float64{1, 2})
	quantiles, _ = expfmt.Quantiles([]float64{.5})
)

// nonsense lists invalid series, each with its family and the words of the
// error.
var nonsense = []struct {
	name   string
	family *expfmt.Family
	write  func(expfmt.Encoder, *expfmt.Family)
	want   []string
}{
	{"value of a histogram", bad(expfmt.TypeHistogram), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1) },
		[]string{`"bad"`, "expected a Point for a histogram", "found a Value"}},
	{"value of a summary", bad(expfmt.TypeSummary), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1) },
		[]string{`"bad"`, "expected a Point for a summary", "found a Value"}},
	{"buckets of a gauge", bad(expfmt.TypeGauge),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, none, &expfmt.Point{Bounds: buckets, Counts: []uint64{1, 2}})
		},
		[]string{`"bad"`, "expected a single value"}},
	{"counts that decrease", bad(expfmt.TypeHistogram),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, none, &expfmt.Point{Bounds: buckets, Counts: []uint64{2, 1}, Count: 2})
		},
		[]string{`"bad"`, "bucket 1", "at least 2", "found 1"}},
	{"count below that of a bucket", bad(expfmt.TypeHistogram),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, none, &expfmt.Point{Bounds: buckets, Counts: []uint64{1, 2}, Count: 1})
		},
		[]string{`"bad"`, "count of at least 2", "found 1"}},
	{"too few counts", bad(expfmt.TypeHistogram),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, none, &expfmt.Point{Bounds: buckets, Counts: []uint64{1}, Count: 1})
		},
		[]string{`"bad"`, "each of 2 buckets", "found 1"}},
	{"too many values", bad(expfmt.TypeSummary),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, none, &expfmt.Point{Bounds: quantiles, Values: []float64{1, 2}})
		},
		[]string{`"bad"`, "each of 1 quantiles", "found 2"}},
	{"no quantiles", bad(expfmt.TypeSummary),
		func(enc expfmt.Encoder, f *expfmt.Family) { enc.Point(f, none, &expfmt.Point{Values: []float64{1}}) },
		[]string{`"bad"`, "each of 0 quantiles", "found 1"}},
	{"label of buckets", bad(expfmt.TypeHistogram),
		func(enc expfmt.Encoder, f *expfmt.Family) { enc.Point(f, labelSet("le", "1"), new(expfmt.Point)) },
		[]string{`"bad"`, `"le" is not allowed as label name in histograms`, "reserved"}},
	{"label of quantiles", bad(expfmt.TypeSummary),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Point(f, labelSet("a", "", "quantile", "1"), new(expfmt.Point))
		},
		[]string{`"bad"`, `"quantile" is not allowed as label name in summaries`, "reserved"}},
	{"one of several", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) {
		enc.Value(f, labelSet("a", "1"), 1)
		enc.Point(f, labelSet("a", "2"), &expfmt.Point{Bounds: buckets})
		enc.Value(f, labelSet("a", "3"), 1)
	}, []string{`"bad"`, "expected a single value"}},
	{"series twice", bad(expfmt.TypeGauge),
		func(enc expfmt.Encoder, f *expfmt.Family) {
			enc.Value(f, labelSet("a", "1"), 1)
			enc.Value(f, labelSet("a", "1"), 2)
		},
		[]string{`"bad"`, `series {a="1"} comes twice`}},
	{"series twice, with an empty label", bad(expfmt.TypeGauge),
		func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1); enc.Value(f, labelSet("a", ""), 2) },
		[]string{`"bad"`, `series {} comes twice`}},
	{"series twice, with several empty labels", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) {
		enc.Value(f, labelSet("a", "1", "b", "", "c", ""), 1)
		enc.Value(f, labelSet("a", "1", "d", ""), 2)
	}, []string{`"bad"`, `series {a="1"} comes twice`}},
	{"nil family", nil, func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1) },
		[]string{"expected a Family, found nil"}},
	{"nil family of a point", nil, func(enc expfmt.Encoder, f *expfmt.Family) { enc.Point(f, none, new(expfmt.Point)) },
		[]string{"expected a Family, found nil"}},
	{"zero family", new(expfmt.Family), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1) },
		[]string{"found a zero Family"}},
	{"a time that is no time", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) {
		nan := math.NaN()
		enc.Point(f, none, &expfmt.Point{HasTimestamp: true, TimestampSeconds: &nan})
	}, []string{`"bad"`, "expected TimestampSeconds beside the nearest Timestamp, found NaN"}},
	{"a time of creation beside another", bad(expfmt.TypeCounter), func(enc expfmt.Encoder, f *expfmt.Family) {
		seconds := 3e18
		enc.Point(f, none, &expfmt.Point{Created: 1, CreatedSeconds: &seconds})
	}, []string{`"bad"`, "expected CreatedSeconds beside the nearest Created, found 3e+18 beside 1"}},
	{"an exemplar at no time", bad(expfmt.TypeCounter), func(enc expfmt.Encoder, f *expfmt.Family) {
		inf := math.Inf(1)
		enc.Point(f, none, &expfmt.Point{Exemplar: &expfmt.Exemplar{TimeSeconds: &inf}})
	}, []string{`"bad"`, "expected TimeSeconds of an exemplar"}},
	{"a state without its label", bad(expfmt.TypeStateSet), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(f, none, 1) },
		[]string{`"bad"`, `expected a label "bad" with the state, found none`}},
	{"nil point", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Point(f, none, nil) },
		[]string{`"bad"`, "expected a Point, found nil"}},
	{"nil point of a histogram", bad(expfmt.TypeHistogram), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Point(f, none, nil) },
		[]string{`"bad"`, "expected a Point, found nil"}},
	{"zero bounds", bad(expfmt.TypeHistogram), func(enc expfmt.Encoder, f *expfmt.Family) {
		enc.Point(f, none, &expfmt.Point{Bounds: new(expfmt.Bounds)})
	},
		[]string{`"bad"`, "expected the bounds of a histogram"}},
	{"nil family the second time", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) { enc.Value(nil, none, 1) },
		[]string{"expected a Family, found nil"}},
	{"other help the second time", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) {
		enc.Value(f, labelSet("a", "1"), 1)
		enc.Value(expfmt.MustFamily("bad", "Other.", expfmt.TypeGauge), labelSet("a", "2"), 1)
	}, []string{`"bad"`, `has help "Other." but should have "Help."`}},
	{"other type the second time", bad(expfmt.TypeGauge), func(enc expfmt.Encoder, f *expfmt.Family) {
		enc.Value(f, labelSet("a", "1"), 1)
		enc.Value(expfmt.MustFamily("bad", "Help.", expfmt.TypeCounter), labelSet("a", "2"), 1)
	}, []string{`"bad"`, "has type counter but should have gauge"}},
}

// An invalid series costs its family. The families that the same Collector
// writes before and after stay, as do the families of others.
func TestNonsense(t *testing.T) {
	for _, c := range nonsense {
		t.Run(c.name, func(t *testing.T) {
			nonsense := SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				enc.Value(gaugeFamily("a_good"), none, 1)
				c.write(enc, c.family)
				c.write(enc, c.family) // a rejected family remains so
				enc.Value(gaugeFamily("z_good"), none, 2)
				return nil
			})
			checkOnlyLost(t, nonsense, "a_good 1\ngood 3\nstored 0\nz_good 2\n", c.want...)
		})
	}
}

// checkOnlyLost checks the page and the error of a registry with c, a
// built-in metric and another custom Collector.
func checkOnlyLost(t *testing.T, c Collector, want string, words ...string) {
	t.Helper()
	r := registryOf(c, NewCounter(CounterOpts{Name: "stored"}), constant(gaugeFamily("good"), expfmt.LabelSet{}, 3))
	for range 2 { // the second time with a used buffer
		got, err := partialPage(r)
		checkText(t, samples(got), want)
		checkError(t, err, append(words, "registry: collector registry.SourceFunc: ")...)
	}
}

// A Collector may pass on a page of Prometheus, whose labels no metric can be
// made with.
func TestCollectorOfAPage(t *testing.T) {
	const page = `# HELP h H.
# TYPE h histogram
h_bucket{__replica__="a",le="+Inf"} 1
h_sum{__replica__="a"} 1
h_count{__replica__="a"} 1
# HELP up U.
# TYPE up gauge
up{__replica__="a"} 1
`
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		return expfmt.DecodeText([]byte(page), enc)
	}))
	got, err := partialPage(r)
	if err != nil {
		t.Fatal(err)
	}
	checkText(t, got, page)
}

// A Collector may change a Point after the call: a buffer has copied it.
func TestBufferCopiesPoints(t *testing.T) {
	bounds, _ := expfmt.Buckets([]float64{1, 2})
	f := expfmt.MustFamily("h", "Help.", expfmt.TypeHistogram)
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		p := &expfmt.Point{Bounds: bounds, Counts: make([]uint64, 2)}
		for i := range uint64(100) {
			p.Counts[0], p.Counts[1], p.Count, p.Sum = i, i+1, i+2, float64(i)
			enc.Point(f, labelSet("a", string(rune('0'+i))), p)
		}
		*p = expfmt.Point{}
		return nil
	}))
	got := parse(t, page(t, r))
	for i := range 100 {
		a := strings.NewReplacer(`\`, `\\`).Replace(string(rune('0' + i)))
		first, second := got[`h_bucket{a="`+a+`",le="1"}`], got[`h_bucket{a="`+a+`",le="2"}`]
		if first != float64(i) || second != float64(i+1) || got[`h_count{a="`+a+`"}`] != float64(i+2) {
			t.Errorf("series %d: got counts of %v and %v", i, first, second)
		}
	}
}

// What a Point points at may change, too.
func TestBufferCopiesExemplarsAndTimes(t *testing.T) {
	f := expfmt.MustFamily("c_total", "", expfmt.TypeCounter)
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		var e expfmt.Exemplar
		var created float64
		for i := range 3 {
			e = expfmt.Exemplar{Value: float64(i), Labels: labelSet("i", string(rune('0'+i)))}
			created = float64(i+1) * 1e18
			enc.Point(f, labelSet("i", string(rune('0'+i))), &expfmt.Point{
				Exemplar: &e, Created: math.MaxInt64, CreatedSeconds: &created,
			})
		}
		e, created = expfmt.Exemplar{}, 0
		return nil
	}))
	p := expfmt.NewPage(withCreated, nil)
	checkError(t, r.Encode(t.Context(), p))
	checkText(t, samples(string(p.End())), `c_total{i="0"} 0.0 # {i="0"} 0.0
c_created{i="0"} 1e+18
c_total{i="1"} 0.0 # {i="1"} 1.0
c_created{i="1"} 2e+18
c_total{i="2"} 0.0 # {i="2"} 2.0
c_created{i="2"} 3e+18
`)
}

// Timestamps stay with their series.
// A Collector may write all points from the same memory, native buckets too.
func TestBufferCopiesNativeBuckets(t *testing.T) {
	f := expfmt.MustFamily("h", "", expfmt.TypeHistogram)
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		e := &expfmt.Exemplar{}
		n := &expfmt.NativeHistogram{Exemplars: []*expfmt.Exemplar{e}}
		n.Positive = expfmt.NativeBuckets{Spans: make([]expfmt.Span, 1), Counts: make([]uint64, 1)}
		floats := &expfmt.FloatCounts{Positive: make([]float64, 1)}
		for i := range 100 {
			e.Value, e.Time = float64(i), int64(i)
			n.Schema, n.Positive.Spans[0], n.Positive.Counts[0] = int32(i%8), expfmt.Span{Offset: int32(i), Length: 1}, uint64(i)
			p := &expfmt.Point{Count: uint64(i), Native: n}
			if i%2 == 1 {
				p.Floats, floats.Count, floats.Positive[0] = floats, float64(i), float64(i)
			}
			enc.Point(f, labelSet("a", fmt.Sprintf("%02d", i)), p)
		}
		e.Value, n.Schema, n.Positive.Spans[0].Offset, n.Positive.Counts[0], floats.Count, floats.Positive[0] = 7, 7, 7, 7, 7, 7
		return nil
	}))
	for range 2 { // the second time in the memory of the first
		families, err := r.Gather()
		checkError(t, err)
		for i, m := range families[0].Metric {
			h := m.Histogram
			count, bucket := float64(h.GetSampleCount()), 0.0
			if i%2 == 1 {
				count, bucket = h.GetSampleCountFloat(), h.PositiveCount[0]
			} else {
				bucket = float64(h.PositiveDelta[0])
			}
			got := []float64{count, bucket, float64(h.GetSchema()), float64(h.PositiveSpan[0].GetOffset()), h.Exemplars[0].GetValue()}
			if want := []float64{float64(i), float64(i), float64(i % 8), float64(i), float64(i)}; !slices.Equal(got, want) {
				t.Errorf("series %d: got %v, want %v", i, got, want)
			}
		}
	}
}

func TestBufferTimestamps(t *testing.T) {
	f := gaugeFamily("g")
	checkText(t, samplesOf(t, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(f, labelSet("a", "2"), &expfmt.Point{Value: 2, Timestamp: 1395066363000, HasTimestamp: true})
		enc.Point(f, labelSet("a", "1"), &expfmt.Point{Value: 1})
		enc.Point(f, labelSet("a", "0"), &expfmt.Point{Value: 0, HasTimestamp: true})
		return nil
	})), "g{a=\"0\"} 0 0\ng{a=\"1\"} 1\ng{a=\"2\"} 2 1395066363000\n")
}

// A series may have several points with different timestamps, from one
// Collector or several. They come in the order of the timestamps.
func TestSeveralPointsOfASeries(t *testing.T) {
	at := func(ms int64) *expfmt.Point {
		return &expfmt.Point{Value: float64(ms), Timestamp: ms, HasTimestamp: true}
	}
	for _, c := range []struct {
		name   string
		points []*expfmt.Point
		want   string
		words  string
	}{
		{"in order", []*expfmt.Point{at(1000), at(2000)}, "g 1000 1000\ng 2000 2000\n", ""},
		{"out of order", []*expfmt.Point{at(2000), at(-1000), at(0)}, "g -1000 -1000\ng 0 0\ng 2000 2000\n", ""},
		{"the same twice", []*expfmt.Point{at(1000), at(2000), at(1000)}, "", "series {} comes twice"},
		{"without a timestamp twice", []*expfmt.Point{new(expfmt.Point), new(expfmt.Point)}, "", "series {} comes twice"},
		{"with and without a timestamp", []*expfmt.Point{at(1000), new(expfmt.Point)}, "", "series {} comes twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := gaugeFamily("g")
			got, err := partialPage(registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				for _, p := range c.points {
					enc.Point(f, none, p)
				}
				return nil
			})))
			checkText(t, samples(got), c.want)
			if c.words == "" {
				checkError(t, err)
			} else {
				checkError(t, err, c.words)
			}
		})
	}
	point := func(ms int64) Collector {
		return SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			enc.Point(gaugeFamily("g"), labelSet("a", "1"), at(ms))
			return nil
		})
	}
	checkText(t, samplesOf(t, point(2000), point(1000)), "g{a=\"1\"} 1000 1000\ng{a=\"1\"} 2000 2000\n")
}

// The quantiles of a summary can't be the buckets of a histogram.
func TestBoundsOfTheOtherType(t *testing.T) {
	quantiles, _ := expfmt.Quantiles([]float64{.5})
	f := expfmt.MustFamily("h", "Help.", expfmt.TypeHistogram)
	checkOnlyLost(t, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(f, expfmt.LabelSet{}, &expfmt.Point{Bounds: quantiles, Counts: []uint64{0}})
		return nil
	}), "good 3\nstored 0\n", `"h"`, "summary")
}

// A buffer that has grown large is left to the garbage collector.
func TestBuffersAreReusedUpToASize(t *testing.T) {
	f := gaugeFamily("g")
	b := new(buffer)
	for i := range largestBuffer + 1 {
		if i == 1 {
			b.release() // small: emptied for the next user
			if len(b.records) != 0 || b.family != nil {
				t.Errorf("got a buffer of %d records, want it empty", len(b.records))
			}
			b = new(buffer)
		}
		b.Value(f, expfmt.LabelSet{}, 1)
	}
	b.release()
	if len(b.records) == 0 {
		t.Errorf("got a large buffer emptied for the next, want it left to the garbage collector")
	}
}
