package relay

import (
	"net"
	"os"
	"syscall"
)

// waitForHangup waits, on a connection already read to the end, until the
// peer can't receive any more. It reports false if the connection is closed
// on this side first. The error is nil after a normal close, which a Unix
// socket reports at once.
//
// TCP reports a close late, because TCP does not tell a peer that closed
// from a peer that ended only its own direction. The peer answers data with
// a reset; without data, a keep-alive probe does the same about 75 seconds
// after the close, with the defaults of package net and Linux.
func waitForHangup(conn stream) (hungUp bool, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return false, nil
	}
	var sendErr error
	err = raw.Read(func(fd uintptr) bool {
		// Sending zero bytes fails if sending data would fail, and has no
		// other effect.
		_, sendErr = syscall.SendmsgN(int(fd), nil, nil, nil, syscall.MSG_DONTWAIT|syscall.MSG_NOSIGNAL)
		return sendErr != nil && sendErr != syscall.EAGAIN && sendErr != syscall.EINTR
	})
	if err != nil {
		return false, nil
	}
	if _, ok := conn.(*net.UnixConn); ok && sendErr == syscall.EPIPE {
		return true, nil
	}
	return true, os.NewSyscallError("send", sendErr)
}
