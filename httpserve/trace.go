package httpserve

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"time"
)

// InstrumentTrace has functions that are told what happens to a request of
// a client, with the time since InstrumentRoundTripperTrace got it, in
// seconds; nil for what is of no interest. The names are those of the hooks
// of httptrace.ClientTrace, which says when each is called: some are called
// from other goroutines, more than once, or after the request is done.
//
// A connection that can't be made, a TLS handshake that fails and a
// connection that can't be kept are not told. DNSDone and WroteRequest are
// told whether it went well or not.
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

// InstrumentRoundTripperTrace returns a RoundTripper that tells it what
// happens to the requests that next is given. A httptrace.ClientTrace that
// the context of a request has already is told as well.
func InstrumentRoundTripperTrace(it *InstrumentTrace, next http.RoundTripper) RoundTripperFunc {
	return func(r *http.Request) (*http.Response, error) {
		watch := &stopwatch{it, time.Now()}
		trace := new(httptrace.ClientTrace)
		watch.hookConnection(trace)
		watch.hookExchange(trace)
		return next.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	}
}

// A stopwatch tells the times of one request. It sets only those hooks
// that somebody wants to be told of: each is an allocation.
type stopwatch struct {
	*InstrumentTrace
	begin time.Time
}

func (w *stopwatch) tell(hook func(seconds float64)) { hook(time.Since(w.begin).Seconds()) }

func (w *stopwatch) tellUnless(err error, hook func(seconds float64)) {
	if err == nil {
		w.tell(hook)
	}
}

// hookConnection sets the hooks of how a connection is got and given back.
func (w *stopwatch) hookConnection(trace *httptrace.ClientTrace) {
	if w.DNSStart != nil {
		trace.DNSStart = func(httptrace.DNSStartInfo) { w.tell(w.DNSStart) }
	}
	if w.DNSDone != nil {
		trace.DNSDone = func(httptrace.DNSDoneInfo) { w.tell(w.DNSDone) }
	}
	if w.ConnectStart != nil {
		trace.ConnectStart = func(string, string) { w.tell(w.ConnectStart) }
	}
	if w.ConnectDone != nil {
		trace.ConnectDone = func(_, _ string, err error) { w.tellUnless(err, w.ConnectDone) }
	}
	if w.TLSHandshakeStart != nil {
		trace.TLSHandshakeStart = func() { w.tell(w.TLSHandshakeStart) }
	}
	if w.TLSHandshakeDone != nil {
		trace.TLSHandshakeDone = func(_ tls.ConnectionState, err error) { w.tellUnless(err, w.TLSHandshakeDone) }
	}
	if w.GotConn != nil {
		trace.GotConn = func(httptrace.GotConnInfo) { w.tell(w.GotConn) }
	}
	if w.PutIdleConn != nil {
		trace.PutIdleConn = func(err error) { w.tellUnless(err, w.PutIdleConn) }
	}
}

// hookExchange sets the hooks of what is sent and received.
func (w *stopwatch) hookExchange(trace *httptrace.ClientTrace) {
	if w.WroteHeaders != nil {
		trace.WroteHeaders = func() { w.tell(w.WroteHeaders) }
	}
	if w.Wait100Continue != nil {
		trace.Wait100Continue = func() { w.tell(w.Wait100Continue) }
	}
	if w.Got100Continue != nil {
		trace.Got100Continue = func() { w.tell(w.Got100Continue) }
	}
	if w.WroteRequest != nil {
		trace.WroteRequest = func(httptrace.WroteRequestInfo) { w.tell(w.WroteRequest) }
	}
	if w.GotFirstResponseByte != nil {
		trace.GotFirstResponseByte = func() { w.tell(w.GotFirstResponseByte) }
	}
}
