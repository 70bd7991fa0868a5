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

// answer shows the answer of h to a scraper.
func answer(h http.Handler, accept string) { fmt.Println(framed(h, accept)) }

// framed returns the answer of h between two marks, with which the test
// finds pages.
func framed(h http.Handler, accept string) string {
	if inProtobuf {
		_, escaping, _ := strings.Cut(accept, "escaping=")
		return framedProtobuf(h, acceptProtobuf+escaping)
	}
	code, contentType, page := ask(h, accept)
	return frame(code, contentType, page)
}

// framedProtobuf returns the answer in base64.
func framedProtobuf(h http.Handler, accept string) string {
	code, contentType, page := ask(h, accept)
	if page != "" {
		page = base64.StdEncoding.EncodeToString([]byte(page)) + "\n"
	}
	return frame(code, contentType, page)
}

func frame(code int, contentType, page string) string {
	return fmt.Sprintf("--- page %d %s\n%s--- end", code, contentType, page)
}

// ask returns the answer of h to a scraper.
func ask(h http.Handler, accept string) (code int, contentType, page string) {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", accept)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	if response.Code == http.StatusOK {
		page = response.Body.String() // the wording of errors is each library's own
	}
	return response.Code, response.Header().Get("Content-Type"), page
}

// moving are the values that differ between two runs of a program: values of
// the process and the runtime, values of metrics with a name in moving_, and
// in OpenMetrics the times of creation and of exemplars.
var moving = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^((?:go|process|moving)_\w+(?:\{.*\})?) .*$`),
	regexp.MustCompile(`(?m)^([\w:]*_created(?:\{.*\})?|\{".*_created"(?:,.*)?\}) \S+$`),
	regexp.MustCompile(`(?m)( # \{.*\} \S+) \S+$`),
}

// withoutMoving returns an output without the moving values.
func withoutMoving(out []byte) []byte {
	for _, m := range moving {
		out = m.ReplaceAll(out, []byte("$1 moves"))
	}
	return out
}

// try prints how f ends: well, with an error, or with a panic. The texts of
// errors differ between the libraries, and are not printed.
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

// tryTo is try for a function without an error.
func tryTo(what string, f func()) {
	try(what, func() error { f(); return nil })
}
