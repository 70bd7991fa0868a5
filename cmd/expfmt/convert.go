package main

import (
	"context"
	"fmt"
	"strings"
)

// convert prints a page in another format. The page and the result may break
// rules of OpenMetrics: for example, the gauge go_memstats_alloc_bytes and
// the counter go_memstats_alloc_bytes_total of client_golang have the same
// name there. Scrapers accept such pages, so convert only warns on stderr. It
// also warns of families that OpenMetrics 2.0 forbids.
//
// A server is asked for protobuf if the result can have native histograms:
// servers with client_golang show them in no other format by default.
func convert(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("convert")
	var input, output *format
	flags.Var(formatFlag{format: &input}, "format", "")
	flags.Var(formatFlag{format: &input}, "from", "")
	flags.Var(formatFlag{format: &output, prints: true}, "to", "")
	names, err := parseArgs(flags, args)
	switch {
	case err != nil:
		return exitFailed, err
	case output == nil:
		return exitFailed, fmt.Errorf("convert: expected the flag --to with %s", formatNames(true))
	case len(names) > 1:
		return exitFailed, fmt.Errorf("convert: expected one page, found %d; --help describes the command", len(names))
	}
	preferred := text
	if output.showsNative {
		preferred = protobuf
	}
	p, err := c.reader.open(ctx, namesOrStdin(names)[0], input, preferred)
	if err != nil {
		return exitFailed, err
	}
	defer p.close()
	result := newConversion(c.stdout, *output)
	err, broken := result.run(p)
	switch {
	case result.failed != nil:
		return exitFailed, result.failed
	case err != nil && p.readError == nil:
		fmt.Fprintln(c.stderr, "expfmt:", p.located(err))
		return exitFindings, nil
	case err != nil:
		return exitFailed, p.located(err)
	}
	c.warn(p)
	for _, refused := range result.refused {
		c.warnOfResult(p, output, "lacks a family", refused)
	}
	if broken != nil {
		c.warnOfResult(p, output, "breaks a rule", broken)
	}
	return exitClean, nil
}

// warnOfResult prints a fault of the page in the output format.
func (c *command) warnOfResult(p *page, output *format, fault string, err error) {
	fmt.Fprintf(c.stderr, "expfmt: %s: as %s, the page %s: %s\n", p.title, output.name, fault, strings.TrimPrefix(err.Error(), "expfmt: "))
}
