package httpserve

import (
	"context"
	"math"
	"net"
	"net/http"
	"sync"
	"time"
)

const defaultMaxConns = 256

// A gate is the listener of a Server. It lets in as many connections as
// may be open, and knows what each is doing.
type gate struct {
	net.Listener
	stop  <-chan struct{} // closed when nobody is to be let in any more
	slots chan struct{}   // one for each open connection

	mu        sync.Mutex
	open      map[net.Conn]doing
	isShut    bool
	isAwaited bool // a connection waits for the slot of another
}

// doing is what a connection does, and since when. http.StateNew and
// http.StateIdle last until the whole header of a request has come in:
// nobody works for such a connection.
type doing struct {
	state http.ConnState
	since time.Time
}

func (d doing) isSilent() bool { return d.state == http.StateNew || d.state == http.StateIdle }

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
		open:     make(map[net.Conn]doing),
	}
}

// Accept implements net.Listener. A connection that it returns has a slot,
// which track frees.
func (g *gate) Accept() (net.Conn, error) {
	conn, err := g.Listener.Accept()
	if err == nil && !g.takeSlot() {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	return conn, err
}

// takeSlot waits for a slot, and sees to it that a silent connection gives
// up its own. It reports false if nobody is to be let in any more.
func (g *gate) takeSlot() bool {
	select {
	case g.slots <- struct{}{}:
		return true
	default:
	}
	if silent := g.await(); silent != nil {
		_ = silent.Close()
	}
	select {
	case g.slots <- struct{}{}:
		g.mu.Lock()
		g.isAwaited = false
		g.mu.Unlock()
		return true
	case <-g.stop:
		return false
	}
}

// await returns the connection that has been silent for longest. If there
// is none, the next one that becomes silent is closed by track.
func (g *gate) await() (silent net.Conn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for conn, d := range g.open {
		if d.isSilent() && (silent == nil || d.since.Before(g.open[silent].since)) {
			silent = conn
		}
	}
	g.isAwaited = silent == nil
	return silent
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

// note reports false for a connection that is to be closed: it came in
// while the gate was being shut, or is silent while another one waits.
func (g *gate) note(conn net.Conn, state http.ConnState) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(g.open, conn)
		return true
	}
	g.open[conn] = doing{state, time.Now()}
	if state == http.StateIdle && g.isAwaited {
		g.isAwaited = false
		return false
	}
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
	for conn, d := range g.open {
		if d.state == state {
			conns = append(conns, conn)
		}
	}
	return conns
}
