package expfmt

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// comparedPoint returns a histogram with native buckets alone: 5 observations of
// 1.5, 2.5, 2.5, -1 and 0.
func comparedPoint() *Point {
	return &Point{
		Sum: 5.5, Count: 5,
		Native: &NativeHistogram{
			Schema: 0, ZeroThreshold: 0.125, ZeroCount: 1,
			Negative: NativeBuckets{Spans: []Span{{0, 1}}, Counts: []uint64{1}},
			Positive: NativeBuckets{Spans: []Span{{1, 2}}, Counts: []uint64{1, 2}},
		},
	}
}

const comparedLineText = `h{a="b"} {schema:0,zero_threshold:0.125,zero_count:1,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[1,2]}`

// comparePoints compares two histograms h{a="b"}.
func comparePoints(want, got *Point, opts CompareOptions) string {
	c := NewComparer(opts)
	c.Want().Point(MustFamily("h", "H.", TypeHistogram), labels("a", "b"), want)
	c.Got().Point(MustFamily("h", "H.", TypeHistogram), labels("a", "b"), got)
	return string(AppendDifferences(nil, c.Differences()))
}

func TestCompareNative(t *testing.T) {
	classic := &Point{Sum: 5.5, Count: 5}
	for _, tt := range []struct {
		name string
		got  func(*Point)
		opts CompareOptions
		want string
	}{
		{"the same", func(*Point) {}, CompareOptions{}, ""},
		{"spans cut in other places", func(p *Point) { p.Native.Positive.Spans = []Span{{1, 1}, {0, 0}, {0, 1}} }, CompareOptions{}, ""},
		{"empty buckets", func(p *Point) {
			p.Native.Positive = NativeBuckets{Spans: []Span{{-1, 3}, {0, 2}, {7, 1}}, Counts: []uint64{0, 0, 1, 2, 0, 0}}
			p.Native.Negative = NativeBuckets{Spans: []Span{{-8, 1}, {7, 1}}, Counts: []uint64{0, 1}}
		}, CompareOptions{}, ""},
		{"floats", func(p *Point) {
			p.Count, p.Native.ZeroCount, p.Native.Negative.Counts, p.Native.Positive.Counts = 0, 0, nil, nil
			p.Floats = &FloatCounts{Count: 5, ZeroCount: 1, Negative: []float64{1}, Positive: []float64{1, 2}}
		}, CompareOptions{}, ""},
		{"exemplars", func(p *Point) { p.Native.Exemplars = []*Exemplar{{Value: 1}} }, CompareOptions{}, ""},
		{"a count", func(p *Point) { p.Native.Positive.Counts = []uint64{2, 1} }, CompareOptions{},
			"@@ h @@\n-" + comparedLineText + "\n" +
				`+h{a="b"} {schema:0,zero_threshold:0.125,zero_count:1,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[2,1]}` + "\n"},
		{"a bucket", func(p *Point) { p.Native.Positive.Spans = []Span{{1, 1}, {1, 1}} }, CompareOptions{Tolerance: 0.9},
			"@@ h @@\n-" + comparedLineText + "\n" +
				`+h{a="b"} {schema:0,zero_threshold:0.125,zero_count:1,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:1,1:1],positive_buckets:[1,2]}` + "\n"},
		{"all buckets are empty", func(p *Point) { p.Native.Positive, p.Native.Negative = NativeBuckets{}, NativeBuckets{} }, CompareOptions{},
			"@@ h @@\n-" + comparedLineText + "\n" + `+h{a="b"} {schema:0,zero_threshold:0.125,zero_count:1}` + "\n"},
		{"a zero threshold", func(p *Point) { p.Native.ZeroThreshold = 0.126 }, CompareOptions{Tolerance: 0.5},
			"@@ h @@\n-" + comparedLineText + "\n" +
				`+h{a="b"} {schema:0,zero_threshold:0.126,zero_count:1,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[1,2]}` + "\n"},
		{"a schema, and values do not count", func(p *Point) { p.Native.Schema = 1 }, CompareOptions{IgnoreValues: []string{"h"}}, ""},
		{"counts within the tolerance", func(p *Point) { p.Native.Positive.Counts = []uint64{1, 3} }, CompareOptions{Tolerance: 0.4}, ""},
		{"counts beyond the tolerance", func(p *Point) { p.Native.ZeroCount = 2 }, CompareOptions{Tolerance: 0.4},
			"@@ h @@\n-" + comparedLineText + "\n" +
				`+h{a="b"} {schema:0,zero_threshold:0.125,zero_count:2,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[1,2]}` + "\n"},
		{"no native buckets", func(p *Point) { *p = *classic }, CompareOptions{Tolerance: 1, IgnoreValues: []string{"*"}}, "@@ h @@\n-" + comparedLineText + "\n"},
		{"no native buckets, and they do not count", func(p *Point) { *p = *classic }, CompareOptions{IgnoreNative: true}, ""},
		{"native buckets do not count, but the sum", func(p *Point) { p.Native.Schema, p.Sum = 3, 6 }, CompareOptions{IgnoreNative: true},
			"@@ h @@\n-h_sum{a=\"b\"} 5.5\n+h_sum{a=\"b\"} 6\n"},
	} {
		got := comparedPoint()
		tt.got(got)
		if diff := cmp.Diff(tt.want, comparePoints(comparedPoint(), got, tt.opts)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A missing series and an added one have a line of native buckets, and a label
// with an empty value counts as none.
func TestCompareNativeOfOnePage(t *testing.T) {
	c := NewComparer(CompareOptions{})
	f, other := MustFamily("h.h", "", TypeHistogram), comparedPoint()
	other.Native.ZeroCount = 7
	c.Want().Point(f, labels("a", "1"), comparedPoint())
	c.Want().Point(f, labels("a", "", "b", "1"), comparedPoint())
	c.Got().Point(f, labels("b", "1"), other)
	const native = `{schema:0,zero_threshold:0.125,zero_count:1,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[1,2]}`
	const otherNative = `{schema:0,zero_threshold:0.125,zero_count:7,negative_spans:[0:1],negative_buckets:[1],positive_spans:[1:2],positive_buckets:[1,2]}`
	want := "@@ \"h.h\" @@\n" +
		"-{\"h.h_bucket\",a=\"1\",le=\"+Inf\"} 5\n-{\"h.h_sum\",a=\"1\"} 5.5\n-{\"h.h_count\",a=\"1\"} 5\n-{\"h.h\",a=\"1\"} " + native + "\n" +
		"-{\"h.h\",a=\"\",b=\"1\"} " + native + "\n+{\"h.h\",b=\"1\"} " + otherNative + "\n"
	if diff := cmp.Diff(want, string(AppendDifferences(nil, c.Differences()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Of random histograms, the ones with the same counts in the same buckets are
// equal, and only these.
func TestCompareRandomNative(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		counts := map[int64]uint64{}
		for range random.IntN(8) {
			counts[random.Int64N(40)-20] = 1 + random.Uint64N(3)
		}
		changed := map[int64]uint64{}
		for index, n := range counts {
			changed[index] = n
		}
		changed[random.Int64N(40)-20] += 1
		one, same, other := randomComparedPoint(random, counts), randomComparedPoint(random, counts), randomComparedPoint(random, changed)
		if got := comparePoints(one, same, CompareOptions{}); got != "" {
			t.Fatalf("the counts %v: got\n%s\nwant no difference", counts, got)
		}
		if got := comparePoints(one, other, CompareOptions{}); got == "" {
			t.Fatalf("the counts %v and %v: got no difference", counts, changed)
		}
		if got := comparePoints(one, other, CompareOptions{Tolerance: 1}); got != "" {
			t.Fatalf("the counts %v and %v: got\n%s\nwant no difference within the tolerance 1", counts, changed, got)
		}
	}
}

// randomComparedPoint returns a histogram with the counts in its positive buckets, in
// spans that begin, end and are cut at random places.
func randomComparedPoint(random *rand.Rand, counts map[int64]uint64) *Point {
	var b NativeBuckets
	next := int64(0)
	for index := int64(-25 + random.IntN(5)); index < 25; index++ {
		n := counts[index]
		if n == 0 && random.IntN(2) == 0 {
			continue
		}
		if len(b.Spans) == 0 || index > next || random.IntN(4) == 0 {
			b.Spans = append(b.Spans, Span{Offset: int32(index - next)})
		}
		b.Spans[len(b.Spans)-1].Length++
		b.Counts = append(b.Counts, n)
		next = index + 1
	}
	p := &Point{Count: 100, Sum: math.NaN(), Native: &NativeHistogram{Positive: b}} // as if some observations were NaN
	if random.IntN(2) == 0 {
		p.Floats = &FloatCounts{Count: 100}
		for _, n := range b.Counts {
			p.Floats.Positive = append(p.Floats.Positive, float64(n))
		}
	}
	if err := p.Check(TypeHistogram); err != nil {
		panic(err)
	}
	return p
}

// Comparing does not share memory with the caller, who may fill the point
// again.
func TestComparedNativeIsACopy(t *testing.T) {
	var want, got Snapshot
	f, p := MustFamily("h", "", TypeHistogram), comparedPoint()
	want.Point(f, LabelSet{}, p)
	p.Native.Positive.Counts[0] = 9
	got.Point(f, LabelSet{}, p)
	p.Native.Positive.Counts[0], p.Native.Positive.Spans[0].Length = 1, 0
	if n := len(Compare(&want, &got, CompareOptions{})); n != 1 {
		t.Errorf("got %d differences, want one", n)
	}
	infinite := comparedBuckets(&NativeBuckets{Spans: []Span{{0, 1}}}, []float64{math.Inf(1)})
	if !areClose(infinite, slices.Clone(infinite), 0) {
		t.Error("infinite counts: got a difference")
	}
}
