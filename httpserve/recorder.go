package httpserve

import (
	"errors"
	"io"
	"net/http"
)

// A recorder is a ResponseWriter that remembers what was answered. It does
// not change the answer, and what it can't do itself an
// http.ResponseController finds through Unwrap.
//
// Each request has a new one: a handler that goes on writing after it has
// returned is a mistake that net/http survives, but with recorders that are
// used again it would write to another client.
type recorder struct {
	http.ResponseWriter
	status   int              // that the client gets
	written  int64            // bytes of the body
	final    bool             // nothing that follows changes the status
	onHeader func(status int) // told when the status is final; may be nil
}

// record returns the ResponseWriter for a handler to answer to, and the
// recorder of the answer. Middleware around other middleware shares its
// recorder with it, so that a chain of any length has one.
func record(w http.ResponseWriter) (http.ResponseWriter, *recorder) {
	if shared, ok := w.(interface{ self() *recorder }); ok {
		return w, shared.self()
	}
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	return rec.view(), rec
}

// recordPlainly is record for a handler that asks of w no more than an
// http.ResponseWriter can.
func recordPlainly(w http.ResponseWriter) (http.ResponseWriter, *recorder) {
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	return rec, rec
}

func (rec *recorder) self() *recorder { return rec }

// WriteHeader implements http.ResponseWriter. Informational statuses come
// before the one that counts; of others, the client gets the first.
func (rec *recorder) WriteHeader(status int) {
	if status < 100 || status > 199 || status == http.StatusSwitchingProtocols {
		rec.settle(status)
	}
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) settle(status int) {
	if rec.final {
		return
	}
	rec.status, rec.final = status, true
	if rec.onHeader != nil {
		rec.onHeader(status)
	}
}

// Write implements http.ResponseWriter.
func (rec *recorder) Write(body []byte) (int, error) {
	rec.settle(http.StatusOK)
	n, err := rec.ResponseWriter.Write(body)
	rec.written += int64(n)
	return n, err
}

// WriteString implements io.StringWriter.
func (rec *recorder) WriteString(body string) (int, error) {
	rec.settle(http.StatusOK)
	n, err := io.WriteString(rec.ResponseWriter, body)
	rec.written += int64(n)
	return n, err
}

// sniffLen is how many bytes of a body net/http looks at before it sends
// the header.
const sniffLen = 512

// ReadFrom implements io.ReaderFrom, through which net/http has the
// operating system send files. Until there is a first byte the handler can
// still choose a status: for a source that fails at once it will.
func (rec *recorder) ReadFrom(src io.Reader) (n int64, err error) {
	inner, ok := rec.ResponseWriter.(io.ReaderFrom)
	if !ok {
		return io.Copy((*plainWriter)(rec), src)
	}
	if !rec.final {
		n, err = io.CopyN((*plainWriter)(rec), src, sniffLen)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	more, err := inner.ReadFrom(src)
	rec.written += more
	return n + more, err
}

// A plainWriter is a recorder from which io.Copy hides nothing but
// ReadFrom, which would call it again.
type plainWriter recorder

// Write implements io.Writer.
func (w *plainWriter) Write(body []byte) (int, error) { return (*recorder)(w).Write(body) }

// FlushError is for http.ResponseController.
func (rec *recorder) FlushError() error {
	err := http.NewResponseController(rec.ResponseWriter).Flush()
	if !errors.Is(err, http.ErrNotSupported) {
		rec.settle(http.StatusOK)
	}
	return err
}

// CloseNotify implements http.CloseNotifier, for handlers from before
// there were contexts. Nothing is ever received if the ResponseWriter is
// no CloseNotifier.
func (rec *recorder) CloseNotify() <-chan bool {
	if inner, ok := rec.ResponseWriter.(interface{ CloseNotify() <-chan bool }); ok {
		return inner.CloseNotify()
	}
	return nil
}

// Unwrap is for http.ResponseController.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }
