package relay

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A serving is a Relay at work on one listener.
type serving struct {
	*Relay
	listener net.Listener
	slots    slots
	open     sync.WaitGroup
	cut      atomic.Int64 // connections that were cut
	pipes    sweeper
}

// accept accepts connections until ctx ends or the listener is closed.
// Other errors of the listener pass, that there are too many open files
// for example: it tries again, after a pause that grows as long as they
// stay.
func (s *serving) accept(ctx, connections context.Context) error {
	var pause backoff
	for s.slots.take(ctx) {
		conn, err := s.listener.Accept()
		if err == nil {
			pause = 0
			s.begin(connections, conn)
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

// begin lets a connection that has a slot live in a goroutine of its own.
func (s *serving) begin(ctx context.Context, conn net.Conn) {
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
