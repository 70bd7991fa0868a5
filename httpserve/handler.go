package httpserve

import (
	"context"
	"errors"
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
	// OnError, if not nil, gets every error of gathering and of sending a
	// page. Several goroutines may call OnError at once.
	OnError func(error)

	// ErrorLog gets a line for each of these errors. A *log.Logger is one.
	ErrorLog Logger

	// ErrorHandling chooses the further effect of an error.
	ErrorHandling HandlerErrorHandling

	// ExposeErrors shows the texts of errors to every client, in the body
	// of an answer with status 500, as client_golang does. Such a text has
	// the names of types, the error or the panic of a collector, and with
	// these perhaps the address and the password of a database.
	ExposeErrors bool

	// Registry, if not nil, gets the counter
	// promhttp_metric_handler_errors_total of errors by cause: gathering, or
	// encoding, which includes sending and families that the format of the
	// page can't show. Handlers with the same Registry share the counter.
	Registry registry.Registerer

	// DisableCompression sends all pages uncompressed.
	DisableCompression bool

	// OfferedCompressions, unless empty, are the compressions on offer, in
	// the order of preference if the request has none. For Zstd the page is
	// sent uncompressed.
	OfferedCompressions []Compression

	// EnableOpenMetrics offers OpenMetrics 1.0.0 and 0.0.1, beside protobuf
	// and text. OpenMetrics writes le="1.0" where text writes le="1", so the
	// bucket becomes another series in Prometheus.
	EnableOpenMetrics bool

	// EnableOpenMetricsTextCreatedSamples gives the counters, histograms
	// and summaries of an OpenMetrics page a line with the time of their
	// creation.
	EnableOpenMetricsTextCreatedSamples bool

	// AcceptedFormats, unless empty, are the only formats on offer, and
	// EnableOpenMetrics has no effect. Of formats that the scraper likes
	// equally the first counts. A scraper that asks for none of them gets
	// the text format, or the first format if text is not accepted. The
	// scraper sets the Scheme:
	//
	//	[]expfmt.Format{expfmt.OpenMetrics2{}, expfmt.Protobuf{}, expfmt.Text{}}
	//
	// HandlerFor panics unless each format has the method Offer() Offer, as the
	// formats of package expfmt do.
	AcceptedFormats []expfmt.Format

	// ProcessStartTime, unless it is zero, is sent with every answer, in
	// the header Process-Start-Time-Unix, in seconds since 1970.
	ProcessStartTime time.Time

	// MaxRequestsInFlight is the number of requests answered at the same
	// time, from the arrival until the page is sent. Further requests get
	// 503 at once. 0 and negative stand for no limit.
	MaxRequestsInFlight int

	// CoalesceGather exists for programs written for client_golang and has
	// no effect. Each scrape gathers for itself, which is faster than to
	// wait for another scrape, and a slow collector does not run again while
	// an earlier run goes on.
	CoalesceGather bool

	// Timeout is the time for collectors; the scraper's own limit applies if
	// shorter. The page lacks the families of collectors that are late. If
	// no families are left, the answer is 503. 0 and negative stand for no
	// limit.
	//
	// client_golang answers 503 without a page after its timeout, while the
	// collectors run on: a single slow collector costs all metrics, often at
	// the moment when an operator needs the metrics most.
	Timeout time.Duration
}

// A Compression is a content coding for pages.
type Compression string

// This package has Identity and Gzip. The standard library has no encoder
// for Zstd.
const (
	Identity Compression = "identity"
	Gzip     Compression = "gzip"
	Zstd     Compression = "zstd"
)

// HandlerFor returns a handler that answers every request with the page of
// g, whatever the method; to HEAD, net/http sends the header alone. Each
// name[] in the query names a family, and restricts the page to the families
// named. The page of names that no family has is empty, with status 200.
//
// HandlerFor panics if opts.Registry refuses the counter of errors, or if an
// accepted format can't be offered.
func HandlerFor(g registry.Gatherer, opts HandlerOpts) http.Handler {
	return newHandler(g, opts, formatsOf(opts))
}

