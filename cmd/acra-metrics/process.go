package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"plainmetrics/expfmt"
	"plainmetrics/proccollect"
)

// runningPID returns a function that returns pid until the process ends,
// and an error from then on. Another process may get the same number later:
// on Linux, os.FindProcess holds a handle of the process (pidfd), so the
// function does not confuse the two.
func runningPID(pid int) func() (int, error) {
	process, err := os.FindProcess(pid)
	return func() (int, error) {
		if err != nil {
			return 0, err
		}
		if err := probe(process); errors.Is(err, os.ErrProcessDone) {
			return 0, fmt.Errorf("process %d has ended: %w", pid, err)
		}
		return pid, nil
	}
}

// newProcessCollector returns a collector of the families of the seed page.
// A nil function stands for this process.
func newProcessCollector(pid func() (int, error), log *slog.Logger) *proccollect.Collector {
	return proccollect.New(proccollect.Options{Set: proccollect.Legacy, PID: pid, OnError: errorLogger(log)})
}

// An otherProcess collects the process_* families of another process, the
// Acra service. A service that is stopped or protected costs families
// without being an error of every scrape: otherProcess logs when families
// go missing, when the reason changes, and when the page is complete again.
type otherProcess struct {
	*proccollect.Collector
	log *slog.Logger

	mu        sync.Mutex
	lastError string // text of the previous scrape's error, empty for none
}

// newOtherProcess returns nil if no flag names another process or there is
// no page.
func newOtherProcess(c config, log *slog.Logger) *otherProcess {
	if c.pid == nil || c.address == nil {
		return nil
	}
	return &otherProcess{Collector: newProcessCollector(c.pid, log), log: log}
}

// check collects once, for the log alone: the next scrape finds the same.
// The nil otherProcess has nothing to check.
func (p *otherProcess) check() {
	if p == nil {
		return
	}
	p.logState(p.Collector.Encode(context.Background(), expfmt.NewPage(expfmt.Text{}, nil)), true)
}

// Collect implements registry.Collector.
func (p *otherProcess) Encode(ctx context.Context, enc expfmt.Encoder) error {
	err := p.Collector.Encode(ctx, enc)
	if ctx.Err() != nil {
		return err // the scrape was cut short, the process may be well
	}
	p.logState(err, false)
	return nil
}

// logState logs err if the previous scrape had another error or none, or if
// the state is asked for.
func (p *otherProcess) logState(err error, isAsked bool) {
	var text string
	if err != nil {
		text = err.Error()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case text == p.lastError && !isAsked:
	case text != "":
		p.log.Warn("the page lacks process_* families", "error", err)
	case p.lastError != "":
		p.log.Info("the page has all process_* families again")
	default:
		p.log.Info("the page has all process_* families")
	}
	p.lastError = text
}
