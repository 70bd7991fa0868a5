//go:build !js && !plan9 && !wasip1

package httpserve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"
	"time"
)

// socketMode is the mode of a socket file. A client needs the right to
// write.
const socketMode = 0o660

// connectionRefused is ECONNREFUSED as Windows has it, a number without a
// name in package syscall. Other systems have no such number.
const connectionRefused syscall.Errno = 10061

// longestPath is the greatest length of the path of a Unix socket in bytes,
// without the zero byte at its end: 107 on Linux.
const longestPath = len(syscall.RawSockaddrUnix{}.Path) - 1

// A unixListener listens on a Unix socket and removes its file.
type unixListener struct {
	*net.UnixListener
	path string
	file os.FileInfo
}

// listenUnix listens on a Unix socket. The file must never have a wider mode
// than socketMode, whatever the umask: on Linux, restrict narrows the mode
// before the file exists. The umask may narrow the mode further; chmod
// restores it. On other systems, only the umask keeps strangers out until
// chmod is done.
func listenUnix(path string) (net.Listener, error) {
	if err := removeStale(path); err != nil {
		return nil, err
	}
	config := net.ListenConfig{Control: restrict}
	l, err := config.Listen(context.Background(), "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, socketMode); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	file, err := os.Lstat(path)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	unix := l.(*net.UnixListener)
	unix.SetUnlinkOnClose(false) // the net package removes any file of that name
	return &unixListener{unix, path, file}, nil
}

// removeStale removes the socket file at path if no process listens on it.
func removeStale(path string) error {
	file, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case file.Mode().Type() != fs.ModeSocket:
		return fmt.Errorf("expected a socket or nothing at %s, found a file of mode %v", path, file.Mode())
	}
	conn, err := net.DialTimeout("unix", path, time.Second)
	switch {
	case err == nil:
		_ = conn.Close()
		return fmt.Errorf("socket %s is in use", path)
	case !errors.Is(err, syscall.ECONNREFUSED) && !errors.Is(err, connectionRefused):
		return fmt.Errorf("socket %s may be in use: %w", path, err)
	}
	return os.Remove(path)
}

// Close removes the file, unless another file has taken its place, and stops
// listening.
func (l *unixListener) Close() error {
	if file, err := os.Lstat(l.path); err == nil && os.SameFile(file, l.file) {
		_ = os.Remove(l.path)
	}
	return l.UnixListener.Close()
}
