package promhttp

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
)

// every returns a registry with a metric of every type.
func every() *prometheus.Registry {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total", Help: "Jobs."}, []string{"a", "b"})
	counter.WithLabelValues("1", "2").(prometheus.ExemplarAdder).AddWithExemplar(2, prometheus.Labels{"trace": "x"})
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wait_seconds", Buckets: []float64{1, 2}})
	for _, v := range []float64{0.5, 1.5, 7} {
		histogram.(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"trace": "y"})
	}
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "size_bytes", Objectives: map[float64]float64{0.5: 0.1}})
	summary.Observe(3)
	dotted := prometheus.NewGauge(prometheus.GaugeOpts{Name: "queue.length", ConstLabels: prometheus.Labels{"x.y": "z"}})
	reg.MustRegister(counter, histogram, summary, dotted, prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "state"}, func() float64 { return -1 }))
	desc := prometheus.NewDesc("stamped", "", nil, nil)
	reg.MustRegister(prometheus.CollectorFunc(func(ch chan<- prometheus.Metric) {
		ch <- prometheus.NewMetricWithTimestamp(time.Unix(5, 0), prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, 1))
	}))
	return reg
}

// TestProtobuf compares pages with what prometheus/common makes of the
// gathered messages.
func TestProtobuf(t *testing.T) {
	const media = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding="
	for _, test := range []struct {
		name, accept string
		opts         HandlerOpts
		want         string
	}{
		{"bytes", media + "delimited", HandlerOpts{}, string(expfmt.NewFormat(expfmt.TypeProtoDelim)) + "; escaping=underscores"},
		{"bytes, UTF-8", media + "delimited;escaping=allow-utf-8", HandlerOpts{}, string(expfmt.NewFormat(expfmt.TypeProtoDelim)) + "; escaping=allow-utf-8"},
		{"text of messages", media + "text", HandlerOpts{}, string(expfmt.NewFormat(expfmt.TypeProtoText)) + "; escaping=underscores"},
		{"compact text", media + "compact-text;escaping=dots", HandlerOpts{}, string(expfmt.NewFormat(expfmt.TypeProtoCompact)) + "; escaping=dots"},
		{"before text", media + "delimited;q=0.7,text/plain;version=0.0.4;q=0.3", HandlerOpts{}, string(expfmt.NewFormat(expfmt.TypeProtoDelim)) + "; escaping=underscores"},
		{"accepted alone", "", HandlerOpts{AcceptedFormats: []expfmt.Format{expfmt.NewFormat(expfmt.TypeProtoDelim)}}, string(expfmt.NewFormat(expfmt.TypeProtoDelim)) + "; escaping=underscores"},
		{"with OpenMetrics", media + "delimited", HandlerOpts{EnableOpenMetrics: true}, string(expfmt.NewFormat(expfmt.TypeProtoDelim)) + "; escaping=underscores"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reg := every()
			request, response := httptest.NewRequest("GET", "/metrics", nil), httptest.NewRecorder()
			request.Header.Set("Accept", test.accept)
			HandlerFor(reg, test.opts).ServeHTTP(response, request)
			if got := response.Header().Get("Content-Type"); got != test.want {
				t.Errorf("Content-Type: got %q, want %q", got, test.want)
			}
			families, err := reg.Gather()
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			enc := expfmt.NewEncoder(&want, expfmt.Format(test.want))
			for _, family := range families {
				if err := enc.Encode(family); err != nil {
					t.Fatal(err)
				}
			}
			// Half of all builds print the text with a second space between
			// fields or behind names, so that nobody relies on the bytes.
			got, wanted := response.Body.String(), want.String()
			if !strings.Contains(test.want, "delimited") {
				got, wanted = strings.ReplaceAll(got, "  ", " "), strings.ReplaceAll(wanted, "  ", " ")
			}
			if got != wanted {
				t.Errorf("\ngot  %q\nwant %q", got, wanted)
			}
		})
	}
}
