package expfmt_test

import (
	"os"
	"strconv"
	"testing"

	"plainmetrics/expfmt"
)

// One series of a counter on a warm page.
func BenchmarkPageValue(b *testing.B) {
	set, err := expfmt.Labels(expfmt.Label{Name: "code", Value: "200"}, expfmt.Label{Name: "method", Value: "get"})
	if err != nil {
		b.Fatal(err)
	}
	f := expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
	for _, bench := range []struct {
		name  string
		value float64
	}{
		{"integer", 12345},
		{"decimal", 12345.678},
	} {
		b.Run(bench.name, func(b *testing.B) {
			page := expfmt.NewPage(expfmt.Text{}, make([]byte, 0, 4096))
			b.ReportAllocs()
			for b.Loop() {
				page.Reset(page.Format())
				page.Value(f, set, bench.value)
			}
		})
	}
}

// One series of a histogram with ten buckets, which is 13 lines.
func BenchmarkPagePoint(b *testing.B) {
	bounds, err := expfmt.Buckets([]float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5})
	if err != nil {
		b.Fatal(err)
	}
	f := expfmt.MustFamily("request_seconds", "Time to serve.", expfmt.TypeHistogram)
	point := &expfmt.Point{Sum: 123.456, Count: 100, Bounds: bounds, Counts: []uint64{0, 1, 2, 5, 10, 20, 50, 80, 90, 99}}
	page := expfmt.NewPage(expfmt.Text{}, make([]byte, 0, 4096))
	b.ReportAllocs()
	for b.Loop() {
		page.Reset(page.Format())
		page.Point(f, expfmt.LabelSet{}, point)
	}
}

// The page of an Acra server has 41 families, most of one series. The other
// has two families of many series, and as many lines of the histogram as
// of the counter.
func BenchmarkDecodeText(b *testing.B) {
	seed, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		b.Fatal(err)
	}
	page := expfmt.NewPage(expfmt.Text{}, nil)
	f := expfmt.MustFamily("request_seconds", "Time to serve.", expfmt.TypeHistogram)
	bounds, err := expfmt.Buckets([]float64{0.01, 0.1, 1, 10})
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		set, err := expfmt.Labels(expfmt.Label{Name: "path", Value: "/" + strconv.Itoa(i)}, expfmt.Label{Name: "method", Value: "get"})
		if err != nil {
			b.Fatal(err)
		}
		page.Point(f, set, &expfmt.Point{Sum: 1.5, Count: 5, Bounds: bounds, Counts: []uint64{1, 2, 3, 4}})
	}
	f = expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
	for i := range 7000 {
		set, err := expfmt.Labels(expfmt.Label{Name: "path", Value: "/" + strconv.Itoa(i)}, expfmt.Label{Name: "method", Value: "get"})
		if err != nil {
			b.Fatal(err)
		}
		page.Value(f, set, float64(i)*1.5)
	}
	for _, bench := range []struct {
		name string
		page []byte
	}{
		{"seed", seed},
		{"many series", page.End()},
	} {
		b.Run(bench.name, func(b *testing.B) {
			out := expfmt.NewPage(expfmt.Text{}, make([]byte, 0, 2*len(bench.page)))
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.page)))
			for b.Loop() {
				out.Reset(out.Format())
				if err := expfmt.DecodeText(bench.page, out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
