//go:build !plan9

package relay_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// TestEnds checks the table of the package comment. In each row the peers
// act, and check how the relay shows the other peer's actions.
func TestEnds(t *testing.T) {
	for _, test := range []struct {
		name     string
		networks [][2]string // incoming and upstream
		run      func(t *testing.T, client, upstream *peer, s *fixture)
		err      error // reported once
	}{
		{"client closes", allNetworks, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.says("bye")
			client.closes()
			upstream.hearsLast("bye")
			upstream.closes()
		}, nil},
		{"upstream closes", allNetworks, func(t *testing.T, client, upstream *peer, s *fixture) {
			upstream.says("bye")
			upstream.closes()
			client.hearsLast("bye")
			client.closes()
		}, nil},
		{"client half-closes", allNetworks, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.says("question")
			client.halfCloses()
			upstream.hearsLast("question")
			upstream.says("answer")
			client.hears("answer")
			upstream.says(" and end")
			upstream.closes()
			client.hearsLast(" and end")
		}, nil},
		{"upstream half-closes", allNetworks, func(t *testing.T, client, upstream *peer, s *fixture) {
			upstream.says("question")
			upstream.halfCloses()
			client.hearsLast("question")
			client.says("answer")
			upstream.hears("answer")
			client.says(" and end")
			client.closes()
			upstream.hearsLast(" and end")
		}, nil},
		{"client resets", tcpOnly, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.says("bye")
			upstream.hears("bye")
			client.resets()
			upstream.isReset()
		}, socketError(syscall.ECONNRESET)},
		{"upstream resets", tcpOnly, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.says("hello")
			upstream.hears("hello")
			upstream.resets()
			client.isReset()
		}, socketError(syscall.ECONNRESET)},
		{"client resets, upstream is a Unix socket", [][2]string{{"tcp", "unix"}}, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.resets()
			upstream.isReset()
		}, socketError(syscall.ECONNRESET)},
		{"upstream talks to a client that closed", tcpOnly, func(t *testing.T, client, upstream *peer, s *fixture) {
			client.closes()
			upstream.hearsLast("")
			upstream.cantSay()
		}, errAny},
		{"client talks to an upstream that closed", tcpOnly, func(t *testing.T, client, upstream *peer, s *fixture) {
			upstream.closes()
			client.hearsLast("")
			client.cantSay()
		}, errAny},
		{"client half-closes, then resets", onLinux(tcpOnly), func(t *testing.T, client, upstream *peer, s *fixture) {
			client.halfCloses()
			upstream.hearsLast("")
			client.resets()
			s.recorder.awaitClosed(t, 1) // although upstream says nothing
			s.recorder.closed <- struct{}{}
			upstream.cantSay()
		}, socketError(syscall.EPIPE)},
		{"upstream half-closes, then resets", onLinux(tcpOnly), func(t *testing.T, client, upstream *peer, s *fixture) {
			upstream.halfCloses()
			client.hearsLast("")
			upstream.resets()
			s.recorder.awaitClosed(t, 1)
			s.recorder.closed <- struct{}{}
			client.cantSay()
		}, socketError(syscall.EPIPE)},
		{"client on a Unix socket closes, upstream is silent", onLinux([][2]string{{"unix", "tcp"}, {"unix", "unix"}}),
			func(t *testing.T, client, upstream *peer, s *fixture) {
				client.says("bye")
				client.closes()
				s.recorder.awaitClosed(t, 1)
				s.recorder.closed <- struct{}{}
				upstream.hearsLast("bye")
			}, nil},
	} {
		for _, networks := range test.networks {
			t.Run(test.name+"/"+networks[0]+" to "+networks[1], func(t *testing.T) {
				t.Parallel()
				s := setUp(t, networks[0], networks[1], nil)
				client, upstream := s.connect(t)
				test.run(t, client, upstream, s)
				s.recorder.awaitClosed(t, 1)
				if err := s.finish(t); err != nil {
					t.Errorf("Serve: got error %v, want none", err)
				}
				checkOnce(t, s, relay.Forwarded, test.err)
			})
		}
	}
}

var (
	tcpOnly     = [][2]string{{"tcp", "tcp"}}
	allNetworks = [][2]string{{"tcp", "tcp"}, {"unix", "unix"}, {"tcp", "unix"}, {"unix", "tcp"}}

	errAny = errors.New("any")
)

