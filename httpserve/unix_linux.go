package httpserve

import "syscall"

// restrict sets the mode of a Unix socket that has no file yet. Linux creates
// the file with the mode of the socket, less the umask. On an error of
// fchmod, the chmod of listenUnix must do.
func restrict(_, _ string, socket syscall.RawConn) error {
	return socket.Control(func(fd uintptr) { _ = syscall.Fchmod(int(fd), socketMode) })
}
