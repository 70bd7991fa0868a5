//go:build !js && !plan9 && !wasip1

package httpserve

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestListenTCP(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "[::1]"} {
		t.Run(host, func(t *testing.T) {
			l, err := Listen("tcp://" + host + ":0/")
			if err != nil {
				if host == "[::1]" && errors.Is(err, socketError(syscall.EADDRNOTAVAIL)) {
					t.Skip("no IPv6 on this machine")
				}
				t.Fatal(err)
			}
			defer l.Close()
			_, port, err := net.SplitHostPort(l.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			if want := "http://" + host + ":" + port; l.URL() != want || port == "0" {
				t.Errorf("got  %s\nwant %s", l.URL(), want)
			}
			_, err = Listen("tcp://" + host + ":" + port)
			if !errors.Is(err, socketError(syscall.EADDRINUSE)) || !strings.HasPrefix(err.Error(), "httpserve: tcp://"+host+":"+port+": ") {
				t.Errorf("got the error %v, want one that the address is in use", err)
			}
		})
	}
}

// socketError returns the error that this system has for an error of a
// socket. Windows has numbers of its own.
func socketError(err syscall.Errno) syscall.Errno {
	if runtime.GOOS == "windows" {
		return map[syscall.Errno]syscall.Errno{
			syscall.EAFNOSUPPORT: 10047, syscall.EADDRINUSE: 10048, syscall.EADDRNOTAVAIL: 10049,
		}[err]
	}
	return err
}

// socketPath returns a path short enough for a socket: t.TempDir has the
// name of the test in it, and 108 bytes is all that Linux allows. A system
// without Unix sockets skips the test.
func socketPath(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sock")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if errors.Is(err, socketError(syscall.EAFNOSUPPORT)) {
		t.Skip("no Unix sockets on this system")
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close() // and removes the file
	return filepath.Join(dir, "m")
}

func TestListenUnix(t *testing.T) {
	path := socketPath(t)
	l, err := Listen("unix://" + path)
	if err != nil {
		t.Fatal(err)
	}
	if want := "unix://" + path; l.URL() != want {
		t.Errorf("got the URL  %s\nwant %s", l.URL(), want)
	}
	file, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	want := os.ModeSocket | 0o660
	if runtime.GOOS == "windows" { // has no modes; Go makes one up of what may be written
		want = os.ModeSocket | 0o666
	}
	if file.Mode() != want {
		t.Errorf("got the mode %v, want %v", file.Mode(), want)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(path); !os.IsNotExist(err) {
		t.Errorf("after Close: got %v, want no file", err)
	}
}

// leaveStale leaves a socket file that nobody serves.
func leaveStale(t *testing.T, path string) {
	t.Helper()
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestListenUnixReplacesStaleSocket(t *testing.T) {
	path := socketPath(t)
	leaveStale(t, path)
	l, err := Listen("unix://" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}

func TestListenUnixRefuses(t *testing.T) {
	tests := []struct {
		name  string
		place func(t *testing.T, path string)
		want  string
	}{
		{"a socket that is served", func(t *testing.T, path string) {
			l, err := Listen("unix://" + path)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
		}, "socket PATH is in use"},
		{"a socket of datagrams", func(t *testing.T, path string) {
			if runtime.GOOS == "windows" {
				t.Skip("no such sockets on Windows")
			}
			conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close() })
		}, "socket PATH may be in use: dial unix PATH: connect: protocol wrong type for socket"},
		{"a file", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "expected a socket or nothing at PATH, found a file of mode MODE"},
		{"a directory", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "expected a socket or nothing at PATH, found a file of mode MODE"},
		{"a link to a stale socket", func(t *testing.T, path string) {
			leaveStale(t, path+"2")
			if err := os.Symlink(path+"2", path); err != nil {
				if runtime.GOOS == "windows" {
					t.Skip(err) // links are for administrators
				}
				t.Fatal(err)
			}
		}, "expected a socket or nothing at PATH, found a file of mode MODE"},
		{"a place that is not there", func(t *testing.T, path string) {
			if runtime.GOOS == "windows" {
				t.Skip("Windows has other words")
			}
			if err := os.Remove(filepath.Dir(path)); err != nil {
				t.Fatal(err)
			}
		}, "listen unix PATH: bind: no such file or directory"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := socketPath(t)
			test.place(t, path)
			before, _ := os.Lstat(path)
			_, err := Listen("unix://" + path)
			want := "httpserve: unix://" + path + ": " + strings.ReplaceAll(test.want, "PATH", path)
			if before != nil {
				want = strings.ReplaceAll(want, "MODE", before.Mode().String())
			}
			if err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if after, _ := os.Lstat(path); before != nil && !os.SameFile(before, after) {
				t.Error("the file was replaced, want it untouched")
			}
		})
	}
}

// Close must not remove the socket of a process that came later, after an
// operator had removed the file of this one.
func TestListenUnixCloseLeavesSuccessor(t *testing.T) {
	path := socketPath(t)
	first, err := Listen("unix://" + path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	second, err := Listen("unix://" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatalf("the second listener can't be reached: %v", err)
	}
	_ = conn.Close()
}
