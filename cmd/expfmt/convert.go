package main

import (
	"context"
	"errors"
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
	flags.Var(formatFlag{&input}, "format", "")
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
	p, err := c.reader.open(ctx, namesOrStdin(names)[0], input, text)
	if err != nil {
		return exitFailed, err
	}
	defer p.close()
	result := newConversion(c.stdout, *output)
	err, broken := result.run(p)
	var invalid *expfmt.SyntaxError
	switch {
	case result.failed != nil:
		return exitFailed, result.failed
	case errors.As(err, &invalid):
		fmt.Fprintln(c.stderr, "expfmt:", p.located(err))
		return exitFindings, nil
	case err != nil:
		return exitFailed, p.located(err)
	}
	c.warn(p)
	if broken != nil {
		fmt.Fprintf(c.stderr, "expfmt: %s: as %s, the page breaks a rule: %s\n",
			p.title, output.name, strings.TrimPrefix(broken.Error(), "expfmt: "))
	}
	return exitClean, nil
}
