package httpserve

import (
	"net/http"
	"net/url"
	"strings"

	"plainmetrics/registry"
)

// InstrumentHandlerRequestSize returns a handler that serves with next and
// observes the approximate size of the request in bytes: method, URL,
// protocol, host, names and values of the header, and the Content-Length of
// the body if known; without colons, spaces and line breaks. It does not
// observe requests for which next panics. See Option for the labels that obs
// may have.
func InstrumentHandlerRequestSize(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		x := o.serve(next, w, r)
		o.observe(x, float64(requestSize(r)))
	}
}

// InstrumentHandlerResponseSize returns a handler that serves with next
// and observes the bytes that next writes to the body of the response,
// without bytes to a hijacked connection. It does not observe requests for
// which next panics. See Option for the labels that obs may have.
func InstrumentHandlerResponseSize(obs registry.ObserverVec, next http.Handler, opts ...Option) http.Handler {
	o := newObservation(obs, opts)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w, rec := record(w)
		before := rec.written // by other middleware with the same recorder
		next.ServeHTTP(w, r)
		o.observe(exchange{r, r, rec.status}, float64(rec.written-before))
	})
}

// requestSize returns the approximate size of a request in bytes.
func requestSize(r *http.Request) int64 {
	size := len(r.Method) + len(r.Proto) + len(r.Host)
	if r.URL != nil {
		size += urlSize(r.URL)
	}
	for name, values := range r.Header {
		size += len(name)
		for _, value := range values {
			size += len(value)
		}
	}
	return int64(size) + max(r.ContentLength, 0) // -1 if unknown
}

// urlSize returns len(u.String()). Most URLs of requests have only a path and
// a query: the sum of the two lengths saves the allocation of the string.
func urlSize(u *url.URL) int {
	if !strings.HasPrefix(u.Path, "/") || *u != (url.URL{
		Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery, ForceQuery: u.ForceQuery, OmitHost: u.OmitHost,
	}) {
		return len(u.String())
	}
	size := len(u.EscapedPath())
	if u.ForceQuery || u.RawQuery != "" {
		size += len("?") + len(u.RawQuery)
	}
	return size
}
