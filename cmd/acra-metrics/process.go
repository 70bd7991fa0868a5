package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"syscall"

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
		if err := process.Signal(syscall.Signal(0)); errors.Is(err, os.ErrProcessDone) {
			return 0, fmt.Errorf("process %d has ended: %w", pid, err)
		}
		return pid, nil
	}
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

// Collect implements registry.Collector.
func (p *otherProcess) Collect(ctx context.Context, enc expfmt.Encoder) error {
	err := p.Collector.Collect(ctx, enc)
	if ctx.Err() != nil {
		return err // the scrape was cut short, the process may be well
	}
	p.logChange(err)
	return nil
}

// logChange logs err if the previous scrape had another error or none.
func (p *otherProcess) logChange(err error) {
	var text string
	if err != nil {
		text = err.Error()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case text == p.lastError:
	case text == "":
		p.log.Info("the page has all process_* families again")
	default:
		p.log.Warn("the page lacks process_* families", "error", err)
	}
	p.lastError = text
}
