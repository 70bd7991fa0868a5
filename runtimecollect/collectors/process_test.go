package collectors

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"plainmetrics/proccollect"
	"plainmetrics/registry"
)

func pidOf(pid int, err error) func() (int, error) {
	return func() (int, error) { return pid, err }
}

// A process that can't be read costs its families, and is an error if the
// options ask for it, for registries and for callers of Collect.
func TestReportErrors(t *testing.T) {
	if proccollect.New(proccollect.Options{}).Err() != nil {
		t.Skip("nothing tells about processes")
	}
	for _, test := range []struct {
		name string
		opts ProcessCollectorOpts
		want string // in the error, "" for none
		any  bool   // there are families
	}{
		{"this process", ProcessCollectorOpts{}, "", true},
		{"this process, with errors", ProcessCollectorOpts{ReportErrors: true}, "", true},
		{"this process by number", ProcessCollectorOpts{PidFn: pidOf(os.Getpid(), nil), ReportErrors: true}, "", true},
		{"no number", ProcessCollectorOpts{PidFn: pidOf(0, errors.New("no file"))}, "", false},
		{"no number, with errors", ProcessCollectorOpts{PidFn: pidOf(0, errors.New("no file")), ReportErrors: true}, "no file", false},
		{"no process", ProcessCollectorOpts{PidFn: pidOf(-1, nil)}, "", false},
		{"no process, with errors", ProcessCollectorOpts{PidFn: pidOf(-1, nil), ReportErrors: true}, "found -1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := NewProcessCollector(test.opts)
			reg := registry.NewRegistry()
			reg.MustRegister(c)
			families, err := reg.Gather()
			if (len(families) > 0) != test.any {
				t.Errorf("got %d families, want some: %v", len(families), test.any)
			}
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("Gather: got error %v, want %q", err, test.want)
			}
			if invalid := invalidMetrics(c); (invalid > 0) != (test.want != "") {
				t.Errorf("Collect: got %d invalid metrics, want some: %v", invalid, test.want != "")
			}
		})
	}
}

// invalidMetrics returns the number of invalid metrics that c sends.
func invalidMetrics(c registry.Collector) (n int) {
	ch := make(chan registry.Metric)
	go func() {
		defer close(ch)
		c.Collect(ch)
	}()
	for m := range ch {
		if m.Desc().Err() != nil {
			n++
		}
	}
	return n
}

// A scrape that has ended is no error of the process.
func TestEndedContext(t *testing.T) {
	c := proccollect.New(proccollect.Options{})
	if c.Err() != nil {
		t.Skip("nothing tells about processes")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (silentProcess{c}).Encode(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want %v", err, context.Canceled)
	}
}

// Where nothing tells about processes, the Collector has no families, or
// can't be registered if the options ask for errors.
func TestUnsupported(t *testing.T) {
	process := proccollect.New(proccollect.Options{ProcRoot: t.TempDir()})
	reg := registry.NewRegistry()
	reg.MustRegister(processCollector(process, false))
	if families, err := reg.Gather(); err != nil || len(families) > 0 {
		t.Errorf("without errors: got %d families and error %v, want none", len(families), err)
	}
	const want = "expected a proc filesystem"
	c := processCollector(process, true)
	if err := registry.NewRegistry().Register(c); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Register: got error %v, want %q", err, want)
	}
	if n := invalidMetrics(c); n != 1 {
		t.Errorf("Collect: got %d invalid metrics, want 1", n)
	}
}

func TestNamespace(t *testing.T) {
	process := proccollect.New(proccollect.Options{})
	if process.Err() != nil {
		t.Skip("nothing tells about processes")
	}
	for _, report := range []bool{false, true} {
		reg := registry.NewRegistry()
		reg.MustRegister(NewProcessCollector(ProcessCollectorOpts{Namespace: "acra", ReportErrors: report}))
		for _, f := range reg.MustGather() {
			if !strings.HasPrefix(f.GetName(), "acra_process_") {
				t.Errorf("got family %s, want a name that begins with acra_process_", f.GetName())
			}
		}
	}
}
