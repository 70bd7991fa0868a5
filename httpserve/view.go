package httpserve

import (
	"bufio"
	"net"
	"net/http"
)

// Handlers find out by type assertions whether a ResponseWriter can be
// flushed, hijacked or pushed to, and answer in another way if not. So a
// recorder must be a Flusher, a Hijacker or a Pusher if, and only if, what
// it stands before is one; that takes a type for each combination. All are
// the pointer to the recorder with other methods.
type (
	flusher               struct{ *recorder }
	hijacker              struct{ *recorder }
	pusher                struct{ *recorder }
	flusherHijacker       struct{ flusher }
	flusherPusher         struct{ flusher }
	hijackerPusher        struct{ hijacker }
	flusherHijackerPusher struct{ flusherHijacker }
)

// view returns the recorder as a type that can do what the ResponseWriter
// behind it can.
func (rec *recorder) view() http.ResponseWriter {
	_, flushes := rec.ResponseWriter.(http.Flusher)
	_, hijacks := rec.ResponseWriter.(http.Hijacker)
	_, pushes := rec.ResponseWriter.(http.Pusher)
	f, h := flusher{rec}, hijacker{rec}
	switch {
	case flushes && hijacks && pushes:
		return flusherHijackerPusher{flusherHijacker{f}}
	case flushes && hijacks:
		return flusherHijacker{f}
	case flushes && pushes:
		return flusherPusher{f}
	case hijacks && pushes:
		return hijackerPusher{h}
	case flushes:
		return f
	case hijacks:
		return h
	case pushes:
		return pusher{rec}
	}
	return rec
}

// Flush implements http.Flusher.
func (v flusher) Flush() { _ = v.FlushError() }

// Hijack implements http.Hijacker.
func (v hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return v.hijack() }

// Hijack implements http.Hijacker.
func (v flusherHijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return v.hijack() }

// Push implements http.Pusher.
func (v pusher) Push(target string, opts *http.PushOptions) error { return v.push(target, opts) }

// Push implements http.Pusher.
func (v flusherPusher) Push(target string, opts *http.PushOptions) error {
	return v.push(target, opts)
}

// Push implements http.Pusher.
func (v hijackerPusher) Push(target string, opts *http.PushOptions) error {
	return v.push(target, opts)
}

// Push implements http.Pusher.
func (v flusherHijackerPusher) Push(target string, opts *http.PushOptions) error {
	return v.push(target, opts)
}

func (rec *recorder) hijack() (net.Conn, *bufio.ReadWriter, error) {
	return rec.ResponseWriter.(http.Hijacker).Hijack()
}

func (rec *recorder) push(target string, opts *http.PushOptions) error {
	return rec.ResponseWriter.(http.Pusher).Push(target, opts)
}
