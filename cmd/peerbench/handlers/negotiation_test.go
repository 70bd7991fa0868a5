package handlers

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	theirfmt "github.com/prometheus/common/expfmt"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// formats are all formats of both libraries, by the names in tests.
var formats = []struct {
	name   string
	theirs theirfmt.Format
	ours   expfmt.Format
}{
	{"text", theirfmt.FmtText, expfmt.Text{}},
	{"1.0.0", theirfmt.FmtOpenMetrics_1_0_0, expfmt.OpenMetrics{}},
	{"0.0.1", theirfmt.FmtOpenMetrics_0_0_1, expfmt.OpenMetrics{Version: expfmt.OpenMetrics001}},
	{"2.0.0", theirfmt.FmtOpenMetrics_2_0_0, expfmt.OpenMetrics2{}},
	{"delimited", theirfmt.FmtProtoDelim, expfmt.Protobuf{}},
	{"protobuf text", theirfmt.FmtProtoText, expfmt.Protobuf{Encoding: expfmt.ProtobufText}},
	{"compact text", theirfmt.FmtProtoCompact, expfmt.Protobuf{Encoding: expfmt.ProtobufCompactText}},
}

// chosen returns the formats with the names.
func chosen(names []string) (theirs []theirfmt.Format, ours []expfmt.Format) {
	for _, name := range names {
		for _, f := range formats {
			if f.name == name {
				theirs, ours = append(theirs, f.theirs), append(ours, f.ours)
			}
		}
	}
	return theirs, ours
}

// TestNegotiation asks handlers of every combination of formats for what
// scrapers ask for, and for clauses put together at random, and compares the
// Content-Type.
func TestNegotiation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	headers := []string{""}
	for _, r := range requests {
		if len(r.accept) == 1 {
			headers = append(headers, r.accept[0])
		}
	}
	for range 300 {
		headers = append(headers, randomAccept(random))
	}
	const orders = 3 // of each combination
	for set := range 1 << len(formats) {
		var names []string
		for i, f := range formats {
			if set&(1<<i) != 0 {
				names = append(names, f.name)
			}
		}
		for range orders {
			random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
			for _, openMetrics := range []bool{false, true} {
				theirFormats, ourFormats := chosen(names)
				theirs := promhttp.HandlerFor(prometheus.NewRegistry(), promhttp.HandlerOpts{AcceptedFormats: theirFormats, EnableOpenMetrics: openMetrics})
				ours := httpserve.HandlerFor(registry.NewRegistry(), httpserve.HandlerOpts{AcceptedFormats: ourFormats, EnableOpenMetrics: openMetrics})
				for _, accept := range headers {
					if want, got := contentType(theirs, accept), contentType(ours, accept); got != want {
						t.Fatalf("of %q, EnableOpenMetrics %v, with Accept: %s\nclient_golang chooses %q\nplainmetrics %q", names, openMetrics, accept, want, got)
					}
				}
			}
		}
	}
}

// randomAccept returns an Accept header of up to six clauses.
func randomAccept(random *rand.Rand) string {
	pick := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	var clauses []string
	for range 1 + random.IntN(6) {
		clause := pick("text/plain", "application/openmetrics-text", "application/vnd.google.protobuf", "*/*", "text/*", "application/*", "*")
		for range random.IntN(5) {
			clause += ";" + pick(" ", "", "") + pick(
				"version=0.0.4", "version=1.0.0", "version=2.0.0", "version=0.0.1", "charset=utf-8",
				"proto=io.prometheus.client.MetricFamily", "encoding=delimited", "encoding=text", "encoding=compact-text",
				"proto=io.prometheus.client.MetricFamily;encoding=delimited",
				"escaping=allow-utf-8", "escaping=dots", "escaping=none", "q=0.5", "q=0.1", "q=0", "q=x", "version=", "encoding",
			)
		}
		clauses = append(clauses, clause)
	}
	return strings.Join(clauses, pick(",", ", "))
}

func contentType(h http.Handler, accept string) string {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", accept)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	return response.Header().Get("Content-Type")
}
