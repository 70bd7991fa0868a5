// Acra-metrics is the metrics endpoint of an Acra service: it serves, on
// loopback by default, the page of AcraServer, AcraConnector or
// AcraTranslator. The command runs next to the service, relays connections
// in order to count them, and reports on the service's process.
//
//	acra-metrics [flags]
//
//	--service NAME
//		acra-server (default), acra-connector or acra-translator
//	--incoming_connection_prometheus_metrics_string URL
//		where to serve the page: tcp://host:port or unix:///path;
//		port 0 takes a free port; empty switches metrics off
//		(default tcp://127.0.0.1:9399)
//	--edition ce|ee
//		the edition on the page (default ce)
//	--acra_version MAJOR.MINOR.PATCH
//		the version on the page (default 0.85.0)
//
//	--incoming_connection_string URL
//		where a relay listens: tcp://host:port or unix:///path;
//		may be repeated, for several relays
//	--upstream_connection_string URL
//		where the relay forwards connections to; the N-th upstream
//		belongs to the N-th incoming address
//	--connection_type TYPE
//		label value of the relay's connections: db (default) or api for
//		acra-server; db (default), acraserver or acratranslator for
//		acra-connector; http or grpc for acra-translator; none or
//		exactly as many as relays
//	--max_connections NUMBER
//		how many connections each relay keeps open at once, further
//		connections wait (default 1000); each takes 6 file descriptors
//	--drain_timeout TIME
//		how long connections may go on after a signal (default 10s)
//
//	--pid NUMBER
//		the process of the process_* families, instead of the
//		command's own
//	--pid_file PATH
//		a file with the PID of the service, read in every scrape;
//		excludes --pid
//
// A relay forwards every connection byte for byte. The relay counts a
// connection in SERVICE_connections_total on accept and observes the
// lifetime in SERVICE_connections_processing_seconds on close. Families
// that can't be measured from outside, encryptions for example, have no
// series.
//
// While the service is stopped, the process_* families are absent. They
// come back when the PID file names a running process. A number given with
// --pid means the process with that number when the command starts, never a
// later process with the same number.
//
// The first line of the log, on stderr, has the URL of the page; a line for
// each relay follows. SIGINT and SIGTERM stop the command: the relays
// accept no more, and cut connections still open after the time to drain.
// The page stops last; scrapes in flight finish, for 5 seconds at most. A
// second signal ends the command at once.
//
// The exit code is 0 after a signal or --help, 1 if the endpoint or a relay
// fails, 2 for an invalid flag.
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

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stderr)) }

// run is the command without the process around it. It serves until a
// signal comes or ctx ends, and returns the exit code.
func run(ctx context.Context, args []string, stderr io.Writer) int {
	c, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stderr, usage())
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 2
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal kills the process
	log := slog.New(slog.NewTextHandler(stderr, nil)).With("service", c.service.name)
	if err := serve(ctx, c, log); err != nil {
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 1
	}
	return 0
}

// serve serves the page and the relays until ctx ends. The page stops after
// the relays, so that a last scrape sees how the connections ended.
func serve(ctx context.Context, c config, log *slog.Logger) error {
	families := newConnections(c.service.prefix())
	page, err := openEndpoint(c, families, log)
	if err != nil {
		return err
	}
	relays, err := openRelays(c, families, log)
	if err != nil {
		page.close()
		return err
	}
	page.logStart()
	relays.logStart()

	pageCtx, stopPage := context.WithCancel(context.WithoutCancel(ctx))
	defer stopPage()
	relaysCtx, stopRelays := context.WithCancel(ctx)
	defer stopRelays()
	pageErr := make(chan error, 1)
	go func() {
		defer stopRelays()
		pageErr <- page.serve(pageCtx)
	}()
	err = relays.serve(relaysCtx)
	stopPage()
	if err = errors.Join(err, <-pageErr); err == nil {
		log.Info("stopped")
	}
	return err
}
