package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"plainmetrics/httpserve"
)

// An endpoint serves the page on a listener. The listener is nil if metrics
// are switched off.
type endpoint struct {
	server   httpserve.Server
	listener *httpserve.Listener
	log      *slog.Logger
}

// openEndpoint starts to listen. Clients wait in the backlog until serve.
func openEndpoint(c config, families connections, process *otherProcess, log *slog.Logger) (*endpoint, error) {
	e := &endpoint{log: log}
	if c.address == nil {
		return e, nil
	}
	e.server.Handler = newHandler(c, families, process, log)
	e.server.OnError = errorLogger(log)
	var err error
	e.listener, err = c.address.Listen()
	return e, err
}

// close stops listening. Only an endpoint without serve needs close.
func (e *endpoint) close() {
	if e.listener != nil {
		_ = e.listener.Close()
	}
}

// logStart logs the URL of the page, with the port that the kernel chose
// if the flag asked for port 0.
func (e *endpoint) logStart() {
	if e.listener == nil {
		e.log.Info("metrics are switched off: the connection string is empty")
		return
	}
	url := e.listener.URL()
	if strings.HasPrefix(url, "http://") {
		url += "/metrics"
	}
	e.log.Info("serving metrics", "url", url)
}

// serve serves the page, if any, until ctx ends.
func (e *endpoint) serve(ctx context.Context) error {
	if e.listener == nil {
		<-ctx.Done()
		return nil
	}
	err := e.server.Serve(ctx, e.listener)
	if errors.Is(err, context.DeadlineExceeded) {
		e.log.Warn("scrapes in flight were cut", "error", err)
		return nil
	}
	return err
}
