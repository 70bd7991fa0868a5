package main

import (
	"context"
	"fmt"
)

// check prints the problems of pages. If a page can't be read, check goes
// on with the next page.
func check(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("check")
	isOpenMetrics := flags.Bool("openmetrics", false, "")
	names, err := parseArgs(flags, args)
	if err != nil {
		return exitFailed, err
	}
	var forced *format
	if *isOpenMetrics {
		forced = &openMetrics
	}
	code := exitClean
	for _, name := range namesOrStdin(names) {
		p, err := c.reader.read(ctx, name, forced, text)
		if err != nil {
			fmt.Fprintln(c.stderr, "expfmt:", err)
			code = exitFailed
			continue
		}
		if findings := appendFindings(nil, p); len(findings) > 0 {
			code = max(code, exitFindings)
			if err := c.print(findings); err != nil {
				return exitFailed, err
			}
		}
	}
	return code, nil
}

// appendFindings appends a line for each problem of a page.
func appendFindings(dst []byte, p page) []byte {
	problems, err := p.format.lint(p.bytes)
	for _, problem := range problems {
		dst = fmt.Appendf(dst, "%s:%d:%d: %v\n", p.title, problem.Line, problem.Column, problem)
	}
	if err != nil {
		dst = fmt.Appendf(dst, "%v\n", p.located(err))
	}
	return dst
}
