package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"plainmetrics/httpserve"
)

// An endpoint is the page with the listener at which it is served. The
// listener is nil if metrics are switched off.
type endpoint struct {
	server   httpserve.Server
	listener *httpserve.Listener
	log      *slog.Logger
}

// openPage begins to listen.
func openPage(c config, families connections, log *slog.Logger) (*endpoint, error) {
	e := &endpoint{log: log}
	if c.address == nil {
		return e, nil
	}
	e.server.Handler = newHandler(c, families, log)
	e.server.OnError = func(err error) { log.Error("serving metrics", "error", err) }
	var err error
	e.listener, err = c.address.Listen()
	return e, err
}

func (e *endpoint) close() {
	if e.listener != nil {
		_ = e.listener.Close()
	}
}

// say logs where the page really is.
func (e *endpoint) say() {
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
