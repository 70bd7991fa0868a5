package httpserve

import (
	"context"
	"math"
	"net"
	"net/http"
	"sync"
)

const defaultMaxConns = 256

// A gate is the listener of a Server. It lets in as many connections as
// may be open, and knows what each is doing.
type gate struct {
	net.Listener
	stop  <-chan struct{} // closed when nobody is to be let in any more
	slots chan struct{}   // one for each open connection

	mu     sync.Mutex
	open   map[net.Conn]http.ConnState
	isShut bool
}

func newGate(ctx context.Context, l net.Listener, maxConns int) *gate {
	switch {
	case maxConns == 0:
		maxConns = defaultMaxConns
	case maxConns < 0:
		maxConns = math.MaxInt32 // slots take no room
	}
	return &gate{
		Listener: l,
		stop:     ctx.Done(),
		slots:    make(chan struct{}, maxConns),
		open:     make(map[net.Conn]http.ConnState),
	}
}

// Accept implements net.Listener. A connection that it returns has a slot,
// which track frees.
func (g *gate) Accept() (net.Conn, error) {
	select {
	case g.slots <- struct{}{}:
	case <-g.stop:
		return nil, net.ErrClosed
	}
	conn, err := g.Listener.Accept()
	if err != nil {
		<-g.slots
	}
	return conn, err
}

// track is told by http.Server what becomes of a connection.
func (g *gate) track(conn net.Conn, state http.ConnState) {
	if !g.note(conn, state) {
		_ = conn.Close()
	}
	if state == http.StateClosed || state == http.StateHijacked {
		<-g.slots
	}
}

// note reports false for a connection that came in while the gate was
// being shut.
func (g *gate) note(conn net.Conn, state http.ConnState) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(g.open, conn)
		return true
	}
	g.open[conn] = state
	return state != http.StateNew || !g.isShut
}

// shut closes the connections that have not sent a request yet, for which
// http.Server would wait five seconds when it stops.
func (g *gate) shut() {
	g.mu.Lock()
	g.isShut = true
	silent := g.in(http.StateNew)
	g.mu.Unlock()
	for _, conn := range silent {
		_ = conn.Close()
	}
}

// isBusy reports whether a request is in flight.
func (g *gate) isBusy() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.in(http.StateActive)) > 0
}

// in returns the open connections in a state.
func (g *gate) in(state http.ConnState) []net.Conn {
	var conns []net.Conn
	for conn, s := range g.open {
		if s == state {
			conns = append(conns, conn)
		}
	}
	return conns
}
