package httpserve

import (
	"io"
	"net"
	"net/http"
	"testing"
)

// A connection can arrive after closeNew has closed the others, and before
// the listener is closed.
func TestConnLimiterClosesLatecomers(t *testing.T) {
	l := newConnLimiter(t.Context(), newPipeListener(), 1)
	l.closeNew()
	client, server := net.Pipe()
	l.slots <- struct{}{}
	l.setState(server, http.StateNew)
	if _, err := client.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("got the error %v, want %v", err, io.EOF)
	}
	if l.setState(server, http.StateClosed); len(l.slots) != 0 || len(l.open) != 0 {
		t.Errorf("got %d slots taken and %d connections open, want none", len(l.slots), len(l.open))
	}
}

// A failed Accept must not take a slot: a second would wait for it.
func TestConnLimiterAcceptFails(t *testing.T) {
	l := newPipeListener()
	_ = l.Close()
	limiter := newConnLimiter(t.Context(), l, 1)
	for range 3 {
		if _, err := limiter.Accept(); err != net.ErrClosed {
			t.Errorf("got the error %v, want %v", err, net.ErrClosed)
		}
	}
}
