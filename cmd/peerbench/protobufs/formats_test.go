// Package protobufs holds our protobuf formats against those of client_golang:
// the encoders, with the same metrics, and the decoder, with the same pages.
package protobufs

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

const media = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding="

// oddities are values and texts with something to get wrong.
var (
	oddValues = []float64{0, 1, -1, 0.1, 1e-5, 1e21, 1 << 53, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64}
	oddTexts  = []string{"", "plain", "a\"b\\c\nd", "\x00\x01\x7f\t\r", "\u0080\u009f\u00a0ü€𝄞", strings.Repeat("long ", 40), "'"}
)

// newHandlers returns handlers of the same metrics in both libraries.
func newHandlers() (theirs, ours http.Handler) {
	their, our := prometheus.NewRegistry(), registry.NewRegistry()
	for i, name := range []string{"jobs_total", "jobs.done", "jöbs"} {
		constant := map[string]string{"const.label": oddTexts[i]}
		theirCounter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: oddTexts[i], Unit: "jobs", ConstLabels: constant}, []string{"a", "z.z"})
		ourCounter := registry.NewCounterVec(registry.CounterOpts{Name: name, Help: oddTexts[i], Unit: "jobs", ConstLabels: constant}, []string{"a", "z.z"})
		their.MustRegister(theirCounter)
		our.MustRegister(ourCounter)
		for j, text := range oddTexts {
			theirCounter.WithLabelValues(text, "v").Add(float64(j))
			ourCounter.WithLabelValues(text, "v").Add(float64(j))
			time.Sleep(time.Duration(j) * 123_456_789)
		}
		theirCounter.WithLabelValues("with exemplar", "").(prometheus.ExemplarAdder).AddWithExemplar(2, prometheus.Labels{"trace": oddTexts[i+1]})
		ourCounter.WithLabelValues("with exemplar", "").AddWithExemplar(2, registry.Labels{"trace": oddTexts[i+1]})
	}
	theirGauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "level", Help: "A level."}, []string{"n"})
	ourGauge := registry.NewGaugeVec(registry.GaugeOpts{Name: "level", Help: "A level."}, []string{"n"})
	theirUntyped := prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "untyped"}, func() float64 { return -0.5 })
	ourUntyped := registry.NewUntypedFunc(registry.UntypedOpts{Name: "untyped"}, func() float64 { return -0.5 })
	theirSummary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "summary", Objectives: map[float64]float64{0.5: 0.1, 0.99: 0.01}})
	ourSummary := registry.NewSummary(registry.SummaryOpts{Name: "summary", Objectives: map[float64]float64{0.5: 0.1, 0.99: 0.01}})
	their.MustRegister(theirGauge, theirUntyped, theirSummary)
	our.MustRegister(ourGauge, ourUntyped, ourSummary)
	for i, v := range oddValues {
		theirGauge.WithLabelValues(fmt.Sprint(i)).Set(v)
		ourGauge.WithLabelValues(fmt.Sprint(i)).Set(v)
	}
	for i := range 100 {
		theirSummary.Observe(float64(i) / 7)
		ourSummary.Observe(float64(i) / 7)
	}
	for i, buckets := range [][]float64{nil, {1, 2, 5}, {-1, 0, math.Inf(1)}} {
		for j, factor := range []float64{0, 1.1, 2, 100000} {
			name := fmt.Sprintf("histogram_%d_%d", i, j)
			for _, threshold := range []float64{0, -1, 0.5} {
				constant := map[string]string{"threshold": fmt.Sprint(threshold)}
				theirHistogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Buckets: buckets, ConstLabels: constant, NativeHistogramBucketFactor: factor, NativeHistogramZeroThreshold: threshold}, []string{"n"})
				ourHistogram := registry.NewHistogramVec(registry.HistogramOpts{Name: name, Buckets: buckets, ConstLabels: constant, NativeHistogramBucketFactor: factor, NativeHistogramZeroThreshold: threshold}, []string{"n"})
				their.MustRegister(theirHistogram)
				our.MustRegister(ourHistogram)
				theirHistogram.WithLabelValues("empty")
				ourHistogram.WithLabelValues("empty")
				for k := range 40 {
					v := (float64(k) - 10) * math.Pow(1.7, float64(k))
					exemplar := map[string]string{"k": fmt.Sprint(k)}
					theirHistogram.WithLabelValues("full").Observe(v)
					ourHistogram.WithLabelValues("full").Observe(v)
					if k%7 == 0 {
						theirHistogram.WithLabelValues("exemplars").(prometheus.ExemplarObserver).ObserveWithExemplar(v, exemplar)
						ourHistogram.WithLabelValues("exemplars").(registry.ExemplarObserver).ObserveWithExemplar(v, exemplar)
						time.Sleep(time.Millisecond)
					}
				}
			}
		}
	}
	return promhttp.HandlerFor(their, promhttp.HandlerOpts{}), httpserve.HandlerFor(our, httpserve.HandlerOpts{})
}

func page(h http.Handler, accept string) string {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", accept)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	return response.Header().Get("Content-Type") + "\n" + response.Body.String()
}

// TestFormats compares the pages byte for byte. The clock of the bubble stands
// still, so the times are equal, too. The library of protobuf doubles blanks at
// random, in both forms of text.
func TestFormats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		theirs, ours := newHandlers()
		for _, encoding := range []string{"delimited", "text", "compact-text"} {
			for _, escaping := range []string{"allow-utf-8", "underscores", "dots", "values"} {
				accept := media + encoding + ";escaping=" + escaping
				want, got := page(theirs, accept), page(ours, accept)
				if encoding != "delimited" {
					want = withSingleBlanks(want)
				}
				if got != want {
					t.Errorf("%s: %s", accept, difference(got, want))
				}
			}
		}
	})
}

// withSingleBlanks returns text without the blanks that the library of
// protobuf adds: behind colons and between fields.
func withSingleBlanks(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		trimmed := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(trimmed)]
		trimmed = strings.ReplaceAll(trimmed, ":  ", ": ")
		trimmed = strings.ReplaceAll(trimmed, "  ", " ")
		lines[i] = indent + trimmed
	}
	return strings.Join(lines, "\n")
}

// difference shows two texts from where they differ.
func difference(got, want string) string {
	same := 0
	for same < min(len(got), len(want)) && got[same] == want[same] {
		same++
	}
	excerpt := func(s string) string { return s[max(0, same-60):min(len(s), same+60)] }
	return fmt.Sprintf("from byte %d:\ngot  %q\nwant %q", same, excerpt(got), excerpt(want))
}
