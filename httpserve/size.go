package httpserve

import (
	"net/http"
	"net/url"
	"strings"

	"plainmetrics/registry"
)

// InstrumentHandlerRequestSize returns a handler that serves with next and
// observes the approximate size of the request, in bytes: those of the
// method, the URL, the protocol, the host, the names and values of the
// header, and the body as far as the header says its length. Colons, spaces
// and line breaks are not among them. A request for which next panics is
// not observed. See Option for the labels that obs may have.
func InstrumentHandlerRequestSize(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		x := o.serve(next, w, r)
		o.observe(x, float64(requestSize(r)))
	}
}

// InstrumentHandlerResponseSize returns a handler that serves with next
// and observes the size of the body of the response, in bytes, as next
// wrote it. What it wrote to a connection that it hijacked is not part of
// it. A request for which next panics is not observed. See Option for the
// labels that obs may have.
func InstrumentHandlerResponseSize(obs registry.ObserverVec, next http.Handler, opts ...Option) http.Handler {
	o := newObservation(obs, opts)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w, rec := record(w)
		before := rec.written // by others, if the recorder is shared
		next.ServeHTTP(w, r)
		o.observe(exchange{r, r, rec.status}, float64(rec.written-before))
	})
}

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
	return int64(size) + max(r.ContentLength, 0) // -1 if it is not known
}

// urlSize returns len(u.String()). The URL of nearly every request has a
// path and a query alone, and to add up their lengths allocates nothing.
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
