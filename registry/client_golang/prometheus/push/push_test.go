package push

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
)

// TestFormat pushes in each format, and decodes what arrives.
func TestFormat(t *testing.T) {
	type request struct{ method, path, contentType, family string }
	var got request
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = request{r.Method, r.URL.Path, r.Header.Get("Content-Type"), ""}
		var family dto.MetricFamily
		if err := expfmt.NewDecoder(r.Body, expfmt.ResponseFormat(r.Header)).Decode(&family); err != nil {
			got.family = err.Error()
		} else {
			got.family = strings.ReplaceAll(family.String(), "  ", " ")
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	defer gateway.Close()
	jobs := prometheus.NewGauge(prometheus.GaugeOpts{Name: "jobs", Help: "Jobs."})
	const family = `name:"jobs" help:"Jobs." type:GAUGE metric:{gauge:{value:0}}`
	proto, text := expfmt.NewFormat(expfmt.TypeProtoDelim), expfmt.NewFormat(expfmt.TypeTextPlain)
	for _, test := range []struct {
		name string
		push func() error
		want request
	}{
		{"protobuf unless asked", New(gateway.URL, "j").Collector(jobs).Push, request{"PUT", "/metrics/job/j", string(proto), family}},
		{"text", New(gateway.URL, "j").Format(text).Collector(jobs).Add, request{"POST", "/metrics/job/j", string(text), family}},
		{"grouping, a client", New(gateway.URL, "j").Client(http.DefaultClient).Grouping("a", "b").Collector(jobs).Add, request{"POST", "/metrics/job/j/a/b", string(proto), family}},
		{"delete", New(gateway.URL, "j").Collector(jobs).Delete, request{"DELETE", "/metrics/job/j", "", "EOF"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := test.push(); err != nil || got != test.want {
				t.Errorf("got  %q, error %v\nwant %q", got, err, test.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	labeled := func(name string) prometheus.Collector {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: "jobs", ConstLabels: prometheus.Labels{name: "x"}})
	}
	for _, test := range []struct {
		name   string
		pusher *Pusher
		want   string
	}{
		{"no job", New("localhost:0", ""), "job name is empty"},
		{"a job label", New("localhost:0", "j").Collector(labeled("job")), "already contains a job label"},
		{"a label of the key", New("localhost:0", "j").Grouping("zone", "y").Collector(labeled("zone")), "already contains grouping label zone"},
		{"a Collector twice", New("localhost:0", "j").Collector(labeled("a")).Collector(labeled("a")), "duplicate metrics collector registration attempted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := test.pusher.Push(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %s", err, test.want)
			}
		})
	}
}
