//go:build !plan9

package relay_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// testTimeout bounds the wait for an event that must happen.
const testTimeout = 20 * time.Second

// A recorder is an Observer that records all calls.
type recorder struct {
	mu        sync.Mutex
	opened    int
	results   []relay.Result
	lifetimes []time.Duration
	begun     chan struct{} // an element for each connection opened
	closed    chan struct{} // an element for each connection closed
}

func newRecorder() *recorder {
	return &recorder{begun: make(chan struct{}, 1<<16), closed: make(chan struct{}, 1<<16)}
}

func (r *recorder) Opened() {
	r.mu.Lock()
	r.opened++
	r.mu.Unlock()
	r.begun <- struct{}{}
}

func (r *recorder) Dialed(result relay.Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results = append(r.results, result)
}

func (r *recorder) Closed(lifetime time.Duration) {
	r.mu.Lock()
	r.lifetimes = append(r.lifetimes, lifetime)
	r.mu.Unlock()
	r.closed <- struct{}{}
}

func (r *recorder) counts() (opened, closed int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.opened, len(r.lifetimes)
}

// awaitClosed waits until n more connections have been closed.
func (r *recorder) awaitClosed(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		select {
		case <-r.closed:
		case <-time.After(testTimeout):
			t.Fatalf("closed connections: got %d, want %d", i, n)
		}
	}
}

// A fixture is a running relay. The test controls both the client and the
// upstream.
type fixture struct {
	network  string
	address  string       // of the relay
	upstream net.Listener // dialed by the relay
	recorder *recorder
	errs     chan error
	stop     context.CancelFunc
	ended    chan error // the error of Serve
}

// setUp starts a relay. The networks are tcp or unix. If change is not nil,
// setUp calls change with the relay before Serve.
func setUp(t *testing.T, incoming, upstream string, change func(*relay.Relay)) *fixture {
	t.Helper()
	server := listen(t, upstream)
	l := listen(t, incoming)
	ctx, stop := context.WithCancel(context.Background())
	s := &fixture{
		network:  incoming,
		address:  l.Addr().String(),
		upstream: server,
		recorder: newRecorder(),
		errs:     make(chan error, 1<<16),
		stop:     stop,
		ended:    make(chan error, 1),
	}
	r := &relay.Relay{
		Network:  upstream,
		Address:  server.Addr().String(),
		Observer: s.recorder,
		OnError:  func(err error) { s.errs <- err },
	}
	if change != nil {
		change(r)
	}
	go func() { s.ended <- r.Serve(ctx, l) }()
	t.Cleanup(func() { stop() })
	return s
}

func listen(t *testing.T, network string) net.Listener {
	t.Helper()
	address := "127.0.0.1:0"
	if network == "unix" {
		dir, err := os.MkdirTemp("", "relay") // t.TempDir may be too long for a socket
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		address = filepath.Join(dir, "s")
	}
	l, err := net.Listen(network, address)
	if network == "unix" && errors.Is(err, socketError(syscall.EAFNOSUPPORT)) {
		t.Skip("no Unix sockets on this system")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// socketError returns the error that this system has for an error of a
// socket. Windows has numbers of its own.
func socketError(err syscall.Errno) syscall.Errno {
	if runtime.GOOS == "windows" {
		return map[syscall.Errno]syscall.Errno{
			syscall.EAFNOSUPPORT: 10047, syscall.EPIPE: 10053, syscall.ECONNRESET: 10054, syscall.ECONNREFUSED: 10061,
		}[err]
	}
	return err
}

// A peer is the test's end of a connection to or from the relay.
type peer struct {
	net.Conn
	t *testing.T
}

func newPeer(t *testing.T, conn net.Conn) *peer {
	conn.SetDeadline(time.Now().Add(testTimeout))
	t.Cleanup(func() { conn.Close() })
	return &peer{conn, t}
}

// dial connects to the relay.
func (s *fixture) dial(t *testing.T) *peer {
	t.Helper()
	conn, err := net.Dial(s.network, s.address)
	if err != nil {
		t.Fatal(err)
	}
	return newPeer(t, conn)
}

// accept returns the next connection at the upstream.
func (s *fixture) accept(t *testing.T) *peer {
	t.Helper()
	conn, err := s.upstream.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return newPeer(t, conn)
}

// connect returns both ends of a new connection.
func (s *fixture) connect(t *testing.T) (client, upstream *peer) {
	t.Helper()
	client = s.dial(t)
	return client, s.accept(t)
}

// finish stops the relay and returns the error of Serve.
func (s *fixture) finish(t *testing.T) error {
	t.Helper()
	s.stop()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(testTimeout):
		t.Fatal("Serve did not return")
		return nil
	}
}

func (p *peer) says(text string) {
	p.t.Helper()
	if _, err := io.WriteString(p, text); err != nil {
		p.t.Errorf("saying %q: %v", text, err)
	}
}

// hears reads as many bytes as want has.
func (p *peer) hears(want string) {
	p.t.Helper()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(p, got); string(got[:n]) != want {
		p.t.Errorf("hearing: got %q, error %v, want %q", got[:n], err, want)
	}
}

// hearsLast reads to the end, which must be a normal end.
func (p *peer) hearsLast(want string) {
	p.t.Helper()
	if got, err := io.ReadAll(p); string(got) != want || err != nil {
		p.t.Errorf("hearing to the end: got %q, error %v, want %q", got, err, want)
	}
}

// isReset reads until a reset. A Unix socket may report the end instead.
func (p *peer) isReset() {
	p.t.Helper()
	_, err := io.ReadAll(p)
	if _, ok := p.Conn.(*net.UnixConn); ok && err == nil {
		return
	}
	if !errors.Is(err, socketError(syscall.ECONNRESET)) {
		p.t.Errorf("reading: got error %v, want a reset", err)
	}
}

// cantSay writes until the kernel reports that the relay has closed.
func (p *peer) cantSay() {
	p.t.Helper()
	for {
		_, err := p.Write([]byte("hello?"))
		if errors.Is(err, socketError(syscall.ECONNRESET)) || errors.Is(err, socketError(syscall.EPIPE)) {
			return
		}
		if err != nil {
			p.t.Errorf("writing: got error %v, want a reset or a broken pipe", err)
			return
		}
	}
}

func (p *peer) halfCloses() {
	p.t.Helper()
	if err := p.Conn.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		p.t.Error(err)
	}
}

func (p *peer) resets() {
	p.t.Helper()
	if err := p.Conn.(*net.TCPConn).SetLinger(0); err != nil {
		p.t.Error(err)
	}
	p.closes()
}

func (p *peer) closes() {
	p.t.Helper()
	if err := p.Close(); err != nil {
		p.t.Error(err)
	}
}
