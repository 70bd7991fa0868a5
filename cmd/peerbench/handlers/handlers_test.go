// Package handlers holds our handler against client_golang's: both answer
// the same requests, over real connections, with the same bytes.
package handlers

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/encoding/protodelim"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// A pair is the same handler of both libraries.
type pair struct{ theirs, ours http.Handler }

// newPair returns handlers of the same metrics. The page is longer than
// what net/http holds back to find out its length.
func newPair(theirOpts promhttp.HandlerOpts, ourOpts httpserve.HandlerOpts) pair {
	theirs := prometheus.NewRegistry()
	theirRequests := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total", Help: "Requests."}, []string{"path", "la.bel"})
	theirLevel := prometheus.NewGauge(prometheus.GaugeOpts{Name: "level", Help: "A level."})
	theirOdd := prometheus.NewGauge(prometheus.GaugeOpts{Name: "my.metric", Help: "Odd."})
	theirSeconds := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "seconds"})
	theirs.MustRegister(theirRequests, theirLevel, theirOdd, theirSeconds)

	ours := registry.NewRegistry()
	ourRequests := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total", Help: "Requests."}, []string{"path", "la.bel"})
	ourLevel := registry.NewGauge(registry.GaugeOpts{Name: "level", Help: "A level."})
	ourOdd := registry.NewGauge(registry.GaugeOpts{Name: "my.metric", Help: "Odd."})
	ourSeconds := registry.NewHistogram(registry.HistogramOpts{Name: "seconds"})
	ours.MustRegister(ourRequests, ourLevel, ourOdd, ourSeconds)

	for i := range 100 {
		path := fmt.Sprint("/", i)
		theirRequests.WithLabelValues(path, "x").Inc()
		ourRequests.WithLabelValues(path, "x").Inc()
		theirSeconds.Observe(float64(i) / 9)
		ourSeconds.Observe(float64(i) / 9)
	}
	return pair{promhttp.HandlerFor(theirs, theirOpts), httpserve.HandlerFor(ours, ourOpts)}
}

// An answer is what of a response must be equal.
type answer struct {
	status int
	header http.Header // without what depends on the time
	length int64       // as the Content-Length header says it, or -1
	body   string      // uncompressed
}

