package httpserve

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A pipeListener accepts connections that are made of memory, so that a
// server can be tested with time that does not pass.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

var errRefused = errors.New("connection refused")

// dial returns a connection, errRefused if the listener is closed, and
// os.ErrDeadlineExceeded if it accepts nothing for a minute.
func (l *pipeListener) dial() (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, errRefused
	case <-time.After(time.Minute):
		return nil, os.ErrDeadlineExceeded
	}
}

// running is a Server under test.
type running struct {
	*pipeListener
	stop   context.CancelFunc
	result chan error
}

// testServer runs f beside a Server, in a bubble in which time passes only
// when everybody waits.
func testServer(t *testing.T, server *Server, f func(t *testing.T, r *running)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		r := &running{newPipeListener(), stop, make(chan error, 1)}
		done := make(chan struct{})
		go func() {
			defer close(done)
			r.result <- server.Serve(ctx, r)
		}()
		f(t, r)
		stop()
		<-done
	})
}

// mustDial returns a connection with what comes out of it.
func (r *running) mustDial(t *testing.T) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := r.dial()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn, bufio.NewReader(conn)
}

const request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"

func send(t *testing.T, conn net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
}

// wantAnswer reads a response.
func wantAnswer(t *testing.T, r *bufio.Reader, status int, body string) {
	t.Helper()
	response, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status || string(got) != body {
		t.Errorf("got status %d, body %q and error %v, want status %d and body %q", response.StatusCode, got, err, status, body)
	}
}

// wantCut waits for the server to close a connection.
func wantCut(t *testing.T, r io.Reader) {
	t.Helper()
	if text, err := io.ReadAll(r); len(text) > 0 {
		t.Errorf("got %q and error %v, want a connection that is closed without an answer", text, err)
	}
}

var hello = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) })

// A gatedHandler holds requests up until it is told to go on, or until
// their context ends.
type gatedHandler struct{ entered, proceed, cancelled chan struct{} }

func newGatedHandler() *gatedHandler {
	return &gatedHandler{make(chan struct{}), make(chan struct{}), make(chan struct{})}
}

func (h *gatedHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.entered <- struct{}{}
	select {
	case <-h.proceed:
		hello(w, r)
	case <-r.Context().Done():
		close(h.cancelled)
	}
}

func TestServerServesAndStops(t *testing.T) {
	testServer(t, &Server{Handler: hello}, func(t *testing.T, r *running) {
		conn, answers := r.mustDial(t)
		for range 2 {
			send(t, conn, request)
			wantAnswer(t, answers, 200, "hello")
		}
		synctest.Wait() // until the connection is idle
		start := time.Now()
		r.stop()
		if err := <-r.result; err != nil {
			t.Errorf("got the error %v, want none", err)
		}
		if took := time.Since(start); took > 0 {
			t.Errorf("it took %v to stop, want no time: no request was in flight", took)
		}
		wantCut(t, answers)
		if _, err := r.dial(); err != errRefused {
			t.Errorf("got the error %v, want %v", err, errRefused)
		}
	})
}

func TestServerShutdownLetsRequestsFinish(t *testing.T) {
	for _, wait := range []time.Duration{0, time.Second, 4900 * time.Millisecond} {
		var h *gatedHandler
		server := &Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) })}
		testServer(t, server, func(t *testing.T, r *running) {
			h = newGatedHandler()
			conn, answers := r.mustDial(t)
			send(t, conn, request)
			<-h.entered
			r.stop()
			synctest.Wait()
			if _, err := r.dial(); err != errRefused {
				t.Errorf("a new connection: got the error %v, want %v", err, errRefused)
			}
			time.Sleep(wait)
			close(h.proceed)
			wantAnswer(t, answers, 200, "hello")
			if err := <-r.result; err != nil {
				t.Errorf("after %v: got the error %v, want none", wait, err)
			}
		})
	}
}

