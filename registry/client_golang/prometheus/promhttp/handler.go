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

// HandlerOpts are httpserve.HandlerOpts. Protobuf is on offer, as it is for
// client_golang. Of the AcceptedFormats, all but OpenMetrics 2.0.0 are offered;
// HandlerFor panics if there are others alone.
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
		AcceptedFormats:                     offered(opts),
	}
	return native
}

// protobufFormats are on offer unless a program chooses.
var protobufFormats = []expfmt.Format{
	expfmt.NewFormat(expfmt.TypeProtoDelim),
	expfmt.NewFormat(expfmt.TypeProtoText),
	expfmt.NewFormat(expfmt.TypeProtoCompact),
}

// offered returns the formats on offer. Without AcceptedFormats, client_golang
// offers OpenMetrics, protobuf and the text format, in this order.
func offered(opts HandlerOpts) (formats []plain.Format) {
	accepted := opts.AcceptedFormats
	if len(accepted) == 0 {
		if opts.EnableOpenMetrics {
			formats = append(formats, plain.OpenMetrics{}, plain.OpenMetrics{Version: plain.OpenMetrics001})
		}
		accepted = append(protobufFormats[:3:3], expfmt.NewFormat(expfmt.TypeTextPlain))
	}
	for _, f := range accepted {
		if format, ok := internal.Format(f); ok {
			formats = append(formats, format)
		}
	}
	if len(formats) == 0 {
		panic(fmt.Errorf("promhttp: AcceptedFormats: expected the text format, OpenMetrics or protobuf among them, found %q", accepted))
	}
	return formats
}
