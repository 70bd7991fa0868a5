package httpserve

import (
	"fmt"

	"plainmetrics/registry"
)

// HandlerErrorHandling says what an error does besides being counted and
// reported.
type HandlerErrorHandling int

// The names are those of client_golang, so that programs written for it
// compile. They mean less here. There an error of one collector leaves it
// to the handler to choose between no page and a page of unknown worth;
// here the registry has taken out what is wrong, and what is on the page is
// right. To withhold it would cost the operator all metrics because of one,
// often at the moment when they are needed. So HTTPErrorOnError and
// ContinueOnError are the same: the page is served as long as anything is
// on it, and a page on which the errors left nothing is a 500 that says
// what they were. Alert on promhttp_metric_handler_errors_total, which
// HandlerOpts.Registry switches on, or use HandlerOpts.OnError.
const (
	HTTPErrorOnError HandlerErrorHandling = iota
	ContinueOnError

	// PanicOnError panics with the first error, for programs that would
	// rather crash. Note that net/http recovers from panics of handlers.
	PanicOnError
)

// A Logger logs what it is given as a line.
type Logger interface {
	Println(v ...any)
}

// failures are what a handler does about errors.
type failures struct {
	opts                         HandlerOpts
	gatheringTotal, sendingTotal registry.Counter
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

// gathering is called with what is missing from a page.
func (f *failures) gathering(err error) {
	f.gatheringTotal.Inc()
	f.report("error gathering metrics:", err)
}

// sending is called when a page could not be sent.
func (f *failures) sending(err error) {
	f.sendingTotal.Inc()
	f.report("error sending page:", fmt.Errorf("httpserve: page not sent: %w", err))
}

func (f *failures) report(what string, err error) {
	if f.opts.OnError != nil {
		f.opts.OnError(err)
	}
	if f.opts.ErrorLog != nil {
		f.opts.ErrorLog.Println(what, err)
	}
	if f.opts.ErrorHandling == PanicOnError {
		panic(err)
	}
}
