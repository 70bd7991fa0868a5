package relay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A serving is the state of a Relay while Serve runs.
type serving struct {
	*Relay
	listener net.Listener
	slots    slots
	open     sync.WaitGroup // connections
	cut      atomic.Int64   // connections ended by drain
	pipes    sweeper
}

// accept accepts connections until ctx ends or the listener is closed.
// Other errors of the listener are temporary, such as too many open files:
// accept tries again, after pauses that grow while the error lasts.
func (s *serving) accept(ctx, connections context.Context) error {
	var pause backoff
	for s.slots.take(ctx) {
		conn, err := s.listener.Accept()
		if err == nil {
			pause = 0
			s.start(connections, conn)
			continue
		}
		s.slots.free()
		err = fmt.Errorf("relay: accepting connections to %s: %w", s.Address, err)
		if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
			return err
		}
		if pause == 0 {
			s.report(err)
		}
		pause.wait(ctx)
	}
	return nil
}

// start serves an accepted connection, which owns a slot, in a goroutine.
func (s *serving) start(ctx context.Context, conn net.Conn) {
	accepted := time.Now()
	s.Observer.Opened()
	s.pipes.opened()
	s.open.Go(func() {
		defer s.slots.free()
		err := s.forward(ctx, conn)
		s.pipes.closed()
		s.Observer.Closed(time.Since(accepted))
		switch {
		case errors.Is(err, errCut):
			s.cut.Add(1)
		case err != nil:
			s.report(fmt.Errorf("relay: connection of %v to %s: %w", conn.RemoteAddr(), s.Address, err))
		}
	})
}

// forward dials the upstream and forwards until the connection ends, with
// both sides closed. It returns errCut if the end of ctx was the reason.
func (s *serving) forward(ctx context.Context, conn net.Conn) error {
	client, ok := conn.(stream)
	if !ok {
		s.Observer.Dialed(Failed)
		_ = conn.Close()
		return fmt.Errorf("expected a connection of TCP or a Unix socket, found a %T", conn)
	}
	upstream, err := s.dial(ctx)
	if ctx.Err() != nil {
		s.Observer.Dialed(Cut)
		reset(client, upstream)
		return errCut
	}
	s.Observer.Dialed(resultOf(err))
	if err != nil {
		_ = client.Close()
		return err
	}
	return join(ctx, client, upstream)
}

// dial connects to the upstream.
func (s *serving) dial(ctx context.Context) (stream, error) {
	dialer := net.Dialer{Timeout: cmp.Or(s.DialTimeout, defaultDialTimeout)}
	conn, err := dialer.DialContext(ctx, s.Network, s.Address)
	if err != nil {
		return nil, err
	}
	return conn.(stream), nil
}

// drain waits for the open connections, and cuts them after DrainTimeout.
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
	return fmt.Errorf("relay: draining connections to %s: cut %d after %v: %w",
		s.Address, n, s.DrainTimeout, context.DeadlineExceeded)
}
