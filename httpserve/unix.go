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

// socketMode is the mode of a socket file. To connect takes the right to
// write.
const socketMode = 0o660

// A unixListener listens on a Unix socket and removes its file.
type unixListener struct {
	*net.UnixListener
	path string
	file os.FileInfo
}

// listenUnix listens on a Unix socket. The file must never be open to more
// users than those of socketMode, whatever the umask: on Linux it is born
// with no more rights than these, see restrict. The umask may have taken
// some, which chmod gives back. On other systems there is a moment before
// the chmod in which only the umask keeps strangers out.
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
	unix.SetUnlinkOnClose(false) // it would remove any file of that name
	return &unixListener{unix, path, file}, nil
}

// removeStale removes the socket file at path if nobody serves it.
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
		return fmt.Errorf("expected nobody to serve the socket %s, found that somebody does", path)
	case !errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("expected to learn whether somebody serves the socket %s, found %w", path, err)
	}
	return os.Remove(path)
}

// Close removes the file if it is still the listener's, then stops
// listening.
func (l *unixListener) Close() error {
	if file, err := os.Lstat(l.path); err == nil && os.SameFile(file, l.file) {
		_ = os.Remove(l.path)
	}
	return l.UnixListener.Close()
}
