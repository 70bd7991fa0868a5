package relay_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// hangingAddress returns a loopback address where dialing gets no answer: a
// listener with a full backlog that never accepts. Linux drops further SYN
// packets.
func hangingAddress(t *testing.T) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := errors.Join(
		syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}),
		syscall.Listen(fd, 0),
	); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	// The kernel handles the connects in order and keeps one or two, so the
	// test need not wait for the result.
	for range 8 {
		filler, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { syscall.Close(filler) })
		if err := syscall.Connect(filler, name); err != nil && err != syscall.EINPROGRESS {
			t.Fatal(err)
		}
	}
	address := fmt.Sprintf("127.0.0.1:%d", name.(*syscall.SockaddrInet4).Port)
	if conn, err := net.DialTimeout("tcp", address, 50*time.Millisecond); err == nil {
		conn.Close()
		t.Skip("this kernel accepts beyond a full backlog: no upstream hangs")
	}
	return address
}

func TestUpstreamHangs(t *testing.T) {
	address := hangingAddress(t)
	s := setUp(t, "tcp", "tcp", func(r *relay.Relay) {
		r.Address = address
		r.DialTimeout = 30 * time.Millisecond
	})
	s.dial(t).hearsLast("")
	s.recorder.awaitClosed(t, 1)
	if err := s.finish(t); err != nil {
		t.Errorf("Serve: got error %v, want none", err)
	}
	if err := <-s.errs; !isTimeout(err) {
		t.Errorf("reported: got %v, want a time-out", err)
	} else {
		s.errs <- err
	}
	checkOnce(t, s, relay.TimedOut, errAny)
}

func TestCutWhileDialing(t *testing.T) {
	address := hangingAddress(t)
	s := setUp(t, "tcp", "tcp", func(r *relay.Relay) { r.Address = address })
	client := s.dial(t)
	<-s.recorder.begun
	if err := s.finish(t); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Serve: got error %v, want %v", err, context.DeadlineExceeded)
	}
	client.isReset()
	checkOnce(t, s, relay.Cut, nil)
}
