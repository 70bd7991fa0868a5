// Package relay forwards connections to a server, byte for byte in both
// directions, and tells an Observer when each begins and how long it
// lived.
//
//	r := relay.Relay{Network: "tcp", Address: "127.0.0.1:5432", Observer: observer}
//	err := r.Serve(ctx, listener)
//
// A client and its upstream see of each other what they would see without
// a relay between them, as far as sockets let it:
//
//	one side                     the other side
//	ends what it sends           sees that end, and can still send
//	closes                       sees the end; a reset once it sends more
//	resets                       is reset
//	is silent beyond keep-alive  is reset
//
//	and the upstream             the client
//	refuses                      is closed
//	answers no dialing           is closed after DialTimeout
//
//	and the Relay
//	drains                       both go on, for DrainTimeout at most
//	cuts                         both are reset
//
// A Unix socket can't be reset: its peer sees the end, or a reset if it
// had sent what nobody has read.
//
// On Linux the bytes don't pass through the process: splice(2) moves them,
// unless both sides are Unix sockets, which are copied. An open connection
// takes two descriptors for its sockets and four for the pipes of the two
// directions. The pipes of a connection that has ended are used again; they
// are closed a second after at most half as many connections are open as
// there were. If there are no descriptors left for pipes, the bytes are
// copied.
//
// The kernel lets a user without CAP_SYS_RESOURCE have fs.pipe-user-pages-soft
// pages in pipes, which by default are those of some 32 connections; the
// pipes of more are small, and large transfers through them take four times
// the CPU. Raise that sysctl where many connections move much.
//
// In bulk a relay moves as much as socat does, about 2 GB a second, for 0.2
// seconds of CPU per GB. A short message costs it a wake-up: where clients,
// server and relay share two processors and do nothing but pass short
// messages, as with pgbench -S, there is 0.4 of the transactions that there
// are without it, and about as many as through socat.
package relay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"time"
)

// A Relay forwards connections. Only Network, Address and Observer are
// required; other fields that are 0 have the defaults given there. Its
// fields must not change while it serves.
type Relay struct {
	// Network and Address are those of the upstream, as net.Dial takes
	// them: tcp and host:port, or unix and a path.
	Network, Address string

	// MaxConns bounds the open connections; DefaultMaxConns. Others wait
	// in the backlog of the listener, neither accepted nor observed.
	MaxConns int

	// DialTimeout is how long the upstream may take to accept a
	// connection; 5 s.
	DialTimeout time.Duration

	// DrainTimeout is how long open connections may go on when the Relay
	// is told to stop. Zero gives them no time.
	DrainTimeout time.Duration

	Observer Observer

	// OnError is told once of each connection that did not end well, and
	// once of each time that no connections could be accepted for a while.
	// It may be called from several goroutines at once; nil is told
	// nothing.
	OnError func(error)
}

// DefaultMaxConns is how many connections may be open at once, unless a
// Relay says otherwise.
const DefaultMaxConns = 1000

const defaultDialTimeout = 5 * time.Second

// An Observer is told of every connection, also of one that the upstream
// refused or that was cut. Its methods may be called from several
// goroutines at once.
type Observer interface {
	// Opened is called when a connection has been accepted.
	Opened()

	// Closed is called when both sides of it are closed, with the time
	// since it was accepted.
	Closed(lifetime time.Duration)
}

// Serve forwards the connections that come to l until ctx ends. Then it
// closes l at once and waits for open connections for at most
// DrainTimeout. It returns nil if that was enough. If it was not, it cuts
// them and returns an error that is context.DeadlineExceeded. When Serve
// returns, every connection has been closed and observed.
//
// The connections of l must be able to end one direction, as those of TCP
// and Unix sockets are. If l is closed by somebody else, Serve drains as
// well, and returns the reason.
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

// drain waits for the connections that are open.
func (s *serving) drain(cut context.CancelFunc) error {
	drained := make(chan struct{})
	go func() { s.open.Wait(); close(drained) }()
	timeout := time.NewTimer(s.DrainTimeout)
	defer timeout.Stop()
	select {
	case <-drained:
		return nil
	case <-timeout.C:
	}
	cut()
	<-drained
	n := s.cut.Load()
	if n == 0 {
		return nil
	}
	return fmt.Errorf("relay: connections to %s still open after %v were cut, %d of them: %w",
		s.Address, s.DrainTimeout, n, context.DeadlineExceeded)
}

func (r *Relay) report(err error) {
	if r.OnError != nil {
		r.OnError(err)
	}
}