// noFile is the error of a path without a socket. Windows has several.
var noFile = func() error {
	if runtime.GOOS == "windows" {
		return errAny
	}
	return syscall.ENOENT
}()

func onLinux(networks [][2]string) [][2]string {
	if runtime.GOOS != "linux" {
		return nil
	}
	return networks
}

// checkOnce checks that a single connection was observed, with the result,
// and a single error reported or, if want is nil, none.
func checkOnce(t *testing.T, s *fixture, result relay.Result, want error) {
	t.Helper()
	if got, want := fmt.Sprint(s.recorder.results), fmt.Sprintf("[%v]", result); got != want {
		t.Errorf("results: got %s, want %s", got, want)
	}
	if opened, closed := s.recorder.counts(); opened != 1 || closed != 1 {
		t.Errorf("observed: got %d connections opened and %d closed, want 1 and 1", opened, closed)
	}
	var got error
	select {
	case got = <-s.errs:
	default:
	}
	if (got == nil) != (want == nil) || want != errAny && !errors.Is(got, want) {
		t.Errorf("reported: got %v, want %v", got, want)
	}
	if len(s.errs) > 0 {
		t.Errorf("reported a second time: got %v", <-s.errs)
	}
}

func TestUpstreamRefuses(t *testing.T) {
	for _, networks := range allNetworks {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], nil)
			s.upstream.Close()
			s.dial(t).hearsLast("")
			s.recorder.awaitClosed(t, 1)
			if err := s.finish(t); err != nil {
				t.Errorf("Serve: got error %v, want none", err)
			}
			want := error(socketError(syscall.ECONNREFUSED))
			if networks[1] == "unix" {
				want = noFile // Close removes the file
			}
			checkOnce(t, s, relay.Refused, want)
		})
	}
}

// An upstream that accepts and stays silent keeps the connection open until
// the client hangs up too, or the relay stops.
func TestUpstreamIsSilent(t *testing.T) {
	s := setUp(t, "tcp", "tcp", nil)
	client, upstream := s.connect(t)
	client.says("hello?")
	client.halfCloses()
	upstream.hearsLast("hello?")
	if err := s.finish(t); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Serve: got error %v, want %v", err, context.DeadlineExceeded)
	}
	client.isReset()
	upstream.cantSay()
	checkOnce(t, s, relay.Forwarded, nil)
}

func TestDrain(t *testing.T) {
	for _, networks := range allNetworks {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], func(r *relay.Relay) { r.DrainTimeout = testTimeout })
			client, upstream := s.connect(t)
			s.stop()
			for { // the listener closes at once, but in another goroutine
				conn, err := net.Dial(s.network, s.address)
				if err != nil {
					break
				}
				if tcp, ok := conn.(*net.TCPConn); ok {
					tcp.SetLinger(0) // the upstream does not accept the connection
				}
				conn.Close()
			}
			client.says("still there?")
			upstream.hears("still there?")
			upstream.says("yes")
			client.hears("yes")
			client.closes()
			upstream.hearsLast("")
			upstream.closes()
			if err := s.finish(t); err != nil {
				t.Errorf("Serve: got error %v, want none", err)
			}
			if opened, closed := s.recorder.counts(); opened < 1 || opened != closed {
				t.Errorf("observed: got %d connections opened and %d closed, want as many", opened, closed)
			}
		})
	}
}

func TestCut(t *testing.T) {
	for _, networks := range allNetworks {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], func(r *relay.Relay) { r.DrainTimeout = 20 * time.Millisecond })
			client, upstream := s.connect(t)
			client.says("hello")
			upstream.hears("hello")
			begun := time.Now()
			if err := s.finish(t); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("Serve: got error %v, want %v", err, context.DeadlineExceeded)
			}
			if took := time.Since(begun); took < 20*time.Millisecond {
				t.Errorf("Serve returned after %v, before the time to drain was over", took)
			}
			client.isReset()
			upstream.isReset()
			checkOnce(t, s, relay.Forwarded, nil)
		})
	}
}

// TestListenerClosed closes the listener while the relay uses the listener.
func TestListenerClosed(t *testing.T) {
	l := listen(t, "tcp")
	l.Close()
	r := relay.Relay{Network: "tcp", Address: "127.0.0.1:1", Observer: newRecorder()}
	if err := r.Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got error %v, want %v", err, net.ErrClosed)
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, os.ErrDeadlineExceeded)
}