func TestServerShutdownCutsAfterTheLimit(t *testing.T) {
	tests := []struct {
		name    string
		timeout time.Duration
		want    time.Duration
	}{
		{"default", 0, 5 * time.Second},
		{"longer", 9 * time.Second, 9 * time.Second},
		{"none", -1, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var h *gatedHandler
			server := &Server{
				Handler:         http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) }),
				ShutdownTimeout: test.timeout,
			}
			testServer(t, server, func(t *testing.T, r *running) {
				h = newGatedHandler()
				conn, answers := r.mustDial(t)
				// While there is a body to read, http.Server does not notice
				// that a connection is closed.
				send(t, conn, "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
				<-h.entered
				start := time.Now()
				r.stop()
				if err := <-r.result; !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got the error %v, want one that is %v", err, context.DeadlineExceeded)
				}
				if took := time.Since(start); took != test.want {
					t.Errorf("it took %v to stop, want %v", took, test.want)
				}
				<-h.cancelled
				wantCut(t, answers)
			})
		})
	}
}

// A connection without a request, or with part of one, has no request in
// flight: it does not hold the server up.
func TestServerShutdownClosesSilentConnections(t *testing.T) {
	testServer(t, &Server{Handler: hello}, func(t *testing.T, r *running) {
		_, silent := r.mustDial(t)
		conn, slow := r.mustDial(t)
		send(t, conn, "GET /metrics HT")
		synctest.Wait()
		start := time.Now()
		r.stop()
		if err := <-r.result; err != nil {
			t.Errorf("got the error %v, want none", err)
		}
		if took := time.Since(start); took > time.Second/2 {
			t.Errorf("it took %v to stop, want next to no time", took)
		}
		wantCut(t, silent)
		wantCut(t, slow)
	})
}

func TestServerTimeouts(t *testing.T) {
	tests := []struct {
		name, text string
		server     Server
		want       time.Duration
	}{
		{"nothing is sent", "", Server{}, 10 * time.Second},
		{"half a header is sent", "GET /metrics HTTP/1.1\r\nHost:", Server{}, 10 * time.Second},
		{"the limit is the user's", "GET /metrics HTTP/1.1\r\n", Server{ReadHeaderTimeout: time.Second}, time.Second},
		{"no body is sent", "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", Server{}, 60 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := test.server
			server.Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				panic(http.ErrAbortHandler)
			})
			testServer(t, &server, func(t *testing.T, r *running) {
				conn, answers := r.mustDial(t)
				start := time.Now()
				send(t, conn, test.text)
				wantCut(t, answers)
				if took := time.Since(start); took != test.want {
					t.Errorf("the connection was closed after %v, want %v", took, test.want)
				}
			})
		})
	}
}

func TestServerIdleTimeout(t *testing.T) {
	testServer(t, &Server{Handler: hello}, func(t *testing.T, r *running) {
		conn, answers := r.mustDial(t)
		send(t, conn, request)
		wantAnswer(t, answers, 200, "hello")
		start := time.Now()
		wantCut(t, answers)
		if took, want := time.Since(start), 120*time.Second; took != want {
			t.Errorf("the connection was closed after %v, want %v", took, want)
		}
	})
}

// A client that asks and does not read costs a connection for a minute.
func TestServerWriteTimeout(t *testing.T) {
	failed := make(chan error, 1)
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, 1<<16))
		failed <- err
	})
	testServer(t, &Server{Handler: handler}, func(t *testing.T, r *running) {
		conn, _ := r.mustDial(t)
		start := time.Now()
		send(t, conn, request)
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("after %v: got the error %v, want %v", time.Since(start), err, os.ErrDeadlineExceeded)
		}
	})
}

func TestServerMaxHeaderBytes(t *testing.T) {
	ask := func(bytes int) string {
		return strings.Replace(request, "\r\n\r\n", "\r\nX: "+strings.Repeat("x", bytes)+"\r\n\r\n", 1)
	}
	testServer(t, &Server{Handler: hello}, func(t *testing.T, r *running) {
		conn, answers := r.mustDial(t)
		send(t, conn, ask(15<<10))
		wantAnswer(t, answers, 200, "hello")
		go func() { _, _ = io.WriteString(conn, ask(32<<10)) }() // not all of it is read
		wantAnswer(t, answers, 431, "431 Request Header Fields Too Large")
	})
}

