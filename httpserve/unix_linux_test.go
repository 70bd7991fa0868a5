package httpserve

import (
	"net"
	"os"
	"syscall"
	"testing"
)

// The file must never have had more rights than it keeps, even if the
// umask forbids nothing; so they must be right before the chmod.
func TestRestrict(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	path := socketPath(t)
	config := net.ListenConfig{Control: restrict}
	l, err := config.Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	file, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := os.ModeSocket | socketMode; file.Mode() != want {
		t.Errorf("got the mode %v, want %v", file.Mode(), want)
	}
}

// A umask that forbids the group everything is overruled.
func TestListenUnixUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	path := socketPath(t)
	l, err := Listen("unix://" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	file, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := os.ModeSocket | socketMode; file.Mode() != want {
		t.Errorf("got the mode %v, want %v", file.Mode(), want)
	}
}
