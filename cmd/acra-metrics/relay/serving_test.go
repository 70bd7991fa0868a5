//go:build !plan9

package relay_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// A script is a listener with prepared results of Accept. The last result
// repeats for ever.
type script struct {
	calls   int
	results []any // errors and connections
}

func (s *script) Accept() (net.Conn, error) {
	result := s.results[min(s.calls, len(s.results)-1)]
	s.calls++
	if err, ok := result.(error); ok {
		return nil, err
	}
	return result.(net.Conn), nil
}

func (s *script) Close() error   { return nil }
func (s *script) Addr() net.Addr { return &net.TCPAddr{} }

// Without descriptors, Accept fails at once, again and again. The relay
// must neither spin nor fill a log.
func TestAcceptBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var reported []error
		r := relay.Relay{
			Network:  "tcp",
			Address:  "127.0.0.1:1",
			Observer: newRecorder(),
			OnError:  func(err error) { reported = append(reported, err) },
		}
		l := &script{results: []any{syscall.EMFILE}}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		if err := r.Serve(ctx, l); err != nil {
			t.Errorf("Serve: got error %v, want none", err)
		}
		// 5 + 10 + ... + 640 ms, then once a second.
		if l.calls < 10 || l.calls > 20 {
			t.Errorf("calls of Accept in 10 s: got %d, want 10 to 20", l.calls)
		}
		if len(reported) != 1 || !errors.Is(reported[0], syscall.EMFILE) {
			t.Errorf("reported: got %v, want %v once", reported, syscall.EMFILE)
		}
	})
}

// A successful accept ends a period of errors: the next error is reported
// again. The accepted connection here is a net.Pipe, which can't be relayed,
// so its error is reported too.
func TestAcceptRecovers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reported := make(chan error, 10)
		recorder := newRecorder()
		r := relay.Relay{
			Network:  "tcp",
			Address:  "127.0.0.1:1",
			Observer: recorder,
			OnError:  func(err error) { reported <- err },
		}
		conn, peer := net.Pipe()
		defer peer.Close()
		l := &script{results: []any{syscall.EMFILE, syscall.EMFILE, conn, syscall.ENFILE, syscall.ENFILE, net.ErrClosed}}
		if err := r.Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Serve: got error %v, want %v", err, net.ErrClosed)
		}
		close(reported)
		var kinds []string
		for err := range reported {
			switch {
			case errors.Is(err, syscall.EMFILE):
				kinds = append(kinds, "EMFILE")
			case errors.Is(err, syscall.ENFILE):
				kinds = append(kinds, "ENFILE")
			case strings.Contains(err.Error(), "expected a connection of TCP or a Unix socket"):
				// The goroutine of the connection may be later than the
				// next Accept.
			default:
				t.Errorf("reported: got %v", err)
			}
		}
		if got := strings.Join(kinds, " "); got != "EMFILE ENFILE" {
			t.Errorf("reported: got %s, want each kind once", got)
		}
		if opened, closed := recorder.counts(); opened != 1 || closed != 1 {
			t.Errorf("observed: got %d connections opened and %d closed, want 1 and 1", opened, closed)
		}
		if got := recorder.results; !slices.Equal(got, []relay.Result{relay.Failed}) {
			t.Errorf("results: got %v, want [%v]", got, relay.Failed)
		}
	})
}

func TestMaxConns(t *testing.T) {
	s := setUp(t, "tcp", "tcp", func(r *relay.Relay) { r.MaxConns = 2 })
	first, firstUpstream := s.connect(t)
	second, _ := s.connect(t)
	third := s.dial(t) // the kernel accepts it, the relay does not
	third.says("hello")

	s.upstream.(*net.TCPListener).SetDeadline(time.Now().Add(50 * time.Millisecond))
	if _, err := s.upstream.Accept(); !isTimeout(err) {
		t.Fatalf("a third connection: got error %v, want a time-out", err)
	}
	s.upstream.(*net.TCPListener).SetDeadline(time.Time{})
	if opened, _ := s.recorder.counts(); opened != 2 {
		t.Errorf("opened: got %d, want 2", opened)
	}
	first.closes()
	firstUpstream.closes()
	s.accept(t).hears("hello")
	second.closes()
}

// A lifetime lasts from accept to close.
func TestLifetime(t *testing.T) {
	s := setUp(t, "tcp", "tcp", nil)
	before := time.Now()
	client, upstream := s.connect(t)
	<-s.recorder.begun
	accepted := time.Now()
	time.Sleep(30 * time.Millisecond)
	atLeast := time.Since(accepted)
	client.closes()
	upstream.closes()
	s.recorder.awaitClosed(t, 1)
	if got := s.recorder.lifetimes[0]; got < atLeast || got > time.Since(before) {
		t.Errorf("got a lifetime of %v, want %v to %v", got, atLeast, time.Since(before))
	}
}
