package protobufs

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

type sink struct{ header http.Header }

func (s sink) Header() http.Header         { return s.header }
func (s sink) Write(p []byte) (int, error) { return len(p), nil }
func (s sink) WriteHeader(int)             {}

var _ io.Writer = sink{}

func benchHandler(b *testing.B, h http.Handler) {
	request, _ := http.NewRequest("GET", "/metrics", nil)
	request.Header.Set("Accept", media+"delimited")
	for b.Loop() {
		h.ServeHTTP(sink{http.Header{}}, request)
	}
}

func BenchmarkCounters(b *testing.B) {
	their, our := prometheus.NewRegistry(), registry.NewRegistry()
	tv := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total"}, []string{"path", "code"})
	ov := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_total"}, []string{"path", "code"})
	their.MustRegister(tv)
	our.MustRegister(ov)
	for i := range 100_000 {
		tv.WithLabelValues(fmt.Sprint("/path/", i), "200").Add(float64(i))
		ov.WithLabelValues(fmt.Sprint("/path/", i), "200").Add(float64(i))
	}
	b.Run("ours", func(b *testing.B) { benchHandler(b, httpserve.HandlerFor(our, httpserve.HandlerOpts{})) })
	b.Run("page", func(b *testing.B) {
		p := expfmt.NewPage(expfmt.Protobuf{}, nil)
		for b.Loop() {
			p.Reset(expfmt.Protobuf{})
			our.Encode(context.Background(), p)
			p.End()
		}
	})
	b.Run("theirs", func(b *testing.B) { benchHandler(b, promhttp.HandlerFor(their, promhttp.HandlerOpts{})) })
}

func BenchmarkNative(b *testing.B) {
	their, our := prometheus.NewRegistry(), registry.NewRegistry()
	tv := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "seconds", NativeHistogramBucketFactor: 1.1}, []string{"path"})
	ov := registry.NewHistogramVec(registry.HistogramOpts{Name: "seconds", NativeHistogramBucketFactor: 1.1}, []string{"path"})
	their.MustRegister(tv)
	our.MustRegister(ov)
	for i := range 1000 {
		for j := range 200 {
			tv.WithLabelValues(fmt.Sprint("/path/", i)).Observe(float64(j*j) / 1000)
			ov.WithLabelValues(fmt.Sprint("/path/", i)).Observe(float64(j*j) / 1000)
		}
	}
	b.Run("ours", func(b *testing.B) { benchHandler(b, httpserve.HandlerFor(our, httpserve.HandlerOpts{})) })
	b.Run("theirs", func(b *testing.B) { benchHandler(b, promhttp.HandlerFor(their, promhttp.HandlerOpts{})) })
}

func BenchmarkFormats(b *testing.B) {
	our := registry.NewRegistry()
	ov := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_total"}, []string{"path", "code"})
	our.MustRegister(ov)
	for i := range 100_000 {
		ov.WithLabelValues(fmt.Sprint("/path/", i), "200").Add(float64(i))
	}
	for _, format := range []expfmt.Format{expfmt.Text{}, expfmt.OpenMetrics2{}, expfmt.Protobuf{}} {
		b.Run(fmt.Sprintf("%T", format), func(b *testing.B) {
			p := expfmt.NewPage(format, nil)
			for b.Loop() {
				p.Reset(format)
				our.Encode(context.Background(), p)
				p.End()
			}
		})
	}
}
