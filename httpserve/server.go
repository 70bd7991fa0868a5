package httpserve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// A Server serves HTTP to scrapers, and to anybody else who finds the port:
// it limits slow, silent and greedy clients, at no cost to the others. Only
// Handler is required; the other fields have defaults in place of 0. A
// negative time stands for no limit.
type Server struct {
	// Handler answers the requests. A request with a body is the last of its
	// connection, and the Server does not wait for unread bytes of the body.
	Handler http.Handler

	ReadHeaderTimeout time.Duration // for the header of a request; 10 s
	ReadTimeout       time.Duration // for a whole request; 60 s, as Acra has it
	WriteTimeout      time.Duration // from the request's header to the answer's end; 60 s, as Acra has it
	IdleTimeout       time.Duration // between the requests of a connection; 120 s

	// MaxHeaderBytes bounds the header of a request, which otherwise is
	// answered with 431; 16 KiB, beyond which net/http tolerates another
	// 4 KiB.
	MaxHeaderBytes int

	// MaxConns bounds the open connections; 256. Another connection takes
	// the place of the connection that has been silent for the longest time:
	// without a request, with an incomplete request, or between requests. If
	// all have a request in flight, the new connection waits. Negative
	// stands for no limit.
	MaxConns int

	// ShutdownTimeout is the time for requests in flight when the Server
	// stops; 5 s. Negative gives no time.
	ShutdownTimeout time.Duration

	// OnError, if not nil, gets the errors of single connections, and the
	// panics of the Handler. Several goroutines may call OnError, but not at
	// the same time.
	OnError func(error)
}

// Serve answers the requests that come to l until ctx ends. Then Serve stops
// accepting, closes the connections without a request in flight, and waits
// for the others for at most ShutdownTimeout. If all requests end in time,
// Serve returns nil. Otherwise it cuts the connections, ends the contexts of
// the requests and returns an error that wraps context.DeadlineExceeded. If
// l fails before, Serve cuts all connections and returns the reason. Serve
// always closes l.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if s.Handler == nil {
		_ = l.Close()
		return errors.New("httpserve: Server has no Handler")
	}
	// Requests go on after ctx ends, but not after Serve returns.
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	limiter := newConnLimiter(ctx, l, s.MaxConns)
	server := s.httpServer(requests, limiter)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(limiter) }()
	select {
	case err := <-failed:
		if ctx.Err() == nil {
			_ = server.Close()
			return fmt.Errorf("httpserve: serving %v: %w", l.Addr(), err)
		}
	case <-ctx.Done():
	}
	return s.shutdown(server, limiter)
}

// httpServer returns an http.Server with the limits of s. The contexts of
// requests descend from requests.
func (s *Server) httpServer(requests context.Context, limiter *connLimiter) *http.Server {
	server := &http.Server{
		Handler:           closeAfterBody{s.Handler},
		ReadHeaderTimeout: cmp.Or(s.ReadHeaderTimeout, 10*time.Second),
		ReadTimeout:       cmp.Or(s.ReadTimeout, 60*time.Second),
		WriteTimeout:      cmp.Or(s.WriteTimeout, 60*time.Second),
		IdleTimeout:       cmp.Or(s.IdleTimeout, 120*time.Second),
		MaxHeaderBytes:    cmp.Or(s.MaxHeaderBytes, 16<<10),
		ConnState:         limiter.setState,
		ErrorLog:          log.New(errorWriter(s.OnError), "", 0),
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	server.RegisterOnShutdown(limiter.closeNew)
	return server
}

// closeAfterBody makes a request with a body the last of its connection.
// Otherwise http.Server reads the rest of the body, before and after the
// answer, for as long as ReadTimeout: sixteen such requests would keep all
// scrapers away from a handler with a MaxRequestsInFlight of 16.
type closeAfterBody struct{ http.Handler }

func (h closeAfterBody) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 { // as in a scrape
		h.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Connection", "close")
	h.Handler.ServeHTTP(w, r)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now())
}

// shutdown waits for the requests in flight, and cuts them at the end of
// ShutdownTimeout. http.Server looks for requests twice a second only, so
// shutdown asks the limiter whether any remains.
func (s *Server) shutdown(server *http.Server, limiter *connLimiter) error {
	limit := cmp.Or(s.ShutdownTimeout, 5*time.Second)
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	err := server.Shutdown(ctx)
	if !errors.Is(err, context.DeadlineExceeded) {
		return nil // an error of closing the listener, if any
	}
	cut := limiter.isBusy()
	_ = server.Close()
	if cut {
		return fmt.Errorf("httpserve: requests still in flight after %v were cut: %w", max(limit, 0), err)
	}
	return nil
}

// An errorWriter passes the log of an http.Server to OnError. The server
// reports its errors nowhere else.
type errorWriter func(error)

func (report errorWriter) Write(line []byte) (int, error) {
	if report != nil {
		report(errors.New("httpserve: " + strings.TrimSpace(strings.TrimPrefix(string(line), "http: "))))
	}
	return len(line), nil
}
