// Acra-metrics is the metrics endpoint of an Acra service: it serves, on
// loopback unless told otherwise, the page that AcraServer, AcraConnector
// and AcraTranslator serve. It stands beside the service, relays the
// connections that are to be counted, and tells of the service's process.
//
//	acra-metrics [flags]
//
//	--service NAME
//		acra-server (default), acra-connector or acra-translator
//	--incoming_connection_prometheus_metrics_string URL
//		where to serve the page: tcp://host:port or unix:///path;
//		port 0 takes a free one; empty switches metrics off
//		(default tcp://127.0.0.1:9399)
//	--edition ce|ee
//		the edition that the page names (default ce)
//	--acra_version MAJOR.MINOR.PATCH
//		the version that the page names (default 0.85.0)
//
//	--incoming_connection_string URL
//		where a relay listens: tcp://host:port or unix:///path;
//		may be repeated, for several relays
//	--upstream_connection_string URL
//		where it forwards its connections to; the N-th of these
//		flags belong together
//	--connection_type TYPE
//		what its connections are counted as: db (default) or api for
//		acra-server; db (default), acraserver or acratranslator for
//		acra-connector; http or grpc for acra-translator
//	--max_connections NUMBER
//		how many connections each relay keeps open at once, the others
//		wait (default 1000); each takes 6 file descriptors
//	--drain_timeout TIME
//		how long connections may go on after a signal (default 10s)
//
//	--pid NUMBER
//		the process whose process_* families to show, instead of the
//		command's own
//	--pid_file PATH
//		a file with the number of that process, read in every scrape
//
// A relay forwards every connection byte for byte. It counts it in
// SERVICE_connections_total when it is accepted and observes its lifetime
// in SERVICE_connections_processing_seconds when it is closed. What can't
// be measured from outside, encryptions for example, is on no page.
//
// While the process beside it is gone, its families are absent. They come
// back when the PID file names the next one. A number given with --pid
// stands for the process that had it when the command was started.
//
// The URL that the page is really served at stands in the first line of
// the log, on stderr; a line for each relay follows. SIGINT and SIGTERM
// stop the command: the relays accept no more, and cut what is open after
// the time to drain. Only then the page goes; scrapes in flight finish,
// for 5 seconds at most. A second signal ends the command at once.
//
// The exit code is 0 after a signal, 1 if the endpoint or a relay can't be
// served, 2 for a flag that makes no sense.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the next signal does what it does by default
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// run is the command without the process around it: it serves until ctx
// ends and returns the exit code.
func run(ctx context.Context, args []string, stderr io.Writer) int {
	c, err := parseFlags(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 2
	}
	log := slog.New(slog.NewTextHandler(stderr, nil)).With("service", c.service.name)
	if err := serve(ctx, c, log); err != nil {
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 1
	}
	return 0
}

// serve serves the page and the relays until ctx ends. The page outlives
// the relays, so that it shows how they end.
func serve(ctx context.Context, c config, log *slog.Logger) error {
	families := newConnections(c.service.prefix())
	page, err := openPage(c, families, log)
	if err != nil {
		return err
	}
	relays, err := openRelays(c, families, log)
	if err != nil {
		page.close()
		return err
	}
	page.say()
	relays.say()

	pageCtx, stopPage := context.WithCancel(context.WithoutCancel(ctx))
	relaysCtx, stopRelays := context.WithCancel(ctx)
	defer stopRelays()
	ended := make(chan error, 1)
	go func() {
		defer stopRelays()
		ended <- page.serve(pageCtx)
	}()
	err = relays.serve(relaysCtx)
	stopPage()
	if err = errors.Join(err, <-ended); err == nil {
		log.Info("stopped")
	}
	return err
}
