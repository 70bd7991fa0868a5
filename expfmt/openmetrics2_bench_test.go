package expfmt

import (
	"fmt"
	"strconv"
	"testing"
)

// benchPoints are what most pages have. The counter has a time of creation, as
// a registry's counters have.
var benchPoints = []struct {
	name  string
	f     *Family
	point Point
}{
	{"counter", MustFamily("requests_total", "Requests served.", TypeCounter), Point{Value: 12345}},
	{"created counter", MustFamily("requests_total", "Requests served.", TypeCounter), Point{Value: 12345, Created: 1700000000_123456789}},
	{"histogram", MustFamily("request_seconds", "Time to serve.", TypeHistogram), Point{
		Sum: 123.456, Count: 100, Created: 1700000000_123456789,
		Bounds: buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5), Counts: []uint64{0, 1, 2, 5, 10, 20, 50, 80, 90, 99},
	}},
	{"summary", MustFamily("pause_seconds", "Pauses.", TypeSummary), Point{
		Sum: 123.456, Count: 100, Bounds: quantiles(0.5, 0.9, 0.99), Values: []float64{0.1, 0.2, 0.3}, Created: 1700000000_123456789,
	}},
}

// A page of 1,000 series in the text format and in OpenMetrics 2.0.
func BenchmarkOpenMetrics2Page(b *testing.B) {
	var sets []LabelSet
	for i := range 1000 {
		sets = append(sets, labels("code", "200", "path", "/"+strconv.Itoa(i)))
	}
	for _, bench := range benchPoints {
		for _, format := range []Format{Text{}, OpenMetrics{}, OpenMetrics2{}} {
			b.Run(fmt.Sprintf("%s/%T", bench.name, format), func(b *testing.B) {
				page := NewPage(format, make([]byte, 0, 1<<20))
				b.ReportAllocs()
				for b.Loop() {
					page.Reset(format)
					for _, set := range sets {
						page.Point(bench.f, set, &bench.point)
					}
				}
			})
		}
	}
}

// The series of BenchmarkDecodeOpenMetrics, with times of creation, on a page of
// each version. MB/s compares nothing, as the pages differ in length.
func BenchmarkDecodeOpenMetrics2(b *testing.B) {
	for _, bench := range []struct {
		name   string
		format Format
		decode func([]byte, Encoder) error
	}{
		{"1.0", OpenMetrics{Created: true}, DecodeOpenMetrics},
		{"2.0", OpenMetrics2{}, DecodeOpenMetrics2},
	} {
		page := NewPage(bench.format, nil)
		bounds := buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
		f := MustFamily("request_seconds", "Time to serve.", TypeHistogram)
		for i := range 100 {
			page.Point(f, labels("path", "/"+strconv.Itoa(i)), &Point{
				Sum: 123.456, Count: 100, Bounds: bounds, Counts: []uint64{0, 1, 2, 5, 10, 20, 50, 80, 90, 99}, Created: 1700000000_123456789,
			})
		}
		f = MustFamily("requests_total", "Requests served.", TypeCounter)
		for i := range 1000 {
			page.Point(f, labels("path", "/"+strconv.Itoa(i)), &Point{Value: float64(i) * 1.5, Created: 1700000000_123456789})
		}
		in := page.End()
		b.Run(bench.name, func(b *testing.B) {
			out := NewPage(bench.format, make([]byte, 0, 2*len(in)))
			b.ReportAllocs()
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				out.Reset(out.Format())
				if err := bench.decode(in, out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
