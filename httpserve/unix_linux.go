package httpserve

import "syscall"

// restrict is called with a Unix socket that has no file yet. Linux makes
// the file with the mode of the socket, less the umask. Where that can't be
// set, the chmod that follows has to do.
func restrict(_, _ string, socket syscall.RawConn) error {
	return socket.Control(func(fd uintptr) { _ = syscall.Fchmod(int(fd), socketMode) })
}
