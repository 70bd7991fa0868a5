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

// A connLimiter is the listener of a Server. It limits the number of open
// connections, and knows the state of each.
type connLimiter struct {
	net.Listener
	stop  <-chan struct{} // closed when Accept must end
	slots chan struct{}   // holds an element for each open connection

	mu      sync.Mutex
	open    map[net.Conn]connInfo
	closed  bool // closeNew was called
	waiting bool // a new connection waits for a slot
}

// connInfo is the state of a connection, and the time since when.
type connInfo struct {
	state http.ConnState
	since time.Time
}

// isSilent reports whether no handler works for the connection. The states
// http.StateNew and http.StateIdle last until the whole header of a request
// has arrived.
func (c connInfo) isSilent() bool { return c.state == http.StateNew || c.state == http.StateIdle }

func newConnLimiter(ctx context.Context, l net.Listener, maxConns int) *connLimiter {
	switch {
	case maxConns == 0:
		maxConns = defaultMaxConns
	case maxConns < 0:
		maxConns = math.MaxInt32 // empty structs take no memory
	}
	return &connLimiter{
		Listener: l,
		stop:     ctx.Done(),
		slots:    make(chan struct{}, maxConns),
		open:     make(map[net.Conn]connInfo),
	}
}

// Accept implements net.Listener. Each connection that it returns has a
// slot, which setState frees.
func (l *connLimiter) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil && !l.takeSlot() {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	return conn, err
}

// takeSlot waits for a slot, and evicts a silent connection if none is free.
// It reports false if Accept must end.
func (l *connLimiter) takeSlot() bool {
	select {
	case l.slots <- struct{}{}:
		return true
	default:
	}
	l.evict()
	select {
	case l.slots <- struct{}{}:
		l.mu.Lock()
		l.waiting = false
		l.mu.Unlock()
		return true
	case <-l.stop:
		return false
	}
}

// evict closes the connection that has been silent for the longest time. If
// no connection is silent, setState closes the next that becomes so.
func (l *connLimiter) evict() {
	l.mu.Lock()
	var oldest net.Conn
	for conn, info := range l.open {
		if info.isSilent() && (oldest == nil || info.since.Before(l.open[oldest].since)) {
			oldest = conn
		}
	}
	l.waiting = oldest == nil
	l.mu.Unlock()
	if oldest != nil {
		_ = oldest.Close()
	}
}

// setState is the ConnState of an http.Server.
func (l *connLimiter) setState(conn net.Conn, state http.ConnState) {
	if !l.record(conn, state) {
		_ = conn.Close()
	}
	if state == http.StateClosed || state == http.StateHijacked {
		<-l.slots
	}
}

// record records the state of a connection. It reports false if setState
// must close the connection: a new connection after closeNew was called, or an
// idle connection while a new connection waits.
func (l *connLimiter) record(conn net.Conn, state http.ConnState) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(l.open, conn)
		return true
	}
	l.open[conn] = connInfo{state, time.Now()}
	if state == http.StateIdle && l.waiting {
		l.waiting = false
		return false
	}
	return state != http.StateNew || !l.closed
}

// closeNew closes the connections that have not sent a request yet. A
// stopping http.Server would wait five seconds for each.
func (l *connLimiter) closeNew() {
	l.mu.Lock()
	l.closed = true
	conns := l.inState(http.StateNew)
	l.mu.Unlock()
	for _, conn := range conns {
		_ = conn.Close()
	}
}

// isBusy reports whether a request is in flight.
func (l *connLimiter) isBusy() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.inState(http.StateActive)) > 0
}

// inState returns the open connections in a state. The caller holds mu.
func (l *connLimiter) inState(state http.ConnState) []net.Conn {
	var conns []net.Conn
	for conn, info := range l.open {
		if info.state == state {
			conns = append(conns, conn)
		}
	}
	return conns
}
