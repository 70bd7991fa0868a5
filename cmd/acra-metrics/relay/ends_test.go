package relay_test

import (
	"context"
	"errors"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// TestEnds is the table of ends in the documentation of the package. Each
// row says what the peers do and what they see of each other.
func TestEnds(t *testing.T) {
	for _, test := range []struct {
		name     string
		networks [][2]string // incoming and upstream
		run      func(t *testing.T, client, upstream *peer, s *stand)
		err      error // that is reported, once
	}{
		{"client closes", all, func(t *testing.T, client, upstream *peer, s *stand) {
			client.says("bye")
			client.closes()
			upstream.hearsLast("bye")
			upstream.closes()
		}, nil},
		{"upstream closes", all, func(t *testing.T, client, upstream *peer, s *stand) {
			upstream.says("bye")
			upstream.closes()
			client.hearsLast("bye")
			client.closes()
		}, nil},
		{"client half-closes", all, func(t *testing.T, client, upstream *peer, s *stand) {
			client.says("question")
			client.halfCloses()
			upstream.hearsLast("question")
			upstream.says("answer")
			client.hears("answer")
			upstream.says(" and end")
			upstream.closes()
			client.hearsLast(" and end")
		}, nil},
		{"upstream half-closes", all, func(t *testing.T, client, upstream *peer, s *stand) {
			upstream.says("question")
			upstream.halfCloses()
			client.hearsLast("question")
			client.says("answer")
			upstream.hears("answer")
			client.says(" and end")
			client.closes()
			upstream.hearsLast(" and end")
		}, nil},
		{"client resets", tcp, func(t *testing.T, client, upstream *peer, s *stand) {
			client.says("bye")
			upstream.hears("bye")
			client.resets()
			upstream.isReset()
		}, syscall.ECONNRESET},
		{"upstream resets", tcp, func(t *testing.T, client, upstream *peer, s *stand) {
			client.says("hello")
			upstream.hears("hello")
			upstream.resets()
			client.isReset()
		}, syscall.ECONNRESET},
		{"client resets, upstream is a Unix socket", [][2]string{{"tcp", "unix"}}, func(t *testing.T, client, upstream *peer, s *stand) {
			client.resets()
			upstream.isReset()
		}, syscall.ECONNRESET},
		{"upstream talks to a client that closed", tcp, func(t *testing.T, client, upstream *peer, s *stand) {
			client.closes()
			upstream.hearsLast("")
			upstream.cantSay()
		}, errAny},
		{"client talks to an upstream that closed", tcp, func(t *testing.T, client, upstream *peer, s *stand) {
			upstream.closes()
			client.hearsLast("")
			client.cantSay()
		}, errAny},
		{"client half-closes, then resets", onLinux(tcp), func(t *testing.T, client, upstream *peer, s *stand) {
			client.halfCloses()
			upstream.hearsLast("")
			client.resets()
			s.recorder.awaitClosed(t, 1) // although upstream says nothing
			s.recorder.closed <- struct{}{}
			upstream.cantSay()
		}, syscall.EPIPE},
		{"upstream half-closes, then resets", onLinux(tcp), func(t *testing.T, client, upstream *peer, s *stand) {
			upstream.halfCloses()
			client.hearsLast("")
			upstream.resets()
			s.recorder.awaitClosed(t, 1)
			s.recorder.closed <- struct{}{}
			client.cantSay()
		}, syscall.EPIPE},
		{"client on a Unix socket closes, upstream is silent", onLinux([][2]string{{"unix", "tcp"}, {"unix", "unix"}}),
			func(t *testing.T, client, upstream *peer, s *stand) {
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
				checkOnce(t, s, test.err)
			})
		}
	}
}

var (
	tcp = [][2]string{{"tcp", "tcp"}}
	all = [][2]string{{"tcp", "tcp"}, {"unix", "unix"}, {"tcp", "unix"}, {"unix", "tcp"}}

	errAny = errors.New("any")
)

func onLinux(networks [][2]string) [][2]string {
	if runtime.GOOS != "linux" {
		return nil
	}
	return networks
}

// checkOnce sees that one connection was observed, and one error reported
// or, if want is nil, none.
func checkOnce(t *testing.T, s *stand, want error) {
	t.Helper()
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
	for _, networks := range all {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], nil)
			s.upstream.Close()
			s.dial(t).hearsLast("")
			s.recorder.awaitClosed(t, 1)
			if err := s.finish(t); err != nil {
				t.Errorf("Serve: got error %v, want none", err)
			}
			want := error(syscall.ECONNREFUSED)
			if networks[1] == "unix" {
				want = syscall.ENOENT // Close removes the file
			}
			checkOnce(t, s, want)
		})
	}
}

// An upstream that takes connections but does nothing else holds them
// until the client is gone too, or the relay ends.
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
	checkOnce(t, s, nil)
}

func TestDrain(t *testing.T) {
	for _, networks := range all {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], func(r *relay.Relay) { r.DrainTimeout = patience })
			client, upstream := s.connect(t)
			s.stop()
			for { // the listener closes at once, but in another goroutine
				conn, err := net.Dial(s.network, s.address)
				if err != nil {
					break
				}
				if tcp, ok := conn.(*net.TCPConn); ok {
					tcp.SetLinger(0) // for nobody accepts it at the upstream
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
	for _, networks := range all {
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
			checkOnce(t, s, nil)
		})
	}
}

// TestListenerClosed closes the listener behind the back of the relay.
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
