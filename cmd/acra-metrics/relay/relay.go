// Package relay forwards connections to a server, byte for byte in both
// directions, and tells an Observer of each connection: the beginning,
// whether the upstream accepted, and the lifetime.
//
//	r := relay.Relay{Network: "tcp", Address: "127.0.0.1:5432", Observer: observer}
//	err := r.Serve(ctx, listener)
//
// Client and upstream see of each other the same as without a relay, as far
// as sockets allow:
//
//	one side                     the other side
//	ends its direction           sees the end, and can still send
//	closes                       sees the end; a reset after sending more
//	resets                       is reset
//	is silent beyond keep-alive  is reset
//
//	and the upstream             the client
//	refuses                      is closed
//	does not answer              is closed after DialTimeout
//
//	and the Relay
//	drains                       both go on, for DrainTimeout at most
//	cuts                         both are reset
//
// A Unix socket can't be reset: the peer sees the end, or a reset if bytes
// from the peer were still unread.
//
// On Linux splice(2) moves the bytes inside the kernel, except between two
// Unix sockets, where the process copies. An open connection takes six
// descriptors: two sockets, and four for the pipes of the two directions.
// Later connections reuse the pipes; once half of the connections have
// ended, the idle pipes are closed within about a second. Without
// descriptors for pipes, the process copies.
//
// The kernel grants a user without CAP_SYS_RESOURCE a number of pages in
// pipes, fs.pipe-user-pages-soft, by default enough for some 32
// connections. Pipes beyond the grant are small, and large transfers
// through small pipes take four times the CPU. Raise the sysctl where many
// connections transfer much.
//
// In bulk a relay moves as much as socat does, about 2 GB a second, for 0.2
// seconds of CPU per GB. A short message costs a wake-up: where clients,
// server and relay share two processors and exchange only short messages,
// as with pgbench -S, a relay leaves 0.4 of the direct transactions, about
// as many as socat.
package relay

import (
	"cmp"
	"context"
	"errors"
	"net"
	"time"
)

// A Relay forwards connections. Network, Address and Observer are required;
// a zero in another field stands for the default in the field's comment.
// The fields must not change while Serve runs.
type Relay struct {
	// Network and Address are the upstream's, for net.Dial: tcp and
	// host:port, or unix and a path.
	Network, Address string

	// MaxConns bounds the open connections; 0 means DefaultMaxConns.
	// Further connections wait in the backlog of the listener, neither
	// accepted nor observed.
	MaxConns int

	// DialTimeout bounds the time until the upstream accepts a connection;
	// 0 means 5 s.
	DialTimeout time.Duration

	// DrainTimeout bounds the time that open connections may go on when
	// Serve's context ends; 0 cuts them at once.
	DrainTimeout time.Duration

	// Observer is told of every connection.
	Observer Observer

	// OnError, if not nil, gets an error for each connection that failed,
	// and an error for each period without successful accepts. Several
	// goroutines may call OnError at once.
	OnError func(error)
}

// DefaultMaxConns is the bound on open connections of a Relay without
// MaxConns.
const DefaultMaxConns = 1000

// DescriptorsPerConn is how many file descriptors an open connection takes
// at most: two sockets and, on Linux, two pipes.
const DescriptorsPerConn = 6

const defaultDialTimeout = 5 * time.Second

// An Observer is told of every connection, including refused and cut
// connections. Several goroutines may call the methods at once.
type Observer interface {
	// Opened is called after accept.
	Opened()

	// Dialed is called once for each connection, when the upstream has
	// accepted or can't be had.
	Dialed(Result)

	// Closed is called when both sides of the connection are closed, with
	// the time since accept.
	Closed(lifetime time.Duration)
}

// Serve forwards the connections of l until ctx ends. Then Serve closes l
// and waits for open connections, for at most DrainTimeout. Serve returns
// nil if all of them ended in time. Otherwise Serve cuts the remaining
// connections and returns an error that wraps context.DeadlineExceeded. In
// both cases every connection has been closed and observed.
//
// The connections of l must be TCP or Unix sockets. If another goroutine
// closes l, Serve drains too, and returns the error of the listener.
func (r *Relay) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	// Connections outlive ctx, but not Serve.
	connections, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	s := &serving{
		Relay:    r,
		listener: l,
		slots:    make(slots, cmp.Or(r.MaxConns, DefaultMaxConns)),
	}
	defer s.pipes.stop()
	err := s.accept(ctx, connections)
	_ = l.Close()
	if ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, s.drain(cut))
}

// report calls OnError, if any.
func (r *Relay) report(err error) {
	if r.OnError != nil {
		r.OnError(err)
	}
}