func ask(t *testing.T, h http.Handler, r request) answer {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	method := r.method
	if method == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequest(method, server.URL+"/metrics"+r.query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.accept != nil {
		req.Header["Accept"] = r.accept
	}
	if r.encoding != nil {
		req.Header["Accept-Encoding"] = r.encoding
	}
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	response, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{response.StatusCode, response.Header, response.ContentLength, string(body)}
	if response.Header.Get("Content-Encoding") == "gzip" {
		if method != http.MethodHead {
			a.body = unzip(t, body)
		}
		if a.length >= 0 {
			a.length = 0 // how well the same bytes are compressed is up to each library
		}
		a.header.Del("Content-Length")
	}
	a.header.Del("Date")
	return a
}

// withoutTimes returns an answer without times of creation, which protobuf and
// OpenMetrics 2.0 have, and without the blanks that the library of protobuf puts
// into text at random.
func (a answer) withoutTimes(t *testing.T) answer {
	t.Helper()
	contentType := a.header.Get("Content-Type")
	inProtobuf := strings.HasPrefix(contentType, "application/vnd.google.protobuf")
	if !inProtobuf && !strings.Contains(contentType, "version=2.0.0") {
		return a
	}
	if a.length > 0 {
		a.length = 0 // depends on the times
		a.header.Del("Content-Length")
	}
	if !strings.Contains(contentType, "encoding=delimited") {
		a.body = timeInText.ReplaceAllString(a.body, "")
		a.body = strings.ReplaceAll(a.body, "  ", " ")
		return a
	}
	var body strings.Builder
	for in := bufio.NewReader(strings.NewReader(a.body)); ; {
		var family dto.MetricFamily
		err := protodelim.UnmarshalFrom(in, &family)
		if err == io.EOF {
			a.body = body.String()
			return a
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range family.Metric {
			if m.Counter != nil {
				m.Counter.CreatedTimestamp = nil
			}
			if m.Histogram != nil {
				m.Histogram.CreatedTimestamp = nil
			}
		}
		if _, err := protodelim.MarshalTo(&body, &family); err != nil {
			t.Fatal(err)
		}
	}
}

var timeInText = regexp.MustCompile(`\s+created_timestamp:\s*\{[^}]*\}| st@[0-9.]+`)

func unzip(t *testing.T, zipped []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAnswers(t *testing.T) {
	start := time.Unix(1_700_000_000, 999)
	handlers := map[string]pair{
		"default":        newPair(promhttp.HandlerOpts{}, httpserve.HandlerOpts{}),
		"OpenMetrics":    newPair(promhttp.HandlerOpts{EnableOpenMetrics: true}, httpserve.HandlerOpts{EnableOpenMetrics: true}),
		"no compression": newPair(promhttp.HandlerOpts{DisableCompression: true}, httpserve.HandlerOpts{DisableCompression: true}),
		"start time":     newPair(promhttp.HandlerOpts{ProcessStartTime: start}, httpserve.HandlerOpts{ProcessStartTime: start}),
	}
	for _, offers := range [][]promhttp.Compression{
		{promhttp.Identity}, {promhttp.Gzip}, {promhttp.Identity, promhttp.Gzip}, {promhttp.Gzip, promhttp.Identity}, {promhttp.Zstd, promhttp.Gzip},
	} {
		var ours []httpserve.Compression
		for _, offer := range offers {
			ours = append(ours, httpserve.Compression(offer))
		}
		handlers[fmt.Sprint(offers)] = newPair(promhttp.HandlerOpts{OfferedCompressions: offers}, httpserve.HandlerOpts{OfferedCompressions: ours})
	}
	maps.Copy(handlers, acceptingPairs())
	for _, r := range requests {
		for name, handler := range handlers {
			t.Run(name+"/"+r.name, func(t *testing.T) {
				compare(t, ask(t, handler.theirs, r), ask(t, handler.ours, r))
			})
		}
	}
}

// acceptingPairs are handlers with the option AcceptedFormats.
func acceptingPairs() map[string]pair {
	pairs := make(map[string]pair)
	for _, names := range [][]string{
		{"text"}, {"1.0.0"}, {"0.0.1", "text"}, {"text", "0.0.1", "1.0.0"}, {"2.0.0", "text"}, {"protobuf text", "delimited"},
	} {
		theirs, ours := chosen(names)
		pairs["accepts "+strings.Join(names, ", ")] = newPair(promhttp.HandlerOpts{AcceptedFormats: theirs, EnableOpenMetrics: true},
			httpserve.HandlerOpts{AcceptedFormats: ours, EnableOpenMetrics: true})
	}
	return pairs
}

func compare(t *testing.T, theirs, ours answer) {
	t.Helper()
	if theirs.status != ours.status {
		t.Errorf("status: client_golang %d, plainmetrics %d", theirs.status, ours.status)
	}
	theirs, ours = theirs.withoutTimes(t), ours.withoutTimes(t)
	if !maps.EqualFunc(theirs.header, ours.header, func(a, b []string) bool { return strings.Join(a, "|") == strings.Join(b, "|") }) {
		t.Errorf("header:\nclient_golang %v\nplainmetrics  %v", theirs.header, ours.header)
	}
	if theirs.length != ours.length {
		t.Errorf("content length: client_golang %d, plainmetrics %d", theirs.length, ours.length)
	}
	if theirs.body != ours.body {
		t.Errorf("body:\nclient_golang %s\nplainmetrics  %s", theirs.body, ours.body)
	}
}

// TestAnswersOfNothing has an empty registry.
func TestAnswersOfNothing(t *testing.T) {
	handlers := pair{
		promhttp.HandlerFor(prometheus.NewRegistry(), promhttp.HandlerOpts{EnableOpenMetrics: true}),
		httpserve.HandlerFor(registry.NewRegistry(), httpserve.HandlerOpts{EnableOpenMetrics: true}),
	}
	for _, r := range requests[:20] {
		t.Run(r.name, func(t *testing.T) { compare(t, ask(t, handlers.theirs, r), ask(t, handlers.ours, r)) })
	}
}

// TestInFlightLimit keeps a scrape in flight while others come.
func TestInFlightLimit(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	block := func() float64 {
		entered <- struct{}{}
		<-leave
		return 1
	}
	theirs := prometheus.NewRegistry()
	theirs.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "slow"}, block))
	ours := registry.NewRegistry()
	ours.MustRegister(registry.NewGaugeFunc(registry.GaugeOpts{Name: "slow"}, block))

	var answers []answer
	for _, h := range []http.Handler{
		promhttp.HandlerFor(theirs, promhttp.HandlerOpts{MaxRequestsInFlight: 1}),
		httpserve.HandlerFor(ours, httpserve.HandlerOpts{MaxRequestsInFlight: 1}),
	} {
		first := make(chan answer)
		go func() { first <- ask(t, h, request{}) }()
		<-entered
		for _, r := range requests[:20] {
			answers = append(answers, ask(t, h, r))
		}
		leave <- struct{}{}
		answers = append(answers, <-first)
	}
	half := len(answers) / 2
	for i := range half {
		compare(t, answers[i], answers[half+i])
	}
	if got := answers[0].status; got != http.StatusServiceUnavailable {
		t.Errorf("status beyond the limit: got %d, want 503", got)
	}
}
