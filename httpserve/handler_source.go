package httpserve

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"plainmetrics/expfmt"
)

// A HandlerSource has the families of the pages that a handler serves.
// FromHandler makes a HandlerSource. Several goroutines may use one at once
// if they may use its handler at once.
type HandlerSource struct {
	handler http.Handler
	limit   int // of the body, in bytes
	accept  string
	formats []bodyFormat
}

// DefaultBodyLimit is the number of bytes that a page of a HandlerSource may
// have. A page of 500,000 series has about as many.
const DefaultBodyLimit = 64 << 20

// FromHandler returns a source of the families that h serves in the text
// format, such as a handler of another metrics library in the same process.
// registry.FromSource makes a Collector of the source; the registry then
// checks the families and merges them with its own:
//
//	reg.MustRegister(registry.FromSource(httpserve.FromHandler(promhttp.Handler())))
//
// The source calls h with a GET request for /metrics, without a network. The
// request has the context of the scrape, no Accept-Encoding, and the header
// X-Prometheus-Scrape-Timeout-Seconds if the context has a deadline. A
// handler that wants another path, a password or any other header of a
// request can be wrapped in an http.HandlerFunc that sets it. RemoteAddr is
// 127.0.0.1:0.
//
// The text format has no exemplars, units, times of creation and native
// histograms, and a page with another Content-Type is an error. WithProtobuf
// asks for pages that have all of these, WithOpenMetrics for OpenMetrics.
func FromHandler(h http.Handler) *HandlerSource {
	return &HandlerSource{
		handler: h, limit: DefaultBodyLimit,
		accept: textBody.accept, formats: []bodyFormat{textBody},
	}
}

// WithOpenMetrics returns a source like s that asks for OpenMetrics, for its
// exemplars, units, types and times of creation, and takes the text format
// too. It reads pages as expfmt.DecodeLenientOpenMetrics does, because
// client_golang prints pages that break rules. A counter without _total in its
// name is untyped on a page of OpenMetrics; only pages of text and of protobuf
// call it a counter.
func (s *HandlerSource) WithOpenMetrics() *HandlerSource {
	return s.with(bodyFormat{
		accept:    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
		mediaType: "application/openmetrics-text", versions: []string{"1.0.0", "0.0.1", ""},
		decode: func(page []byte, enc expfmt.Encoder) error { return expfmt.DecodeLenientOpenMetrics(page, enc, nil) },
	})
}

// WithProtobuf returns a source like s that asks for protobuf, which has
// everything that a handler of client_golang can tell: exemplars, units, times
// of creation and native histograms. It takes the text format too.
func (s *HandlerSource) WithProtobuf() *HandlerSource {
	return s.with(bodyFormat{
		accept:    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8",
		mediaType: "application/vnd.google.protobuf", versions: []string{""},
		decode: expfmt.DecodeProtobuf,
	})
}

// with returns a source like s that prefers a format to text.
func (s *HandlerSource) with(preferred bodyFormat) *HandlerSource {
	with := *s
	with.accept = preferred.accept + "," + textBody.accept + ";q=0.5"
	with.formats = []bodyFormat{preferred, textBody}
	return &with
}

// WithBodyLimit returns a source like s with another limit than
// DefaultBodyLimit.
func (s *HandlerSource) WithBodyLimit(bytes int) *HandlerSource {
	with := *s
	with.limit = bytes
	return &with
}

// Encode calls the handler, and writes the families of its page to enc. It
// fails without families if the status is not 200, if the Content-Type is not
// a type of pages, or if the body is longer than the limit. If the body breaks
// its format, the families in front of the error are written.
//
// A handler that serves the page of the registry that calls Encode gets an
// error from the registry, as long as it passes the context of the request on.
// A panic of the handler goes on through Encode; a registry recovers from it.
func (s *HandlerSource) Encode(ctx context.Context, enc expfmt.Encoder) error {
	rec := pageRecorder{limit: s.limit, header: make(http.Header)}
	r, err := s.newRequest(ctx)
	if err == nil {
		s.handler.ServeHTTP(&rec, r)
		err = rec.check()
	}
	if err == nil {
		err = s.decode(&rec, enc)
	}
	if err != nil {
		return fmt.Errorf("httpserve: handler %T: %w", s.handler, err)
	}
	return nil
}

// newRequest returns a request as a server would, or the error that ended
// the context.
func (s *HandlerSource) newRequest(ctx context.Context) (*http.Request, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	r := &http.Request{
		Method: http.MethodGet, URL: &url.URL{Path: "/metrics"}, RequestURI: "/metrics",
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Accept": {s.accept}},
		Body:   http.NoBody, Host: "localhost", RemoteAddr: "127.0.0.1:0",
	}
	if deadline, ok := ctx.Deadline(); ok {
		seconds := time.Until(deadline).Seconds()
		r.Header.Set(scrapeTimeoutHeader, strconv.FormatFloat(seconds, 'f', -1, 64))
	}
	return r.WithContext(ctx), nil
}

// decode decodes the body.
func (s *HandlerSource) decode(rec *pageRecorder, enc expfmt.Encoder) error {
	contentType := rec.contentType()
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return fmt.Errorf("Content-Type %.80q: %w", contentType, err)
	}
	for _, f := range s.formats {
		if mediaType == f.mediaType && slices.Contains(f.versions, params["version"]) {
			return f.decode(rec.body.Bytes(), enc)
		}
	}
	return fmt.Errorf("expected a Content-Type of %s, found %.80q", s.accept, contentType)
}

// A bodyFormat is a format of a handler's answer.
type bodyFormat struct {
	accept    string // the clause of the Accept header
	mediaType string
	versions  []string // "" stands for no version
	decode    func(page []byte, enc expfmt.Encoder) error
}

// textBody may lack the version, as in the Content-Type that net/http detects.
// Prometheus calls the format with UTF-8 names version 1.0.0.
var textBody = bodyFormat{
	accept:    "text/plain;version=0.0.4;escaping=allow-utf-8",
	mediaType: "text/plain", versions: []string{"0.0.4", "1.0.0", ""},
	decode: expfmt.DecodeText,
}
