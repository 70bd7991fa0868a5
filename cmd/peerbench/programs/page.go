package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// What pages are asked for with. Under allow-utf-8 nothing is lost.
const (
	acceptText        = "text/plain;version=0.0.4;escaping=allow-utf-8"
	acceptOpenMetrics = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"
	acceptProtobuf    = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping="
)

var inProtobuf = os.Getenv("PROTOBUF") != ""

// show shows the page of g.
func show(g prometheus.Gatherer) {
	answer(promhttp.HandlerFor(g, promhttp.HandlerOpts{}), acceptText)
}

// answer shows how h answers a scraper.
func answer(h http.Handler, accept string) { fmt.Println(framed(h, accept)) }

// framed returns the answer of h between two lines, for the test, which
// reads pages.
func framed(h http.Handler, accept string) string {
	if inProtobuf {
		_, escaping, _ := strings.Cut(accept, "escaping=")
		accept = acceptProtobuf + escaping
	}
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", accept)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	page := response.Body.String()
	switch {
	case response.Code != http.StatusOK:
		page = "" // the wording of errors is each library's own
	case inProtobuf:
		page = base64.StdEncoding.EncodeToString([]byte(page)) + "\n"
	}
	return fmt.Sprintf("--- page %d %s\n%s--- end", response.Code, response.Header().Get("Content-Type"), page)
}

// moving are the values that are not the same in two runs of a program:
// those of the process and its runtime, those of metrics whose name says
// so, and in OpenMetrics when a series was born and an exemplar was seen.
var moving = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^((?:go|process|moving)_\w+(?:\{.*\})?) .*$`),
	regexp.MustCompile(`(?m)^([\w:]*_created(?:\{.*\})?|\{".*_created"(?:,.*)?\}) \S+$`),
	regexp.MustCompile(`(?m)( # \{.*\} \S+) \S+$`),
}

// withoutMoving leaves out of an output what moves.
func withoutMoving(out []byte) []byte {
	for _, m := range moving {
		out = m.ReplaceAll(out, []byte("$1 moves"))
	}
	return out
}

// try says how f ends: well, with an error, or with a panic. What errors
// say is each library's own.
func try(what string, f func() error) {
	fmt.Println(what, "->", outcome(f))
}

func outcome(f func() error) (how string) {
	defer func() {
		if recover() != nil {
			how = "panic"
		}
	}()
	if f() != nil {
		return "error"
	}
	return "ok"
}

// tryTo is try for what returns no error.
func tryTo(what string, f func()) {
	try(what, func() error { f(); return nil })
}
