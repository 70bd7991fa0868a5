package rows

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	theirfmt "github.com/prometheus/common/expfmt"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// ourScrape returns a function that prints the page of a registry into
// reused memory, as the handler does.
func ourScrape(g registry.Gatherer) func() []byte { return ourScrapeIn(expfmt.Text{}, g) }

func ourScrapeIn(format expfmt.Format, g registry.Gatherer) func() []byte {
	source := registry.Checked(g)
	page := expfmt.NewPage(format, nil)
	return func() []byte {
		page.Reset(format)
		must(source.Encode(context.Background(), page))
		return page.End()
	}
}

// theirScrape returns a function that writes the page of a client_golang
// registry as promhttp does: gather, then encode family after family.
func theirScrape(g cg.Gatherer, w io.Writer) func() {
	return theirScrapeIn(theirfmt.NegotiateAccept(http.Header{}, theirfmt.DefaultAcceptedFormats()...), g, w)
}

func theirScrapeIn(format theirfmt.Format, g cg.Gatherer, w io.Writer) func() {
	return func() {
		families, err := g.Gather()
		must(err)
		enc := theirfmt.NewEncoder(w, format)
		for _, family := range families {
			must(enc.Encode(family))
		}
	}
}

// vmScrape returns a function that writes the page of a set.
func vmScrape(set *vm.Set, w io.Writer) func() { return func() { set.WritePrometheus(w) } }

// A zippedScrape scrapes a handler with compression.
type zippedScrape struct {
	handler http.Handler
	request *http.Request
	header  http.Header
	body    io.Writer
	bytes   int // of the last body
}

func ourZipped(g registry.Gatherer) *zippedScrape {
	return newZipped(httpserve.HandlerFor(g, httpserve.HandlerOpts{}))
}

func theirZipped(g cg.Gatherer) *zippedScrape {
	return newZipped(promhttp.HandlerFor(g, promhttp.HandlerOpts{}))
}

func newZipped(h http.Handler) *zippedScrape {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept-Encoding", "gzip")
	return &zippedScrape{handler: h, request: request, header: make(http.Header), body: io.Discard}
}

// scrape scrapes once, into body.
func (z *zippedScrape) scrape() {
	z.bytes = 0
	clear(z.header)
	z.handler.ServeHTTP(z, z.request)
}

// Header implements http.ResponseWriter.
func (z *zippedScrape) Header() http.Header { return z.header }

// WriteHeader implements http.ResponseWriter.
func (z *zippedScrape) WriteHeader(int) {}

// Write implements http.ResponseWriter.
func (z *zippedScrape) Write(p []byte) (int, error) {
	z.bytes += len(p)
	return z.body.Write(p)
}

// zippedBy returns the number of bytes that compress/gzip makes of a page.
func zippedBy(level int, page []byte) int {
	var size countingWriter
	w, err := gzip.NewWriterLevel(&size, level)
	must(err)
	_, err = w.Write(page)
	must(err)
	must(w.Close())
	return int(size)
}

// A countingWriter counts bytes.
type countingWriter int

// Write implements io.Writer.
func (c *countingWriter) Write(p []byte) (int, error) {
	*c += countingWriter(len(p))
	return len(p), nil
}
