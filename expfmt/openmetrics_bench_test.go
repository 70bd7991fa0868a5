package expfmt

import (
	"fmt"
	"strconv"
	"testing"
)

// What one series costs on a warm page, in both formats: a counter with an
// exemplar, which only OpenMetrics prints, and a histogram of 13 lines.
func BenchmarkOpenMetricsPage(b *testing.B) {
	exemplar := trace("KOO5S4vxi0o", 0.25, 1.7e18)
	points := []struct {
		name  string
		f     *Family
		point Point
	}{
		{"counter", MustFamily("requests_total", "Requests served.", TypeCounter), Point{Value: 12345, Exemplar: exemplar}},
		{"histogram", MustFamily("request_seconds", "Time to serve.", TypeHistogram), Point{
			Sum: 123.456, Count: 100,
			Bounds: buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5), Counts: []uint64{0, 1, 2, 5, 10, 20, 50, 80, 90, 99},
		}},
	}
	set := labels("code", "200", "method", "get")
	for _, bench := range points {
		for _, format := range []Format{Text{}, OpenMetrics{}} {
			b.Run(fmt.Sprintf("%s/%T", bench.name, format), func(b *testing.B) {
				page := NewPage(format, make([]byte, 0, 4096))
				b.ReportAllocs()
				for b.Loop() {
					page.Reset(format)
					page.Point(bench.f, set, &bench.point)
				}
			})
		}
	}
}

// A page of 2,000 lines, half of them of one counter.
func BenchmarkDecodeOpenMetrics(b *testing.B) {
	page := NewPage(OpenMetrics{}, nil)
	bounds := buckets(0.01, 0.1, 1)
	f := MustFamily("request_seconds", "Time to serve.", TypeHistogram)
	for i := range 166 {
		page.Point(f, labels("path", "/"+strconv.Itoa(i)), &Point{Sum: 1.5, Count: 5, Bounds: bounds, Counts: []uint64{1, 2, 3}})
	}
	f = MustFamily("requests_total", "Requests served.", TypeCounter)
	for i := range 1000 {
		page.Value(f, labels("path", "/"+strconv.Itoa(i)), float64(i)*1.5)
	}
	in := page.End()
	out := NewPage(OpenMetrics{}, make([]byte, 0, 2*len(in)))
	b.ReportAllocs()
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		out.Reset(out.Format())
		if err := DecodeOpenMetrics(in, out); err != nil {
			b.Fatal(err)
		}
	}
}
