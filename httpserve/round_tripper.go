package httpserve

import (
	"context"
	"net/http"
	"reflect"
)

// A RoundTripperFunc is a function as an http.RoundTripper. The middleware
// for clients returns it:
//
//	client := &http.Client{
//		Transport: httpserve.InstrumentRoundTripperCounter(requests, http.DefaultTransport),
//	}
//
// Each redirect that an http.Client follows is a request of its own.
type RoundTripperFunc func(req *http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f RoundTripperFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// CloseIdleConnections calls CloseIdleConnections of the RoundTripper within
// middleware, if it has that method, as an http.Transport does. It does
// nothing for other functions. An http.Client looks for the method.
func (f RoundTripperFunc) CloseIdleConnections() {
	f.tell(func(next http.RoundTripper) {
		if closer, ok := next.(interface{ CloseIdleConnections() }); ok {
			closer.CloseIdleConnections()
		}
	})
}

// CancelRequest calls CancelRequest of the RoundTripper within middleware, if
// it has that method, which was the way to cancel a request before Go 1.5. It
// does nothing for other functions. An http.Client with a Timeout looks for
// the method. InstrumentRoundTripperTrace sends a copy of the request, which
// a RoundTripper that old does not recognize.
func (f RoundTripperFunc) CancelRequest(r *http.Request) {
	f.tell(func(next http.RoundTripper) {
		if canceler, ok := next.(interface{ CancelRequest(*http.Request) }); ok {
			canceler.CancelRequest(r)
		}
	})
}

// tell calls the function with the RoundTripper within middleware. A function
// has no fields: tell has to send a message, as a request without a URL, and
// must send none to functions of other packages, which would take the message
// for a request. Reflection says whose function f is.
func (f RoundTripperFunc) tell(message func(next http.RoundTripper)) {
	ours := reflect.ValueOf((*clientMiddleware)(nil).roundTrip)
	if reflect.ValueOf(f).Pointer() == ours.Pointer() {
		ctx := context.WithValue(context.Background(), messageKey{}, message)
		_, _ = f(new(http.Request).WithContext(ctx))
	}
}

// messageKey is the key of a message in the context of a request.
type messageKey struct{}

// clientMiddleware is middleware around a RoundTripper.
type clientMiddleware struct {
	next    http.RoundTripper
	measure RoundTripperFunc // calls next
}

// newClientMiddleware returns the middleware as the function that tell
// recognizes.
func newClientMiddleware(next http.RoundTripper, measure RoundTripperFunc) RoundTripperFunc {
	return (&clientMiddleware{next, measure}).roundTrip
}

func (c *clientMiddleware) roundTrip(r *http.Request) (*http.Response, error) {
	if r.URL == nil {
		if message, ok := r.Context().Value(messageKey{}).(func(http.RoundTripper)); ok {
			message(c.next)
			return nil, nil
		}
	}
	return c.measure(r)
}