// One connection more than MaxConns takes the place of the one that has
// been silent for longest.
func TestServerMaxConns(t *testing.T) {
	for _, test := range []struct{ max, want int }{{0, defaultMaxConns}, {1, 1}, {3, 3}} {
		testServer(t, &Server{Handler: hello, MaxConns: test.max, IdleTimeout: time.Hour}, func(t *testing.T, r *running) {
			var idle []*bufio.Reader
			for range test.want {
				conn, answers := r.mustDial(t)
				send(t, conn, request)
				wantAnswer(t, answers, 200, "hello")
				idle = append(idle, answers)
				time.Sleep(time.Millisecond)
			}
			start := time.Now()
			for range 2 {
				conn, answers := r.mustDial(t)
				wantCut(t, idle[0])
				send(t, conn, request)
				wantAnswer(t, answers, 200, "hello")
				idle = append(idle[1:], answers)
				time.Sleep(time.Millisecond)
			}
			synctest.Wait()
			if took := time.Since(start); took > 2*time.Millisecond {
				t.Errorf("it took %v to let two more in, want no time", took)
			}
			start = time.Now()
			r.stop() // while all slots are taken
			if err := <-r.result; err != nil {
				t.Errorf("got the error %v, want none", err)
			}
			if took := time.Since(start); took > 0 {
				t.Errorf("it took %v to stop, want no time: no request was in flight", took)
			}
		})
	}
}

// Connections that send nothing, or never all of a request, don't keep a
// scraper out.
func TestServerMaxConnsSlowClients(t *testing.T) {
	testServer(t, &Server{Handler: hello, MaxConns: 8}, func(t *testing.T, r *running) {
		for i := range 3 * 8 {
			conn, _ := r.mustDial(t)
			if i%2 == 0 {
				send(t, conn, "GET /metrics HTTP/1.1\r\nX:")
			}
			time.Sleep(time.Millisecond)
		}
		start := time.Now()
		conn, answers := r.mustDial(t)
		send(t, conn, request)
		wantAnswer(t, answers, 200, "hello")
		if took := time.Since(start); took > 0 {
			t.Errorf("the answer took %v, want no time", took)
		}
	})
}

// A connection with a request in flight is not closed for another one,
// which waits until that is answered.
func TestServerMaxConnsBusy(t *testing.T) {
	var h *gatedHandler
	server := &Server{
		Handler:  http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) }),
		MaxConns: 1,
	}
	testServer(t, server, func(t *testing.T, r *running) {
		h = newGatedHandler()
		first, firstAnswers := r.mustDial(t)
		send(t, first, request)
		<-h.entered
		second, secondAnswers := r.mustDial(t)
		go func() { _, _ = io.WriteString(second, request) }()
		time.Sleep(10 * time.Second)
		select {
		case <-h.entered:
			t.Fatal("a second request is in flight, want it to wait for the first")
		default:
		}
		close(h.proceed)
		wantAnswer(t, firstAnswers, 200, "hello")
		<-h.entered
		wantAnswer(t, secondAnswers, 200, "hello")
		wantCut(t, firstAnswers)
	})
}

// The body of a request that nobody reads is not waited for: not before
// the answer, which is larger than http.Server's buffer, and not after it.
func TestServerDoesNotAwaitBodies(t *testing.T) {
	page := strings.Repeat("x", 1<<16)
	for _, header := range []string{"Content-Length: 9", "Transfer-Encoding: chunked"} {
		server := &Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, page) })}
		testServer(t, server, func(t *testing.T, r *running) {
			start := time.Now()
			conn, answers := r.mustDial(t)
			send(t, conn, "GET /metrics HTTP/1.1\r\nHost: x\r\n"+header+"\r\n\r\n")
			wantAnswer(t, answers, 200, page)
			wantCut(t, answers)
			if took := time.Since(start); took > 0 {
				t.Errorf("%s: the connection was closed after %v, want it closed at once", header, took)
			}
		})
	}
}

