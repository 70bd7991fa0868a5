package httpserve

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
)

// A recorder is a ResponseWriter that records the status and the size of an
// answer, and does not change the answer. A handler gets the recorder within a
// view, which has the capabilities of the ResponseWriter. An
// http.ResponseController finds deadlines and full duplex through Unwrap.
// Three methods are always there: Unwrap; WriteString, which equals
// io.WriteString to the ResponseWriter; and FlushError, which fails with
// http.ErrNotSupported where a ResponseController would.
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
	if shared, ok := w.(view); ok {
		return w, shared.self()
	}
	v := newView(w)
	rec := v.self()
	rec.ResponseWriter, rec.status = w, http.StatusOK
	return v, rec
}

// recordPlain is record for a handler that only needs the methods of an
// http.ResponseWriter. It does not link the types of newView, which take 72 kB
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

// readFrom is ReadFrom of a view, by which net/http has the operating system
// send files. The handler can still choose a status until src yields a first
// byte, as it does if src fails at once.
func (rec *recorder) readFrom(src io.Reader) (n int64, err error) {
	if !rec.wroteHeader {
		n, err = io.CopyN(rec, src, sniffLen)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	sent, err := rec.ResponseWriter.(io.ReaderFrom).ReadFrom(src)
	rec.written += sent
	return n + sent, err
}

// FlushError is for http.ResponseController.
func (rec *recorder) FlushError() error {
	err := http.NewResponseController(rec.ResponseWriter).Flush()
	if !errors.Is(err, http.ErrNotSupported) {
		rec.setStatus(http.StatusOK)
	}
	return err
}

// flush is Flush of a view.
func (rec *recorder) flush() { _ = rec.FlushError() }

// hijack is Hijack of a view. No later status reaches the client, so the
// status of a hijacked connection is final.
func (rec *recorder) hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := rec.ResponseWriter.(http.Hijacker).Hijack()
	rec.wroteHeader = rec.wroteHeader || err == nil
	return conn, rw, err
}

// push is Push of a view.
func (rec *recorder) push(target string, opts *http.PushOptions) error {
	return rec.ResponseWriter.(http.Pusher).Push(target, opts)
}

// closeNotify is CloseNotify of a view.
func (rec *recorder) closeNotify() <-chan bool {
	return rec.ResponseWriter.(closeNotifier).CloseNotify()
}

// Unwrap is for http.ResponseController.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }
