package main

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	common "github.com/prometheus/common/expfmt"

	"plainmetrics/expfmt"
)

// What pages are asked for with, without the scheme.
const (
	acceptProtobufText = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding="
	acceptOpenMetrics2 = "application/openmetrics-text;version=2.0.0;escaping="
)

// scrape shows the page in the format of the machine.
func (m *machine) scrape() {
	switch handler := promhttp.HandlerFor(m.gatherer, m.opts); m.accept {
	case acceptProtobuf:
		if !m.isSparse {
			m.say("%s", framedProtobuf(handler, m.accept+m.escaping))
		}
	case acceptOpenMetrics2:
		m.say("%s", openMetrics2Page(m.gatherer, m.accept+m.escaping))
	default:
		m.say("%s", framed(handler, m.accept+m.escaping))
	}
}

// scrapeMore shows the page in the formats that all programs print at the
// end.
func (m *machine) scrapeMore() {
	handler := promhttp.HandlerFor(m.gatherer, m.opts)
	if !m.isSparse && m.mayDraw(kindProtobuf) {
		m.say("%s", framedProtobuf(handler, acceptProtobuf+m.escaping))
	}
	if !m.isSparse && m.chance(kindProtobufText, 4) {
		// The module of protobuf writes two spaces in place of one by chance.
		accept := acceptProtobufText + pick(m, "text", "compact-text") + ";escaping=" + m.escaping
		m.say("%s", spaces.ReplaceAllString(framed(handler, accept), " "))
	}
	if m.mayDraw(kindOpenMetrics2) {
		m.say("%s", openMetrics2Page(m.gatherer, acceptOpenMetrics2+m.escaping))
	}
}

var spaces = regexp.MustCompile(` +`)

// openMetrics2Page returns the page in OpenMetrics 2.0, without the families
// that the format forbids. client_golang writes such a family up to the
// mistake, and goes on behind it. So each of its families is asked for alone,
// with a panic if it is forbidden, and the rest make one page.
//
// Not names with a newline, which the specification allows, and client_golang
// does not.
func openMetrics2Page(g prometheus.Gatherer, accept string) string {
	handler, isTheirs := openMetrics2Handler(g, promhttp.ContinueOnError)
	families, err := g.Gather()
	if err != nil && len(families) == 0 {
		return framed(handler, accept)
	}
	if strings.HasSuffix(accept, "=allow-utf-8") {
		families = slices.DeleteFunc(families, func(f *dto.MetricFamily) bool { return strings.Contains(f.GetName(), "\n") })
	}
	if !isTheirs {
		names := url.Values{"name[]": {""}}
		for _, family := range families {
			names.Add("name[]", family.GetName())
		}
		return framed(withQuery(handler, names.Encode()), accept)
	}
	const end = "# EOF\n--- end"
	nothing, _ := openMetrics2Handler(gathererOf(nil), promhttp.ContinueOnError)
	page := strings.TrimSuffix(framed(nothing, accept), end)
	head := len(page)
	for _, family := range families {
		alone, _ := openMetrics2Handler(gathererOf(nil, family), promhttp.PanicOnError)
		_ = outcome(func() error {
			page += strings.TrimSuffix(framed(alone, accept)[head:], end)
			return nil
		})
	}
	return page + end
}

// withQuery returns a handler of requests with the query.
func withQuery(h http.Handler, query string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = query
		h.ServeHTTP(w, r)
	})
}

// openMetrics2Handler returns a handler of OpenMetrics 2.0 alone, and whether
// it takes client_golang's formats.
func openMetrics2Handler(g prometheus.Gatherer, handling promhttp.HandlerErrorHandling) (h http.Handler, isTheirs bool) {
	opts := promhttp.HandlerOpts{ErrorHandling: handling}
	switch formats := any(&opts.AcceptedFormats).(type) {
	case *[]common.Format:
		*formats, isTheirs = []common.Format{common.FmtOpenMetrics_2_0_0}, true
	case *[]expfmt.Format:
		*formats = []expfmt.Format{expfmt.OpenMetrics2{}}
	}
	return promhttp.HandlerFor(g, opts), isTheirs
}
