package protobufs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	common "github.com/prometheus/common/expfmt"

	"plainmetrics/expfmt"
)

// A counting is an Encoder that counts the series.
type counting struct{ series int }

func (c *counting) Value(*expfmt.Family, expfmt.LabelSet, float64)       { c.series++ }
func (c *counting) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) { c.series++ }

// newPage returns the page of their registry with 1,000 series of a vector.
func newPage(c prometheus.Collector) []byte {
	r := prometheus.NewRegistry()
	r.MustRegister(c)
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", media+"delimited")
	response := httptest.NewRecorder()
	promhttp.HandlerFor(r, promhttp.HandlerOpts{}).ServeHTTP(response, request)
	return response.Body.Bytes()
}

func path(i int) string { return fmt.Sprint("/path/", i) }

func newCounters() []byte {
	counters := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total"}, []string{"path", "code"})
	for i := range 1000 {
		counters.WithLabelValues(path(i), "200").Add(float64(i))
	}
	return newPage(counters)
}

func newHistograms(opts prometheus.HistogramOpts) []byte {
	opts.Name = "seconds"
	histograms := prometheus.NewHistogramVec(opts, []string{"path"})
	for i := range 1000 {
		for j := range 200 {
			histograms.WithLabelValues(path(i)).Observe(float64(j*j) / 1000)
		}
	}
	return newPage(histograms)
}

// BenchmarkDecoders compares the decoder with the one of prometheus/common on
// pages of 1,000 series.
func BenchmarkDecoders(b *testing.B) {
	for _, tt := range []struct {
		name string
		page []byte
	}{
		{"counters", newCounters()},
		{"classic", newHistograms(prometheus.HistogramOpts{})},
		{"native", newHistograms(prometheus.HistogramOpts{NativeHistogramBucketFactor: 1.1})},
	} {
		b.Run(tt.name+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var c counting
				if err := expfmt.DecodeProtobufFrom(bytes.NewReader(tt.page), &c); err != nil || c.series != 1000 {
					b.Fatal(err, c.series)
				}
			}
		})
		b.Run(tt.name+"/theirs", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d := common.NewDecoder(bytes.NewReader(tt.page), common.NewFormat(common.TypeProtoDelim))
				for {
					family := new(dto.MetricFamily)
					err := d.Decode(family)
					if errors.Is(err, io.EOF) {
						break
					}
					if err != nil || len(family.Metric) != 1000 {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