// HandlerForTransactional is HandlerFor for a TransactionalGatherer, whose done
// is called when the page is made.
func HandlerForTransactional(g registry.TransactionalGatherer, opts HandlerOpts) http.Handler {
	return HandlerFor(registry.FromTransactionalGatherer(g), opts)
}

func newHandler(g registry.Gatherer, opts HandlerOpts, formats []expfmt.Format) *handler {
	h := &handler{source: registry.Checked(g), opts: opts, failures: newFailures(opts), offers: newOffers(formats), vary: []string{"Accept"}}
	if !opts.DisableCompression {
		h.vary = append(h.vary, "Accept-Encoding")
		h.compressions = defaultCompressions
		if len(opts.OfferedCompressions) > 0 {
			h.compressions = slices.Clone(opts.OfferedCompressions)
		}
	}
	if n := opts.MaxRequestsInFlight; n > 0 {
		h.slots = make(chan struct{}, n)
		h.busy = "Limit of concurrent requests reached (" + strconv.Itoa(n) + "), try again later."
	}
	if t := opts.ProcessStartTime; !t.IsZero() {
		h.startTime = strconv.FormatInt(t.Unix(), 10)
	}
	return h
}

// A handler answers scrapes with the page of a Gatherer.
type handler struct {
	source   registry.Source
	opts     HandlerOpts
	failures failures
	offers   []expfmt.Offer // the formats that a scraper can ask for

	compressions []Compression // on offer
	startTime    string        // of the process; "" if not sent

	slots    chan struct{} // one element for each request in flight; nil without a limit
	busy     string        // answer to a request without a slot
	vary     []string      // request headers that influence the answer
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
	format := expfmt.NegotiateAccept(r.Header.Get("Accept"), h.offers)
	page := h.newPage(format)
	defer releasePage(page)
	var z *zipper // nil if the page is sent uncompressed
	if wantsGzip(r.Header["Accept-Encoding"], h.compressions) {
		z = newZipper()
		defer z.release()
		z.zip(page)
	}

	limit := timeLimit(r, h.opts.Timeout)
	hasSeries, isLate, err := h.gather(r, limit, page)
	body := page.End()
	if z == nil {
		h.pageSize.Store(int64(len(body)))
	} else {
		body = z.end()
	}
	switch err = h.report(err, page.Refused()); {
	case err == nil || hasSeries:
	case isLate:
		http.Error(w, "Exceeded configured timeout of "+limit.String()+".", http.StatusServiceUnavailable)
		return
	default:
		http.Error(w, h.failures.body(err), http.StatusInternalServerError)
		return
	}
	h.send(w, format.ContentType(), body, z != nil)
}

// enter takes a slot, and reports whether a slot was free.
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

// leave gives the slot back.
func (h *handler) leave() {
	if h.slots != nil {
		<-h.slots
	}
}

// gather writes the families that r asks for to the page. It reports whether
// the gatherer has any series, asked for or not, and whether the time was over
// before the gatherer was done.
func (h *handler) gather(r *http.Request, limit time.Duration, page *expfmt.Page) (hasSeries, isLate bool, err error) {
	ctx := r.Context()
	if limit > 0 {
		limited, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		ctx = limited
	}
	if names := familyNames(r); len(names) > 0 {
		filter := &familyFilter{page: page, names: names}
		err = h.source.Encode(ctx, filter)
		hasSeries = filter.hasSeries
	} else {
		err = h.source.Encode(ctx, page)
		hasSeries = !page.IsEmpty()
	}
	return hasSeries, ctx.Err() == context.DeadlineExceeded && errors.Is(err, context.DeadlineExceeded), err
}

// report counts and reports the error of gathering, and the errors of families
// that the format can't show. It returns the first of them, or nil.
func (h *handler) report(gathering error, refused []error) error {
	first := gathering
	if gathering != nil {
		h.failures.gathering(gathering)
	}
	for _, err := range refused {
		h.failures.refused(err)
		if first == nil {
			first = err
		}
	}
	return first
}

// send sends a page. It leaves Content-Length to net/http, as client_golang
// does: small pages get the header, others are sent in chunks.
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
