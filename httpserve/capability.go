package httpserve

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// Handlers find out by type assertions whether a ResponseWriter can notify of
// a close, flush, hijack, push or read from a file, and answer in another way
// if not. So a handler must see exactly the capabilities of the
// ResponseWriter, and each combination needs a type. The letters of a type are
// the initials of its interfaces. A type holds the type without the last
// letter, and so the recorder, by value: a request allocates one object of 48
// bytes.
type recorderC struct{ recorder }
type recorderF struct{ recorder }
type recorderH struct{ recorder }
type recorderP struct{ recorder }
type recorderR struct{ recorder }

type recorderCF struct{ recorderC }
type recorderCH struct{ recorderC }
type recorderCP struct{ recorderC }
type recorderCR struct{ recorderC }
type recorderFH struct{ recorderF }
type recorderFP struct{ recorderF }
type recorderFR struct{ recorderF }
type recorderHP struct{ recorderH }
type recorderHR struct{ recorderH }
type recorderPR struct{ recorderP }

type recorderCFH struct{ recorderCF }
type recorderCFP struct{ recorderCF }
type recorderCFR struct{ recorderCF }
type recorderCHP struct{ recorderCH }
type recorderCHR struct{ recorderCH }
type recorderCPR struct{ recorderCP }
type recorderFHP struct{ recorderFH }
type recorderFHR struct{ recorderFH }
type recorderFPR struct{ recorderFP }
type recorderHPR struct{ recorderHP }

type recorderCFHP struct{ recorderCFH }
type recorderCFHR struct{ recorderCFH }
type recorderCFPR struct{ recorderCFP }
type recorderCHPR struct{ recorderCHP }
type recorderFHPR struct{ recorderFHP }

type recorderCFHPR struct{ recorderCFHP }

// A closeNotifier is an http.CloseNotifier, which is deprecated.
type closeNotifier interface{ CloseNotify() <-chan bool }

// The combinations of capabilities beside Pusher that newView looks for.
type (
	canCF interface {
		closeNotifier
		http.Flusher
	}
	canCH interface {
		closeNotifier
		http.Hijacker
	}
	canCR interface {
		closeNotifier
		io.ReaderFrom
	}
	canFH interface {
		http.Flusher
		http.Hijacker
	}
	canFR interface {
		http.Flusher
		io.ReaderFrom
	}
	canHR interface {
		http.Hijacker
		io.ReaderFrom
	}
	canCFH interface {
		canCF
		http.Hijacker
	}
	canCFR interface {
		canCF
		io.ReaderFrom
	}
	canCHR interface {
		canCH
		io.ReaderFrom
	}
	canFHR interface {
		canFH
		io.ReaderFrom
	}
	canCFHR interface {
		canCFH
		io.ReaderFrom
	}
)

// A view is the ResponseWriter that a handler gets in place of the server's.
type view interface {
	http.ResponseWriter
	self() *recorder
}

// newView returns a view with the capabilities of w. A case must stand before
// the cases that ask for less. The cases with most of net/http's capabilities
// come first, for processors on which the runtime has no cache for a type
// switch. With the cache, 32 types cost a request no more than 8 types and
// three assertions did.
func newView(w http.ResponseWriter) view {
	if _, ok := w.(http.Pusher); ok {
		return newPusher(w)
	}
	switch w.(type) {
	case canCFHR:
		return new(recorderCFHR)
	case canCFH:
		return new(recorderCFH)
	case canCFR:
		return new(recorderCFR)
	case canCF:
		return new(recorderCF)
	case canCHR:
		return new(recorderCHR)
	case canCH:
		return new(recorderCH)
	case canCR:
		return new(recorderCR)
	case closeNotifier:
		return new(recorderC)
	case canFHR:
		return new(recorderFHR)
	case canFH:
		return new(recorderFH)
	case canFR:
		return new(recorderFR)
	case http.Flusher:
		return new(recorderF)
	case canHR:
		return new(recorderHR)
	case http.Hijacker:
		return new(recorderH)
	case io.ReaderFrom:
		return new(recorderR)
	}
	return new(recorder)
}

