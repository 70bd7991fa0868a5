//go:build !plan9

package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestUnixSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "metrics.sock")
	flag := "--incoming_connection_prometheus_metrics_string=unix://" + path

	stale, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	stale.(*net.UnixListener).SetUnlinkOnClose(false)
	stale.Close()

	p := start(t, flag)
	if _, body := p.do(t, "GET", "/metrics"); !strings.Contains(body, "go_goroutines ") {
		t.Errorf("got the page %q, want it to have go_goroutines", body)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o660 {
		t.Errorf("mode of the socket: got %o, want 660", got)
	}
	if code, stderr := runToEnd(t, flag); code != 1 || !strings.Contains(stderr, path) {
		t.Errorf("a second process on the socket: got exit code %d and %q, want 1 and the path", code, stderr)
	}
	if _, body := p.do(t, "GET", "/metrics"); body == "" {
		t.Error("the first process lost its socket to the second")
	}
	if code := p.stop(t, syscall.SIGTERM); code != 0 {
		t.Errorf("exit code: got %d, want 0", code)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the socket after the end: got %v, want it gone", err)
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := l.Addr().String()
	code, stderr := runToEnd(t, "--incoming_connection_prometheus_metrics_string=tcp://"+address)
	if code != 1 || !strings.Contains(stderr, address) {
		t.Errorf("got exit code %d and %q, want 1 and the address %s", code, stderr, address)
	}
}
