package main

import (
	"context"
	"fmt"
	"strings"

	"plainmetrics/expfmt"
)

// convert prints a page in another format. The page and the result may break
// rules of OpenMetrics: for example, the gauge go_memstats_alloc_bytes and
// the counter go_memstats_alloc_bytes_total of client_golang have the same
// name there. Scrapers accept such pages, so convert only warns on stderr.
func convert(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("convert")
	var input, output *format
	flags.Var(formatFlag{&input}, "from", "")
	flags.Var(formatFlag{&output}, "to", "")
	names, err := parseArgs(flags, args)
	switch {
	case err != nil:
		return exitFailed, err
	case output == nil:
		return exitFailed, fmt.Errorf("convert: expected the flag --to with %s or %s", text.name, openMetrics.name)
	case len(names) > 1:
		return exitFailed, fmt.Errorf("convert: expected one page, found %d; --help describes the command", len(names))
	}
	p, err := c.reader.read(ctx, namesOrStdin(names)[0], input, text)
	if err != nil {
		return exitFailed, err
	}
	converted := expfmt.NewPage(output.print, nil)
	if err := p.decode(converted, c.stderr); err != nil {
		fmt.Fprintln(c.stderr, "expfmt:", p.located(err))
		return exitFindings, nil
	}
	result := converted.End()
	if err := output.decode(result, discard{}); err != nil {
		fmt.Fprintf(c.stderr, "expfmt: %s: as %s, the page breaks a rule: %s\n",
			p.title, output.name, strings.TrimPrefix(err.Error(), "expfmt: "))
	}
	return exitClean, c.print(result)
}

// discard is an Encoder for pages that are only checked.
type discard struct{}

// Value implements expfmt.Encoder.
func (discard) Value(*expfmt.Family, expfmt.LabelSet, float64) {}

// Point implements expfmt.Encoder.
func (discard) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) {}
