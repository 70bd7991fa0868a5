package httpserve

import (
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// HandlerOpts say how HandlerFor serves pages. The zero value is a
// reasonable default.
type HandlerOpts struct {
	// OnError is told every error of gathering and of sending a page. It
	// may be called from several goroutines at once; nil is told nothing.
	OnError func(error)

	// ErrorLog gets a line for each of these errors. A *log.Logger is one.
	ErrorLog Logger

	// ErrorHandling says what else an error does.
	ErrorHandling HandlerErrorHandling

	// Registry, if not nil, gets the counter
	// promhttp_metric_handler_errors_total, which counts the errors by
	// their cause: gathering or encoding, which includes sending. Handlers
	// with the same Registry share the counter.
	Registry registry.Registerer

	// DisableCompression sends all pages as they are.
	DisableCompression bool

	// OfferedCompressions, unless it is empty, are all the compressions that
	// are offered, the ones to send if the request has no preference first.
	// Where Zstd is chosen the page is sent as it is.
	OfferedCompressions []Compression

	// EnableOpenMetrics offers OpenMetrics, 1.0.0 and 0.0.1, to scrapers
	// that ask for it. Prometheus then has le="1.0" where it had le="1".
	EnableOpenMetrics bool

	// EnableOpenMetricsTextCreatedSamples gives the counters, histograms
	// and summaries of an OpenMetrics page a line that says when they were
	// created.
	EnableOpenMetricsTextCreatedSamples bool

	// ProcessStartTime, unless it is zero, is sent with every answer, in
	// the header Process-Start-Time-Unix, in seconds since 1970.
	ProcessStartTime time.Time

	// MaxRequestsInFlight is the number of requests answered at the same
	// time, from their arrival until their page is sent. Those beyond it
	// are answered with 503 at once. There is no limit if it is 0 or
	// negative.
	MaxRequestsInFlight int

	// CoalesceGather is taken for the sake of client_golang and has no
	// effect: scrapes at the same time are gathered each for itself, which
	// takes less than to wait for another, and a collector that is slower
	// than scrapers come is not run again while it is still busy.
	CoalesceGather bool

	// Timeout is how long collectors may take; the scraper's own limit
	// applies if it is shorter. The page is served without those that are
	// not done by then. There is no limit if it is 0 or negative.
	//
	// client_golang answers 503 in that case and nothing else, while the
	// collectors run on: one slow collector takes all metrics with it, and
	// most of all when they are needed.
	Timeout time.Duration
}

// A Compression is what a page may be compressed with.
type Compression string

// Identity and Gzip are the compressions of this package. Zstd takes an
// encoder that the standard library lacks.
const (
	Identity Compression = "identity"
	Gzip     Compression = "gzip"
	Zstd     Compression = "zstd"
)

// HandlerFor returns a handler that answers every request with the page of
// g, whatever the method; of the answer to HEAD, net/http sends the header
// alone. Each name[] in the query names a family; if there are any, the
// page has no others.
//
// HandlerFor panics if the counter of errors can't be registered with
// opts.Registry.
func HandlerFor(g registry.Gatherer, opts HandlerOpts) http.Handler {
	h := newHandler(g, opts)
	if opts.EnableOpenMetrics {
		h.negotiate = offerOpenMetrics(opts.EnableOpenMetricsTextCreatedSamples)
	}
	return h
}

func newHandler(g registry.Gatherer, opts HandlerOpts) *handler {
	h := &handler{gatherer: g, opts: opts, failures: newFailures(opts), negotiate: offerText, vary: []string{"Accept"}}
	if !opts.DisableCompression {
		h.vary = append(h.vary, "Accept-Encoding")
	}
	if n := opts.MaxRequestsInFlight; n > 0 {
		h.slots = make(chan struct{}, n)
		h.busy = "Limit of concurrent requests reached (" + strconv.Itoa(n) + "), try again later."
	}
	if !opts.DisableCompression {
		h.compressions = usualOffers
		if len(opts.OfferedCompressions) > 0 {
			h.compressions = slices.Clone(opts.OfferedCompressions)
		}
	}
	if t := opts.ProcessStartTime; !t.IsZero() {
		h.startTime = strconv.FormatInt(t.Unix(), 10)
	}
	return h
}

type handler struct {
	gatherer  registry.Gatherer
	opts      HandlerOpts
	failures  failures
	negotiate func(accept string) expfmt.Format

	compressions []Compression // that are offered
	startTime    string        // of the process; "" tells nobody

	slots    chan struct{} // nil if there is no limit
	busy     string        // the answer to a request that gets no slot
	vary     []string      // headers of the request that the answer depends on
	pageSize atomic.Int64  // of the last page, in bytes
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.startTime != "" {
		w.Header().Set("Process-Start-Time-Unix", h.startTime)
	}
	if !h.enter() {
		http.Error(w, h.busy, http.StatusServiceUnavailable)
		return
	}
	defer h.leave()
	format := h.negotiate(r.Header.Get("Accept"))
	page := h.newPage(format)
	defer releasePage(page)
	var z *zipper // nil if the page is sent as it is
	if wantsGzip(r.Header["Accept-Encoding"], h.compressions) {
		z = newZipper()
		defer z.release()
		z.zip(page)
	}

	err := h.gather(r, page)
	body := page.End()
	if z == nil {
		h.pageSize.Store(int64(len(body)))
	} else {
		body = z.end()
	}
	if err != nil {
		h.failures.gathering(err)
		if page.IsEmpty() {
			http.Error(w, "An error has occurred while serving metrics:\n\n"+err.Error(), http.StatusInternalServerError)
			return
		}
	}
	h.send(w, format.ContentType(), body, z != nil)
}

// enter takes a slot, and reports whether there was one.
func (h *handler) enter() bool {
	if h.slots == nil {
		return true
	}
	select {
	case h.slots <- struct{}{}:
		return true
	default:
		return false
	}
}

func (h *handler) leave() {
	if h.slots != nil {
		<-h.slots
	}
}

// gather fills the page.
func (h *handler) gather(r *http.Request, page *expfmt.Page) error {
	ctx, cancel := withDeadline(r, h.opts.Timeout)
	defer cancel()
	if names := namesOf(r); len(names) > 0 {
		return h.gatherer.Encode(ctx, &selection{page: page, names: names})
	}
	return h.gatherer.Encode(ctx, page)
}

// send sends a page. It does not set Content-Length: as with client_golang,
// net/http does so for small pages and sends others in chunks.
func (h *handler) send(w http.ResponseWriter, contentType string, body []byte, isZipped bool) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	header["Vary"] = append(header["Vary"], h.vary...)
	if isZipped {
		header.Set("Content-Encoding", "gzip")
	}
	if _, err := w.Write(body); err != nil {
		h.failures.sending(err)
	}
}
