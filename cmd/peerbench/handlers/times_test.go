package handlers

import (
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// TestTimes compares the times that pages of OpenMetrics have, those of
// births and exemplars, to the last digit. They are taken from a clock that
// stands still until the test sleeps.
func TestTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		theirs, ours := prometheus.NewRegistry(), registry.NewRegistry()
		theirCounter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c_total"}, []string{"n"})
		ourCounter := registry.NewCounterVec(registry.CounterOpts{Name: "c_total"}, []string{"n"})
		theirHistogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h", Buckets: []float64{1}}, []string{"n"})
		ourHistogram := registry.NewHistogramVec(registry.HistogramOpts{Name: "h", Buckets: []float64{1}}, []string{"n"})
		theirSummary := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "s"}, []string{"n"})
		ourSummary := registry.NewSummaryVec(registry.SummaryOpts{Name: "s"}, []string{"n"})
		theirs.MustRegister(theirCounter, theirHistogram, theirSummary)
		ours.MustRegister(ourCounter, ourHistogram, ourSummary)

		for _, pause := range []time.Duration{0, 1, 999, time.Microsecond, 123456789, time.Millisecond, time.Second, 36*time.Hour + 7, 1e18, math.MaxInt64 / 4} {
			time.Sleep(pause)
			n, exemplar := pause.String(), map[string]string{"n": pause.String()}
			theirCounter.WithLabelValues(n).(prometheus.ExemplarAdder).AddWithExemplar(1, exemplar)
			ourCounter.WithLabelValues(n).AddWithExemplar(1, exemplar)
			theirHistogram.WithLabelValues(n).(prometheus.ExemplarObserver).ObserveWithExemplar(0.5, exemplar)
			ourHistogram.WithLabelValues(n).(registry.ExemplarObserver).ObserveWithExemplar(0.5, exemplar)
			theirSummary.WithLabelValues(n).Observe(1)
			ourSummary.WithLabelValues(n).Observe(1)
			want := page(promhttp.HandlerFor(theirs, promhttp.HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true}))
			got := page(httpserve.HandlerFor(ours, httpserve.HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true}))
			if got != want {
				t.Fatalf("\ngot  %s\nwant %s", got, want)
			}
		}
	})
}

func page(h http.Handler) string {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", "application/openmetrics-text;version=1.0.0")
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	return response.Body.String()
}
