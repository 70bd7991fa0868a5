package httpserve

import (
	"bufio"
	"net"
	"net/http"
)

// Handlers find out by type assertions whether a ResponseWriter can flush,
// hijack or push, and answer in another way if not. So a recorder must be a
// Flusher, a Hijacker or a Pusher if, and only if, its ResponseWriter is,
// and each combination needs a type. All are a pointer to the recorder with
// other methods.
type flusher struct{ *recorder }
type hijacker struct{ *recorder }
type pusher struct{ *recorder }
type flusherHijacker struct{ flusher }
type flusherPusher struct{ flusher }
type hijackerPusher struct{ hijacker }
type flusherHijackerPusher struct{ flusherHijacker }

// wrap returns the recorder as a type with the capabilities of its
// ResponseWriter.
func wrap(rec *recorder) http.ResponseWriter {
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
func (v hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return hijack(v.recorder) }

// Hijack implements http.Hijacker.
func (v flusherHijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return hijack(v.recorder) }

// Push implements http.Pusher.
func (v pusher) Push(target string, opts *http.PushOptions) error {
	return push(v.recorder, target, opts)
}

// Push implements http.Pusher.
func (v flusherPusher) Push(target string, opts *http.PushOptions) error {
	return push(v.recorder, target, opts)
}

// Push implements http.Pusher.
func (v hijackerPusher) Push(target string, opts *http.PushOptions) error {
	return push(v.recorder, target, opts)
}

// Push implements http.Pusher.
func (v flusherHijackerPusher) Push(target string, opts *http.PushOptions) error {
	return push(v.recorder, target, opts)
}

func hijack(rec *recorder) (net.Conn, *bufio.ReadWriter, error) {
	return rec.ResponseWriter.(http.Hijacker).Hijack()
}

func push(rec *recorder, target string, opts *http.PushOptions) error {
	return rec.ResponseWriter.(http.Pusher).Push(target, opts)
}
