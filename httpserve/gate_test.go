package httpserve

import (
	"io"
	"net"
	"net/http"
	"testing"
)

// A connection can come in while the gate is being shut: after the others
// have been closed, before the listener is.
func TestGateClosesLatecomers(t *testing.T) {
	g := newGate(t.Context(), newPipeListener(), 1)
	g.shut()
	client, server := net.Pipe()
	g.slots <- struct{}{}
	g.track(server, http.StateNew)
	if _, err := client.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("got the error %v, want %v", err, io.EOF)
	}
	if g.track(server, http.StateClosed); len(g.slots) != 0 || len(g.open) != 0 {
		t.Errorf("got %d slots taken and %d connections open, want none", len(g.slots), len(g.open))
	}
}

// A failing listener fails again and again. No connection, no slot.
func TestGateAcceptFails(t *testing.T) {
	l := newPipeListener()
	_ = l.Close()
	g := newGate(t.Context(), l, 1)
	for range 3 {
		if _, err := g.Accept(); err != net.ErrClosed {
			t.Errorf("got the error %v, want %v", err, net.ErrClosed)
		}
	}
}
