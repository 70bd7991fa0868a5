package httpserve

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"time"
)

// InstrumentTrace has functions to call at the events of a client's request,
// with the time since InstrumentRoundTripperTrace got the request, in
// seconds. Each may be nil. The hooks of httptrace.ClientTrace have the same
// names, and documentation of each event: the client calls some hooks from
// other goroutines, more than once, or after the request.
//
// ConnectDone, TLSHandshakeDone and PutIdleConn are called on success alone,
// DNSDone and WroteRequest also on failure.
type InstrumentTrace struct {
	GotConn              func(seconds float64)
	PutIdleConn          func(seconds float64)
	GotFirstResponseByte func(seconds float64)
	Got100Continue       func(seconds float64)
	DNSStart             func(seconds float64)
	DNSDone              func(seconds float64)
	ConnectStart         func(seconds float64)
	ConnectDone          func(seconds float64)
	TLSHandshakeStart    func(seconds float64)
	TLSHandshakeDone     func(seconds float64)
	WroteHeaders         func(seconds float64)
	Wait100Continue      func(seconds float64)
	WroteRequest         func(seconds float64)
}

// InstrumentRoundTripperTrace returns a RoundTripper that calls the functions
// of it at the events of each request in next. An httptrace.ClientTrace in
// the context of a request keeps its own calls.
func InstrumentRoundTripperTrace(it *InstrumentTrace, next http.RoundTripper) http.RoundTripper {
	return &roundTripper{next, func(r *http.Request) (*http.Response, error) {
		watch := &stopwatch{it, time.Now()}
		trace := new(httptrace.ClientTrace)
		watch.hookConnection(trace)
		watch.hookExchange(trace)
		return next.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	}}
}

// A stopwatch measures the times of a single request. It sets hooks for
// functions that are not nil only: each hook is an allocation.
type stopwatch struct {
	*InstrumentTrace
	begin time.Time
}

func (w *stopwatch) call(hook func(seconds float64)) { hook(time.Since(w.begin).Seconds()) }

func (w *stopwatch) callUnless(err error, hook func(seconds float64)) {
	if err == nil {
		w.call(hook)
	}
}

// hookConnection sets the hooks of getting and returning a connection.
func (w *stopwatch) hookConnection(trace *httptrace.ClientTrace) {
	if w.DNSStart != nil {
		trace.DNSStart = func(httptrace.DNSStartInfo) { w.call(w.DNSStart) }
	}
	if w.DNSDone != nil {
		trace.DNSDone = func(httptrace.DNSDoneInfo) { w.call(w.DNSDone) }
	}
	if w.ConnectStart != nil {
		trace.ConnectStart = func(string, string) { w.call(w.ConnectStart) }
	}
	if w.ConnectDone != nil {
		trace.ConnectDone = func(_, _ string, err error) { w.callUnless(err, w.ConnectDone) }
	}
	if w.TLSHandshakeStart != nil {
		trace.TLSHandshakeStart = func() { w.call(w.TLSHandshakeStart) }
	}
	if w.TLSHandshakeDone != nil {
		trace.TLSHandshakeDone = func(_ tls.ConnectionState, err error) { w.callUnless(err, w.TLSHandshakeDone) }
	}
	if w.GotConn != nil {
		trace.GotConn = func(httptrace.GotConnInfo) { w.call(w.GotConn) }
	}
	if w.PutIdleConn != nil {
		trace.PutIdleConn = func(err error) { w.callUnless(err, w.PutIdleConn) }
	}
}

// hookExchange sets the hooks of sending and receiving.
func (w *stopwatch) hookExchange(trace *httptrace.ClientTrace) {
	if w.WroteHeaders != nil {
		trace.WroteHeaders = func() { w.call(w.WroteHeaders) }
	}
	if w.Wait100Continue != nil {
		trace.Wait100Continue = func() { w.call(w.Wait100Continue) }
	}
	if w.Got100Continue != nil {
		trace.Got100Continue = func() { w.call(w.Got100Continue) }
	}
	if w.WroteRequest != nil {
		trace.WroteRequest = func(httptrace.WroteRequestInfo) { w.call(w.WroteRequest) }
	}
	if w.GotFirstResponseByte != nil {
		trace.GotFirstResponseByte = func() { w.call(w.GotFirstResponseByte) }
	}
}
