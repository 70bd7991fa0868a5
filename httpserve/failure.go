package httpserve

import (
	"fmt"

	"plainmetrics/registry"
)

// HandlerErrorHandling chooses the effect of an error, beside its count and
// its report.
type HandlerErrorHandling int

// Programs written for client_golang use the same names, which mean less
// here. In client_golang, after an error of a collector, the handler chooses
// between no page and a page with unknown faults. Here the registry drops
// the faulty families, and the rest of the page is right. To withhold the
// page would cost all metrics because of a single collector, often when an
// operator needs the metrics most. So HTTPErrorOnError and ContinueOnError
// are the same: the handler serves the families that are left, and answers
// with status 500 if errors leave no family at all, or 503 if collectors are
// late. Names in the query choose among the families that are left, and never
// change the status. The body of a 500 has no texts of errors without
// HandlerOpts.ExposeErrors. Alert on promhttp_metric_handler_errors_total,
// which HandlerOpts.Registry switches on, or use HandlerOpts.OnError.
const (
	HTTPErrorOnError HandlerErrorHandling = iota
	ContinueOnError

	// PanicOnError panics with the first error, for programs that would
	// rather crash. Note that net/http recovers from panics of handlers.
	PanicOnError
)

// A Logger logs its arguments as a line.
type Logger interface {
	Println(v ...any)
}

// failures counts and reports the errors of a handler.
type failures struct {
	opts                          HandlerOpts
	gatheringTotal, encodingTotal registry.Counter
}

func newFailures(opts HandlerOpts) failures {
	total := registry.NewCounterVec(registry.CounterOpts{
		Name: "promhttp_metric_handler_errors_total",
		Help: "Total number of internal errors encountered by the promhttp metric handler.",
	}, []string{"cause"})
	if opts.Registry != nil {
		total = registerOnce(opts.Registry, total)
	}
	return failures{opts, total.WithLabelValues("gathering"), total.WithLabelValues("encoding")}
}

// gathering reports the errors of the collectors.
func (f *failures) gathering(err error) {
	f.gatheringTotal.Inc()
	f.report("error gathering metrics:", err)
}

// refused reports a family that the format of the page can't show.
func (f *failures) refused(err error) {
	f.encodingTotal.Inc()
	f.report("error encoding metric family:", err)
}

// sending reports an error of writing a page.
func (f *failures) sending(err error) {
	f.encodingTotal.Inc()
	f.report("error sending page:", fmt.Errorf("httpserve: page not sent: %w", err))
}

// body returns the body of an answer for errors that leave no family. Errors
// carry texts of collectors, so clients get the errors only on request.
func (f *failures) body(err error) string {
	reason := "no metrics are left; the program has the errors (HandlerOpts.OnError, HandlerOpts.ErrorLog)"
	if f.opts.ExposeErrors {
		reason = err.Error()
	}
	return "An error has occurred while serving metrics:\n\n" + reason
}

func (f *failures) report(message string, err error) {
	if f.opts.OnError != nil {
		f.opts.OnError(err)
	}
	if f.opts.ErrorLog != nil {
		f.opts.ErrorLog.Println(message, err)
	}
	if f.opts.ErrorHandling == PanicOnError {
		panic(err)
	}
}
