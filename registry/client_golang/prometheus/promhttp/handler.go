// Package promhttp has the names of client_golang's package of that name, and
// the handlers and middleware of plainmetrics/httpserve, which has their
// documentation.
package promhttp

import (
	"fmt"
	"net/http"
	"time"

	plain "plainmetrics/expfmt"
	"plainmetrics/httpserve"

	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// These types mean what they mean in package httpserve.
type (
	HandlerErrorHandling = httpserve.HandlerErrorHandling
	Compression          = httpserve.Compression
	Logger               = httpserve.Logger
)

// These constants come from package httpserve. For Zstd, pages are sent
// uncompressed.
const (
	HTTPErrorOnError = httpserve.HTTPErrorOnError
	ContinueOnError  = httpserve.ContinueOnError
	PanicOnError     = httpserve.PanicOnError

	Identity = httpserve.Identity
	Gzip     = httpserve.Gzip
	Zstd     = httpserve.Zstd
)

// HandlerOpts are httpserve.HandlerOpts. HandlerFor panics on an accepted
// format that package expfmt does not know.
type HandlerOpts struct {
	ErrorLog                            Logger
	ErrorHandling                       HandlerErrorHandling
	Registry                            prometheus.Registerer
	DisableCompression                  bool
	OfferedCompressions                 []Compression
	MaxRequestsInFlight                 int
	CoalesceGather                      bool
	Timeout                             time.Duration
	EnableOpenMetrics                   bool
	EnableOpenMetricsTextCreatedSamples bool
	ProcessStartTime                    time.Time
	AcceptedFormats                     []expfmt.Format
}

// Handler returns a handler of the default registry that counts its scrapes.
func Handler() http.Handler {
	return InstrumentMetricHandler(prometheus.DefaultRegisterer, HandlerFor(prometheus.DefaultGatherer, HandlerOpts{}))
}

// HandlerFor is httpserve.HandlerFor. The families of a prometheus.Registry go
// to the page without messages of client_model.
func HandlerFor(reg prometheus.Gatherer, opts HandlerOpts) http.Handler {
	return escaped(httpserve.HandlerFor(internal.Gatherer(reg), nativeOpts(opts)))
}

// HandlerForTransactional is httpserve.HandlerForTransactional.
func HandlerForTransactional(reg prometheus.TransactionalGatherer, opts HandlerOpts) http.Handler {
	return escaped(httpserve.HandlerForTransactional(internal.TransactionalGatherer(reg), nativeOpts(opts)))
}

// InstrumentMetricHandler is httpserve.InstrumentMetricHandler.
func InstrumentMetricHandler(reg prometheus.Registerer, handler http.Handler) http.Handler {
	return httpserve.InstrumentMetricHandler(internal.Registerer(reg), handler)
}

func nativeOpts(opts HandlerOpts) httpserve.HandlerOpts {
	native := httpserve.HandlerOpts{
		ErrorLog:                            opts.ErrorLog,
		ErrorHandling:                       opts.ErrorHandling,
		ExposeErrors:                        true, // client_golang does
		Registry:                            internal.Registerer(opts.Registry),
		DisableCompression:                  opts.DisableCompression,
		OfferedCompressions:                 opts.OfferedCompressions,
		MaxRequestsInFlight:                 opts.MaxRequestsInFlight,
		CoalesceGather:                      opts.CoalesceGather,
		Timeout:                             opts.Timeout,
		EnableOpenMetrics:                   opts.EnableOpenMetrics,
		EnableOpenMetricsTextCreatedSamples: opts.EnableOpenMetricsTextCreatedSamples,
		ProcessStartTime:                    opts.ProcessStartTime,
		AcceptedFormats:                     accepted(opts.AcceptedFormats),
	}
	return native
}

// accepted returns the formats of plainmetrics for the formats, nil for none.
func accepted(formats []expfmt.Format) (native []plain.Format) {
	for i, f := range formats {
		format := internal.Format(f)
		if format == nil {
			panic(fmt.Errorf("promhttp: AcceptedFormats, index %d: expected a format of package expfmt, found %q", i, f))
		}
		native = append(native, format)
	}
	return native
}
