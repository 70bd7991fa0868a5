package collectors

import (
	"context"

	"plainmetrics/expfmt"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
)

// ProcessCollectorOpts choose the process and the families of
// [NewProcessCollector]. The zero value is this process.
type ProcessCollectorOpts struct {
	// PidFn returns the number of the process. Each scrape calls PidFn once,
	// maybe from several goroutines at once. Nil is this process. See
	// registry.NewPidFileFn and proccollect.PIDFromFile.
	PidFn func() (int, error)

	// Namespace, unless empty, stands with an underscore in front of the
	// name of every family.
	Namespace string

	// ReportErrors makes the errors of a scrape errors of the registry, with
	// which the families that could be read stay on the page. On a system
	// that tells nothing about processes, ReportErrors makes Register fail.
	// Otherwise the families are missing without an error.
	ReportErrors bool

	// LegacySet chooses the families of client_golang v1.11, for comparison
	// with pages of old programs.
	LegacySet bool
}

// NewProcessCollector returns a Collector of the process_* families: facts
// about a process from the operating system. NewProcessCollector panics if
// the Namespace is not valid UTF-8.
func NewProcessCollector(opts ProcessCollectorOpts) registry.Collector {
	options := proccollect.Options{PID: opts.PidFn, Namespace: opts.Namespace}
	if opts.LegacySet {
		options.Set = proccollect.Legacy
	}
	return processCollector(proccollect.New(options), opts.ReportErrors)
}

func processCollector(c *proccollect.Collector, reportErrors bool) registry.Collector {
	switch {
	case !reportErrors:
		return registry.FromSource(silentProcess{c})
	case c.Err() != nil:
		return unsupported{c.Err()}
	}
	return c
}

// A silentProcess reports no errors of a process.
type silentProcess struct{ *proccollect.Collector }

// Encode returns an error only if the context has ended.
func (p silentProcess) Encode(ctx context.Context, enc expfmt.Encoder) error {
	if err := p.Collector.Encode(ctx, enc); ctx.Err() != nil {
		return err
	}
	return nil
}

// An unsupported Collector can't be registered.
type unsupported struct{ err error }

// Describe implements registry.Collector.
func (u unsupported) Describe(ch chan<- *registry.Desc) { ch <- registry.NewInvalidDesc(u.err) }

// Collect implements registry.Collector.
func (u unsupported) Collect(ch chan<- registry.Metric) {
	ch <- registry.NewInvalidMetric(registry.NewInvalidDesc(u.err), u.err)
}