func TestServerWithoutMaxConns(t *testing.T) {
	testServer(t, &Server{Handler: hello, MaxConns: -1}, func(t *testing.T, r *running) {
		for range 2 * defaultMaxConns {
			r.mustDial(t)
		}
	})
}

func TestServerReportsPanics(t *testing.T) {
	reported := make(chan error, 1)
	server := &Server{
		Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("out of cheese") }),
		OnError: func(err error) { reported <- err },
	}
	testServer(t, server, func(t *testing.T, r *running) {
		conn, answers := r.mustDial(t)
		send(t, conn, request)
		wantCut(t, answers)
		if err := <-reported; !strings.HasPrefix(err.Error(), "httpserve: panic serving pipe: out of cheese\n") {
			t.Errorf("got %v, want the panic", err)
		}
	})
}

// What http.Server logs must not come out on stderr if nobody asked for it.
func TestServerIsQuiet(t *testing.T) {
	stderr := os.Stderr
	defer func() { os.Stderr = stderr }()
	read, write, err := os.Pipe()
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	os.Stderr = write
	testServer(t, &Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("out of cheese") })},
		func(t *testing.T, r *running) {
			conn, answers := r.mustDial(t)
			send(t, conn, request)
			wantCut(t, answers)
		})
	_ = write.Close()
	if text, _ := io.ReadAll(read); len(text) > 0 {
		t.Errorf("got on stderr\n%s\nwant nothing", text)
	}
}

func TestServerListenerFails(t *testing.T) {
	testServer(t, &Server{Handler: hello}, func(t *testing.T, r *running) {
		conn, answers := r.mustDial(t)
		send(t, conn, request)
		wantAnswer(t, answers, 200, "hello")
		start := time.Now()
		_ = r.Close()
		if err := <-r.result; !errors.Is(err, net.ErrClosed) || !strings.HasPrefix(err.Error(), "httpserve: serving pipe: ") {
			t.Errorf("got the error %v, want one that is %v", err, net.ErrClosed)
		}
		wantCut(t, answers)
		if took := time.Since(start); took > 0 {
			t.Errorf("the connection was closed after %v, want it closed at once", took)
		}
	})
}

func TestServerWithoutHandler(t *testing.T) {
	l := newPipeListener()
	if err := new(Server).Serve(t.Context(), l); err == nil {
		t.Error("got no error, want one")
	}
	if _, err := l.dial(); err != errRefused {
		t.Errorf("got the error %v, want %v: the listener must be closed", err, errRefused)
	}
}

// All of it at once, over real sockets: HandlerFor behind
// InstrumentMetricHandler, served on TCP and on a Unix socket.
func TestServerOverSockets(t *testing.T) {
	for _, network := range []string{"tcp", "unix"} {
		t.Run(network, func(t *testing.T) {
			address := "tcp://127.0.0.1:0/"
			if network == "unix" {
				address = "unix://" + socketPath(t)
			}
			l, err := Listen(address)
			if err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(t.Context())
			server := &Server{Handler: InstrumentMetricHandler(newRegistry(), HandlerFor(newRegistry(), HandlerOpts{}))}
			result := make(chan error)
			go func() { result <- server.Serve(ctx, l) }()

			client := http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
				return net.Dial(l.Addr().Network(), l.Addr().String())
			}}}
			response, err := client.Get("http://metrics/")
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil || string(body) != twoFamilies || !response.Uncompressed {
				t.Errorf("got error %v and the page\n%s\nwant\n%s", err, body, twoFamilies)
			}
			stop()
			if err := <-result; err != nil {
				t.Errorf("got the error %v, want none", err)
			}
			if _, err := client.Get("http://metrics/"); err == nil {
				t.Error("a request after the stop was answered, want it refused")
			}
		})
	}
}
