package pagezip_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"plainmetrics/httpserve/internal/pagezip"
)

// gzipSize returns the size of page after compress/gzip at level 6, the
// default.
func gzipSize(t testing.TB, page []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// largest is the greatest size of a page of each shape, in proportion to the
// size from compress/gzip.
var largest = map[string]float64{
	"counters":       0.92,
	"equal counters": 0.85,
	"equal families": 1.10,
	"histograms":     0.93,
	"middle label":   0.95,
	"gauges":         0.96,
	"OpenMetrics":    1.02,
	"summaries":      0.98,
	"UUIDs":          1.02,
	"long paths":     1.15,
	"dictionary":     1.25,
	"many families":  1.08,
}

// Sizes depend only on the page, so a test can hold them to a limit.
func TestSizes(t *testing.T) {
	var z pagezip.Zipper
	compare := func(name string, page []byte, most float64) {
		got, gzip := len(z.Append(nil, page)), gzipSize(t, page)
		if ratio := float64(got) / float64(gzip); ratio > most {
			t.Errorf("%s, %d bytes: got %d bytes, %.3f of the %d of gzip -6, want %.2f", name, len(page), got, ratio, gzip, most)
		}
	}
	compare("seed", seedPage(t), 1.05)
	for _, s := range shapes {
		for seed, lines := range []int{300, 1000, 6000} {
			compare(s.name, s.page(newRand(uint64(seed)+100), lines), largest[s.name])
		}
	}
}
