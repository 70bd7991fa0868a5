package relay

import (
	"errors"
	"net"
	"syscall"
)

// A stream is a connection with separate ends for the two directions: a
// *net.TCPConn or a *net.UnixConn. io.Copy must get the concrete type, not
// a wrapper: from the concrete type the net package learns that splice(2)
// can move the bytes.
type stream interface {
	net.Conn
	syscall.Conn
	CloseWrite() error
}

// errCut reports a connection that the Relay ended.
var errCut = errors.New("cut")

// reset closes connections in a way that no peer takes for a normal end.
// TCP sends a reset and drops undelivered bytes; Unix sockets have no
// reset. A connection may be nil.
func reset(conns ...stream) {
	for _, conn := range conns {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		if conn != nil {
			_ = conn.Close()
		}
	}
}