// newPusher is newView for a Pusher.
func newPusher(w http.ResponseWriter) view {
	switch w.(type) {
	case canCFHR:
		return new(recorderCFHPR)
	case canCFH:
		return new(recorderCFHP)
	case canCFR:
		return new(recorderCFPR)
	case canCF:
		return new(recorderCFP)
	case canCHR:
		return new(recorderCHPR)
	case canCH:
		return new(recorderCHP)
	case canCR:
		return new(recorderCPR)
	case closeNotifier:
		return new(recorderCP)
	case canFHR:
		return new(recorderFHPR)
	case canFH:
		return new(recorderFHP)
	case canFR:
		return new(recorderFPR)
	case http.Flusher:
		return new(recorderFP)
	case canHR:
		return new(recorderHPR)
	case http.Hijacker:
		return new(recorderHP)
	case io.ReaderFrom:
		return new(recorderPR)
	}
	return new(recorderP)
}

// CloseNotify implements http.CloseNotifier.
func (v *recorderC) CloseNotify() <-chan bool { return v.closeNotify() }

// Flush implements http.Flusher.
func (v *recorderF) Flush()  { v.flush() }
func (v *recorderCF) Flush() { v.flush() }

// Hijack implements http.Hijacker.
func (v *recorderH) Hijack() (net.Conn, *bufio.ReadWriter, error)   { return v.hijack() }
func (v *recorderCH) Hijack() (net.Conn, *bufio.ReadWriter, error)  { return v.hijack() }
func (v *recorderFH) Hijack() (net.Conn, *bufio.ReadWriter, error)  { return v.hijack() }
func (v *recorderCFH) Hijack() (net.Conn, *bufio.ReadWriter, error) { return v.hijack() }

// Push implements http.Pusher.
func (v *recorderP) Push(target string, opts *http.PushOptions) error    { return v.push(target, opts) }
func (v *recorderCP) Push(target string, opts *http.PushOptions) error   { return v.push(target, opts) }
func (v *recorderFP) Push(target string, opts *http.PushOptions) error   { return v.push(target, opts) }
func (v *recorderHP) Push(target string, opts *http.PushOptions) error   { return v.push(target, opts) }
func (v *recorderCFP) Push(target string, opts *http.PushOptions) error  { return v.push(target, opts) }
func (v *recorderCHP) Push(target string, opts *http.PushOptions) error  { return v.push(target, opts) }
func (v *recorderFHP) Push(target string, opts *http.PushOptions) error  { return v.push(target, opts) }
func (v *recorderCFHP) Push(target string, opts *http.PushOptions) error { return v.push(target, opts) }

// ReadFrom implements io.ReaderFrom.
func (v *recorderR) ReadFrom(src io.Reader) (int64, error)     { return v.readFrom(src) }
func (v *recorderCR) ReadFrom(src io.Reader) (int64, error)    { return v.readFrom(src) }
func (v *recorderFR) ReadFrom(src io.Reader) (int64, error)    { return v.readFrom(src) }
func (v *recorderHR) ReadFrom(src io.Reader) (int64, error)    { return v.readFrom(src) }
func (v *recorderPR) ReadFrom(src io.Reader) (int64, error)    { return v.readFrom(src) }
func (v *recorderCFR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderCHR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderCPR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderFHR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderFPR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderHPR) ReadFrom(src io.Reader) (int64, error)   { return v.readFrom(src) }
func (v *recorderCFHR) ReadFrom(src io.Reader) (int64, error)  { return v.readFrom(src) }
func (v *recorderCFPR) ReadFrom(src io.Reader) (int64, error)  { return v.readFrom(src) }
func (v *recorderCHPR) ReadFrom(src io.Reader) (int64, error)  { return v.readFrom(src) }
func (v *recorderFHPR) ReadFrom(src io.Reader) (int64, error)  { return v.readFrom(src) }
func (v *recorderCFHPR) ReadFrom(src io.Reader) (int64, error) { return v.readFrom(src) }
