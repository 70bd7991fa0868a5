package relay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
)

// A stream is a connection whose directions end apart: a *net.TCPConn or a
// *net.UnixConn. It must reach io.Copy as what it is, for that is how
// io.Copy finds out that the kernel can do the work.
type stream interface {
	net.Conn
	syscall.Conn
	CloseWrite() error
}

// errCut says that the Relay has ended a connection.
var errCut = errors.New("cut")

// forward is the life of a connection after it was accepted. It ends with
// both sides closed; it returns errCut if the end of ctx was the reason.
func (s *serving) forward(ctx context.Context, conn net.Conn) error {
	client, ok := conn.(stream)
	if !ok {
		_ = conn.Close()
		return fmt.Errorf("expected a connection of TCP or a Unix socket, found a %T", conn)
	}
	upstream, err := s.dial(ctx)
	switch {
	case ctx.Err() != nil:
		cutOff(client, upstream)
		return errCut
	case err != nil:
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

// cutOff closes connections so that their peers don't take the end for a
// good one. TCP sends a reset and drops what was not delivered; there is
// nothing like it for Unix sockets. A connection may be nil.
func cutOff(conns ...stream) {
	for _, conn := range conns {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		if conn != nil {
			_ = conn.Close()
		}
	}
}
