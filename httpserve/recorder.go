package httpserve

import (
	"errors"
	"io"
	"net/http"
)

// A recorder is a ResponseWriter that records the status and the size of an
// answer. It does not change the answer. An http.ResponseController finds
// the capabilities of the ResponseWriter through Unwrap.
//
// Each request has a new recorder. net/http survives a handler that writes
// after its return; with a pool of recorders, such a handler would write to
// another client.
type recorder struct {
	http.ResponseWriter
	status      int              // that the client gets
	written     int64            // bytes of the body
	wroteHeader bool             // the status is final
	onHeader    func(status int) // gets the final status; may be nil
}

// record returns a ResponseWriter for a handler, and the recorder of the
// answer. Middleware within other middleware shares its recorder, so that a
// chain of any length has a single recorder.
func record(w http.ResponseWriter) (http.ResponseWriter, *recorder) {
	if shared, ok := w.(interface{ self() *recorder }); ok {
		return w, shared.self()
	}
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	return wrap(rec), rec
}

// recordPlain is record for a handler that only needs the methods of an
// http.ResponseWriter. It does not link the types of wrap, which take 29 kB
// of a binary.
func recordPlain(w http.ResponseWriter) (http.ResponseWriter, *recorder) {
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	return rec, rec
}

func (rec *recorder) self() *recorder { return rec }

// WriteHeader implements http.ResponseWriter. The client gets informational
// statuses and, of the others, only the first.
func (rec *recorder) WriteHeader(status int) {
	if status < 100 || status > 199 || status == http.StatusSwitchingProtocols {
		rec.setStatus(status)
	}
	rec.ResponseWriter.WriteHeader(status)
}

// setStatus sets the final status, unless there is one already.
func (rec *recorder) setStatus(status int) {
	if rec.wroteHeader {
		return
	}
	rec.status, rec.wroteHeader = status, true
	if rec.onHeader != nil {
		rec.onHeader(status)
	}
}

// Write implements http.ResponseWriter.
func (rec *recorder) Write(body []byte) (int, error) {
	rec.setStatus(http.StatusOK)
	n, err := rec.ResponseWriter.Write(body)
	rec.written += int64(n)
	return n, err
}

// WriteString implements io.StringWriter.
func (rec *recorder) WriteString(body string) (int, error) {
	rec.setStatus(http.StatusOK)
	n, err := io.WriteString(rec.ResponseWriter, body)
	rec.written += int64(n)
	return n, err
}

// sniffLen is the number of bytes of a body that net/http inspects before it
// sends the header.
const sniffLen = 512

// ReadFrom implements io.ReaderFrom, by which net/http has the operating
// system send files. The handler can still choose a status until src yields
// a first byte, as it does if src fails at once.
func (rec *recorder) ReadFrom(src io.Reader) (n int64, err error) {
	inner, ok := rec.ResponseWriter.(io.ReaderFrom)
	if !ok {
		return io.Copy((*plainWriter)(rec), src)
	}
	if !rec.wroteHeader {
		n, err = io.CopyN((*plainWriter)(rec), src, sniffLen)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	sent, err := inner.ReadFrom(src)
	rec.written += sent
	return n + sent, err
}

// A plainWriter is a recorder without ReadFrom, which io.Copy would call
// again.
type plainWriter recorder

// Write implements io.Writer.
func (w *plainWriter) Write(body []byte) (int, error) { return (*recorder)(w).Write(body) }

// FlushError is for http.ResponseController.
func (rec *recorder) FlushError() error {
	err := http.NewResponseController(rec.ResponseWriter).Flush()
	if !errors.Is(err, http.ErrNotSupported) {
		rec.setStatus(http.StatusOK)
	}
	return err
}

// CloseNotify implements http.CloseNotifier, for handlers that are older
// than contexts. If the ResponseWriter is no CloseNotifier, the channel
// never yields a value.
func (rec *recorder) CloseNotify() <-chan bool {
	if inner, ok := rec.ResponseWriter.(interface{ CloseNotify() <-chan bool }); ok {
		return inner.CloseNotify()
	}
	return nil
}

// Unwrap is for http.ResponseController.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }
