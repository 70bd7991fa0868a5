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

// A Server serves HTTP to scrapers, and to whoever else finds the port: a
// client that is slow, silent or greedy is limited, and costs the others
// nothing. Only Handler is required; other fields that are 0 have the
// defaults given there. A negative time stands for no limit.
type Server struct {
	// Handler answers the requests. One that has a body is the last of its
	// connection; what Handler has not read of it is not waited for.
	Handler http.Handler

	ReadHeaderTimeout time.Duration // for the header of a request; 10 s
	ReadTimeout       time.Duration // for a whole request; 60 s, as Acra has it
	WriteTimeout      time.Duration // from the request's header to the answer's end; 60 s, as Acra has it
	IdleTimeout       time.Duration // between the requests of a connection; 120 s

	// MaxHeaderBytes bounds the header of a request, which otherwise is
	// answered with 431; 16 KiB, beyond which net/http tolerates another
	// 4 KiB.
	MaxHeaderBytes int

	// MaxConns bounds the open connections; 256. One more takes the place
	// of the one that has been silent for longest: that has sent no request
	// yet, or not all of one, or is between requests. If all have a request
	// in flight, it waits. Negative stands for no limit.
	MaxConns int

	// ShutdownTimeout is how long requests in flight may take when the
	// Server is told to stop; 5 s. Negative gives them no time.
	ShutdownTimeout time.Duration

	// OnError is told what goes wrong on single connections, panics of the
	// Handler included. It may be called from several goroutines, one at a
	// time; nil is told nothing.
	OnError func(error)
}

// Serve answers the requests that come to l until ctx ends. Then it accepts
// no more, closes the connections that have no request in flight, and waits
// for the others for at most ShutdownTimeout. It returns nil if that was
// enough. If it was not, it cuts them, ends the contexts of their requests
// and returns an error that is context.DeadlineExceeded. If l fails before,
// Serve cuts all connections and returns the reason. It always closes l.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if s.Handler == nil {
		_ = l.Close()
		return errors.New("httpserve: expected a Server with a Handler, found none")
	}
	// Requests outlive ctx, but not Serve.
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	gate := newGate(ctx, l, s.MaxConns)
	server := s.httpServer(requests, gate)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(gate) }()
	select {
	case err := <-failed:
		if ctx.Err() == nil {
			_ = server.Close()
			return fmt.Errorf("httpserve: serving %v: %w", l.Addr(), err)
		}
	case <-ctx.Done():
	}
	return s.shutdown(server, gate)
}

// httpServer returns the http.Server that does the work.
func (s *Server) httpServer(requests context.Context, gate *gate) *http.Server {
	server := &http.Server{
		Handler:           withoutBodies{s.Handler},
		ReadHeaderTimeout: cmp.Or(s.ReadHeaderTimeout, 10*time.Second),
		ReadTimeout:       cmp.Or(s.ReadTimeout, 60*time.Second),
		WriteTimeout:      cmp.Or(s.WriteTimeout, 60*time.Second),
		IdleTimeout:       cmp.Or(s.IdleTimeout, 120*time.Second),
		MaxHeaderBytes:    cmp.Or(s.MaxHeaderBytes, 16<<10),
		ConnState:         gate.track,
		ErrorLog:          log.New(errorWriter(s.OnError), "", 0),
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	server.RegisterOnShutdown(gate.shut)
	return server
}

// withoutBodies makes a request with a body the last of its connection.
// Otherwise http.Server waits for what a handler leaves unread, before the
// answer and after it, as long as ReadTimeout: sixteen requests to a
// HandlerOpts.MaxRequestsInFlight of 16 would keep all scrapers out.
type withoutBodies struct{ http.Handler }

func (h withoutBodies) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength == 0 { // as in a scrape
		h.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Connection", "close")
	h.Handler.ServeHTTP(w, r)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now())
}

// shutdown ends the requests in flight, in good order if there is time.
// http.Server looks for them twice a second at worst, so what it finds out
// last may be old.
func (s *Server) shutdown(server *http.Server, gate *gate) error {
	limit := cmp.Or(s.ShutdownTimeout, 5*time.Second)
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	err := server.Shutdown(ctx)
	if !errors.Is(err, context.DeadlineExceeded) {
		return nil // that of closing the listener says nothing about requests
	}
	cut := gate.isBusy()
	_ = server.Close()
	if cut {
		return fmt.Errorf("httpserve: requests still in flight after %v were cut: %w", max(limit, 0), err)
	}
	return nil
}

// An errorWriter hands what an http.Server logs, which is all that becomes
// of its errors, to OnError.
type errorWriter func(error)

func (report errorWriter) Write(line []byte) (int, error) {
	if report != nil {
		report(errors.New("httpserve: " + strings.TrimSpace(strings.TrimPrefix(string(line), "http: "))))
	}
	return len(line), nil
}
