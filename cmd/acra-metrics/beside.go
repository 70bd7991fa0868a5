package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"syscall"

	"plainmetrics/expfmt"
	"plainmetrics/proccollect"
)

const (
	flagPID     = "pid"
	flagPIDFile = "pid_file"
)

// parsePID returns nil if the process_* families are those of this process.
func parsePID(pid, file string) (func() (int, error), error) {
	switch {
	case pid != "" && file != "":
		return nil, fmt.Errorf("--%s: expected it or --%s, found both", flagPID, flagPIDFile)
	case file != "":
		return proccollect.PIDFromFile(file), nil
	case pid == "":
		return nil, nil
	}
	number, err := strconv.ParseUint(pid, 10, 31)
	if err != nil || number == 0 {
		return nil, fmt.Errorf("--%s: expected a number from 1 to 2147483647, found %q", flagPID, pid)
	}
	return pidOf(int(number)), nil
}

// pidOf returns a function that returns pid as long as the process that
// has it now lives. One that gets the number later is another: on Linux,
// os.FindProcess holds on to the process, not to its number.
func pidOf(pid int) func() (int, error) {
	process, err := os.FindProcess(pid)
	return func() (int, error) {
		if err != nil {
			return 0, err
		}
		if err := process.Signal(syscall.Signal(0)); errors.Is(err, os.ErrProcessDone) {
			return 0, fmt.Errorf("expected process %d to be there, found it gone: %w", pid, err)
		}
		return pid, nil
	}
}

// A besideCollector collects the process_* families of the process beside
// this one. That it is gone, or tells less than all, costs families, but
// is no error of every scrape: it is logged when it begins, changes and
// ends.
type besideCollector struct {
	*proccollect.Collector
	log *slog.Logger

	mu   sync.Mutex
	last string // the error of the scrape before, empty if it had none
}

// Collect implements registry.Collector.
func (b *besideCollector) Collect(ctx context.Context, enc expfmt.Encoder) error {
	err := b.Collector.Collect(ctx, enc)
	if ctx.Err() != nil {
		return err // which tells of the scrape, not of the process
	}
	b.note(err)
	return nil
}

func (b *besideCollector) note(err error) {
	var text string
	if err != nil {
		text = err.Error()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case text == b.last:
	case text == "":
		b.log.Info("the page has all process_* families again")
	default:
		b.log.Warn("the page lacks process_* families", "error", err)
	}
	b.last = text
}
