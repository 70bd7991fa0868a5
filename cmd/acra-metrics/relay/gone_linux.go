package relay

import (
	"net"
	"os"
	"syscall"
)

// waitUntilGone waits, on a connection from which all has been read, until
// its peer takes nothing any more. It reports false if the connection is
// closed here before. The error is nil if the peer has closed in good
// order, which a Unix socket tells at once.
//
// TCP tells later, for it does not say when a peer has closed for good
// rather than for sending: the peer answers what is sent to it with a
// reset, and if nothing is, a keep-alive. That is about 75 seconds after
// it closed, as net and Linux have it by default.
func waitUntilGone(conn stream) (gone bool, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return false, nil
	}
	var reason error
	err = raw.Read(func(fd uintptr) bool {
		// To send nothing has no effect but to fail where sending would.
		_, reason = syscall.SendmsgN(int(fd), nil, nil, nil, syscall.MSG_DONTWAIT|syscall.MSG_NOSIGNAL)
		return reason != nil && reason != syscall.EAGAIN && reason != syscall.EINTR
	})
	if err != nil {
		return false, nil
	}
	if _, ok := conn.(*net.UnixConn); ok && reason == syscall.EPIPE {
		return true, nil
	}
	return true, os.NewSyscallError("send", reason)
}
