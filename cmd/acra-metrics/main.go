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

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) }

// run is the command without the process around it. It serves until a
// signal comes or ctx ends, and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		if _, err = io.WriteString(stdout, usage()); err == nil {
			return 0
		}
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 1
	}
	if err != nil {
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 2
	}
	hangups := make(chan os.Signal, 1)
	notifyHangups(hangups)
	defer signal.Stop(hangups)
	ignoreBrokenPipe()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal kills the process
	log := slog.New(slog.NewTextHandler(stderr, nil)).With("service", c.service.name)
	if err := serve(ctx, c, hangups, log); err != nil {
		fmt.Fprintln(stderr, "acra-metrics:", err)
		return 1
	}
	return 0
}

// serve serves the page and the relays until ctx ends. The page stops after
// the relays, so that a last scrape sees how the connections ended.
func serve(ctx context.Context, c config, hangups <-chan os.Signal, log *slog.Logger) error {
	families := newConnections(c.service.prefix())
	process := newOtherProcess(c, log)
	page, err := openEndpoint(c, families, process, log)
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
	logWarnings(c, log)
	served := make(chan struct{})
	defer close(served)
	go reload(hangups, served, process, log)

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

// reload logs the state of the service's process now and after each SIGHUP,
// also while connections drain, until served is closed. Nothing else is left
// to reload: each scrape reads the PID file.
func reload(hangups <-chan os.Signal, served <-chan struct{}, process *otherProcess, log *slog.Logger) {
	for {
		process.check()
		select {
		case <-served:
			return
		case <-hangups:
			log.Info("reloading after SIGHUP")
		}
	}
}
