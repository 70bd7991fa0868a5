package main

import (
	"context"
	"fmt"
	"strings"

	"plainmetrics/expfmt"
)

// convert prints a page in another format. What client_golang prints may
// break OpenMetrics, and scrapers read it all the same: they don't mind, for
// example, that the gauge go_memstats_alloc_bytes and the counter
// go_memstats_alloc_bytes_total have one name there. So this is told, and
// no more.
func (c *command) convert(ctx context.Context, args []string) (int, error) {
	flags := newFlags("convert")
	var from, to *format
	flags.Var(formatFlag{&from}, "from", "")
	flags.Var(formatFlag{&to}, "to", "")
	names, err := parse(flags, args)
	switch {
	case err != nil:
		return failed, err
	case to == nil:
		return failed, fmt.Errorf("convert: expected the flag --to with %s or %s", text.name, openMetrics.name)
	case len(names) > 1:
		return failed, fmt.Errorf("convert: expected one page, found %d; --help describes the command", len(names))
	}
	p, err := c.pages.read(ctx, orStdin(names)[0], from, text)
	if err != nil {
		return failed, err
	}
	converted := expfmt.NewPage(to.print, nil)
	if err := p.format.decode(p.bytes, converted); err != nil {
		fmt.Fprintln(c.stderr, "expfmt:", p.located(err))
		return found, nil
	}
	result := converted.End()
	if err := to.decode(result, nowhere{}); err != nil {
		fmt.Fprintf(c.stderr, "expfmt: %s: as %s, it breaks a rule: %s\n", p.title, to.name, strings.TrimPrefix(err.Error(), "expfmt: "))
	}
	return clean, c.print(result)
}

// nowhere is an Encoder of pages that are only decoded.
type nowhere struct{}

// Family implements expfmt.Encoder.
func (nowhere) Family(*expfmt.Family) {}

// Value implements expfmt.Encoder.
func (nowhere) Value(expfmt.LabelSet, float64) {}

// Point implements expfmt.Encoder.
func (nowhere) Point(expfmt.LabelSet, *expfmt.Point) {}
