package pagezip_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"plainmetrics/httpserve/internal/pagezip"
)

// BenchmarkAppend has pages of 100,000 lines, one of 500 and the seed page,
// which has 131; beside each, compress/gzip at its default level.
func BenchmarkAppend(b *testing.B) {
	pages := []struct {
		name string
		page func() []byte
	}{
		{"seed", func() []byte { return seedPage(b) }},
		{"500 counters", func() []byte { return counters(newRand(1), 500) }},
	}
	for _, s := range shapes {
		pages = append(pages, struct {
			name string
			page func() []byte
		}{s.name, func() []byte { return s.page(newRand(1), 100_000) }})
	}
	for _, p := range pages {
		b.Run(p.name, func(b *testing.B) {
			page := p.page()
			b.Run("pagezip", func(b *testing.B) {
				var z pagezip.Zipper
				out := z.Append(nil, page)
				measure(b, page, func() int {
					out = z.Append(out[:0], page)
					return len(out)
				})
			})
			b.Run("gzip", func(b *testing.B) {
				var out bytes.Buffer
				w := gzip.NewWriter(&out)
				measure(b, page, func() int {
					out.Reset()
					w.Reset(&out)
					_, _ = w.Write(page)
					_ = w.Close()
					return out.Len()
				})
			})
		})
	}
}

// measure reports the time for a line, and the size of the result in
// percent of the page.
func measure(b *testing.B, page []byte, compress func() int) {
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = compress()
	}
	lines := bytes.Count(page, []byte{'\n'})
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
	b.ReportMetric(100*float64(size)/float64(len(page)), "%size")
}
