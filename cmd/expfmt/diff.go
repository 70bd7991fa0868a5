package main

import (
	"context"
	"fmt"

	"plainmetrics/expfmt"
)

// diff prints the differences between two pages.
func diff(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("diff")
	var opts expfmt.CompareOptions
	flags.Var(patternsFlag{patterns: &opts.Ignore}, "ignore", "")
	flags.Var(patternsFlag{patterns: &opts.IgnoreValues, isOptional: true}, "ignore-values", "")
	flags.Var(fractionFlag{&opts.Tolerance}, "tolerance", "")
	names, err := parseArgs(flags, args)
	switch {
	case err != nil:
		return exitFailed, err
	case len(names) != 2:
		return exitFailed, fmt.Errorf("diff: expected two pages, found %d; --help describes the command", len(names))
	}
	golden, want, err := readSnapshot(ctx, c, names[0], text)
	if err != nil {
		return exitFailed, err
	}
	actual, got, err := readSnapshot(ctx, c, names[1], golden.format)
	if err != nil {
		return exitFailed, err
	}
	differences := expfmt.Compare(want, got, opts)
	if len(differences) == 0 {
		return exitClean, nil
	}
	report := fmt.Appendf(nil, "--- %s\n+++ %s\n", golden.title, actual.title)
	return exitFindings, c.print(expfmt.AppendDifferences(report, differences))
}

// readSnapshot reads and decodes a page. A server is asked for the preferred
// format.
func readSnapshot(ctx context.Context, c *command, name string, preferred format) (page, *expfmt.Snapshot, error) {
	p, err := c.reader.read(ctx, name, nil, preferred)
	if err != nil {
		return page{}, nil, err
	}
	s := new(expfmt.Snapshot)
	if err := p.decode(s, c.stderr); err != nil {
		return page{}, nil, p.located(err)
	}
	return p, s, nil
}
