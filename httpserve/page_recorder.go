package httpserve

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
)

// A pageRecorder is a ResponseWriter that keeps an answer in memory, up to a
// limit.
type pageRecorder struct {
	limit   int
	header  http.Header
	status  int // 0 until the handler sets the status
	body    bytes.Buffer
	tooLong bool
}

// Header implements http.ResponseWriter.
func (rec *pageRecorder) Header() http.Header { return rec.header }

// WriteHeader implements http.ResponseWriter. Of several statuses the first
// that is not informational counts.
func (rec *pageRecorder) WriteHeader(status int) {
	if rec.status == 0 && status >= 200 {
		rec.status = status
	}
}

// errTooLong is for handlers that look at the error of Write.
var errTooLong = errors.New("httpserve: page longer than the limit")

// Write implements http.ResponseWriter.
func (rec *pageRecorder) Write(part []byte) (int, error) {
	rec.WriteHeader(http.StatusOK)
	if len(part) > rec.limit-rec.body.Len() {
		rec.tooLong = true
	}
	if rec.tooLong {
		return 0, errTooLong
	}
	return rec.body.Write(part)
}

// Flush implements http.Flusher, as a server's ResponseWriter does.
func (rec *pageRecorder) Flush() { rec.WriteHeader(http.StatusOK) }

// check returns an error if the answer can have no page.
func (rec *pageRecorder) check() error {
	switch rec.WriteHeader(http.StatusOK); {
	case rec.tooLong:
		return fmt.Errorf("expected a page of up to %d bytes, found a longer one", rec.limit)
	case rec.status != http.StatusOK:
		return fmt.Errorf("expected status 200, found %d with the body %.200q", rec.status, rec.body.Bytes())
	case rec.header.Get("Content-Encoding") != "":
		return fmt.Errorf("expected no Content-Encoding, found %.40q", rec.header.Get("Content-Encoding"))
	}
	return nil
}

// contentType returns the Content-Type. A server finds one out, too, if the
// handler sets none.
func (rec *pageRecorder) contentType() string {
	if types := rec.header["Content-Type"]; len(types) > 0 {
		return types[0]
	}
	return http.DetectContentType(rec.body.Bytes())
}
