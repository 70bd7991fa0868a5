package main

import (
	"context"
	"fmt"

	"plainmetrics/expfmt"
)

// diff prints in what two pages differ.
func (c *command) diff(ctx context.Context, args []string) (int, error) {
	flags := newFlags("diff")
	var opts expfmt.CompareOptions
	flags.Var(patternsFlag{patterns: &opts.Ignore}, "ignore", "")
	flags.Var(patternsFlag{patterns: &opts.IgnoreValues, bare: true}, "ignore-values", "")
	flags.Var(fractionFlag{&opts.Tolerance}, "tolerance", "")
	names, err := parse(flags, args)
	switch {
	case err != nil:
		return failed, err
	case len(names) != 2:
		return failed, fmt.Errorf("diff: expected two pages, found %d; --help describes the command", len(names))
	}
	golden, want, err := c.snapshot(ctx, names[0], text)
	if err != nil {
		return failed, err
	}
	actual, got, err := c.snapshot(ctx, names[1], golden.format)
	if err != nil {
		return failed, err
	}
	differences := expfmt.Compare(want, got, opts)
	if len(differences) == 0 {
		return clean, nil
	}
	report := fmt.Appendf(nil, "--- %s\n+++ %s\n", golden.title, actual.title)
	return found, c.print(expfmt.AppendDifferences(report, differences))
}

// snapshot reads a page. A server is asked for the format.
func (c *command) snapshot(ctx context.Context, name string, asked format) (page, *expfmt.Snapshot, error) {
	p, err := c.pages.read(ctx, name, nil, asked)
	if err != nil {
		return page{}, nil, err
	}
	s := new(expfmt.Snapshot)
	if err := p.format.decode(p.bytes, s); err != nil {
		return page{}, nil, p.located(err)
	}
	return p, s, nil
}
