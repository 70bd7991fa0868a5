package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"plainmetrics/expfmt"
)

// check prints the problems of pages. If a page can't be read, check goes
// on with the next page.
func check(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("check")
	var forced *format
	flags.Var(formatFlag{format: &forced}, "format", "")
	isOpenMetrics := flags.Bool("openmetrics", false, "")
	names, err := parseArgs(flags, args)
	if err != nil {
		return exitFailed, err
	}
	if *isOpenMetrics {
		forced = &openMetrics
	}
	code := exitClean
	for _, name := range namesOrStdin(names) {
		findings, err := readFindings(ctx, c, name, forced)
		if err != nil {
			fmt.Fprintln(c.stderr, "expfmt:", err)
			code = exitFailed
			continue
		}
		if len(findings) > 0 {
			code = max(code, exitFindings)
			if err := c.print(findings); err != nil {
				return exitFailed, err
			}
		}
	}
	return code, nil
}

// readFindings reads a page, and returns a line for each problem and each
// error, in the order of their places.
func readFindings(ctx context.Context, c *command, name string, forced *format) ([]byte, error) {
	p, err := c.reader.open(ctx, name, forced, text)
	if err != nil {
		return nil, err
	}
	defer p.close()
	problems, err := p.format.lint(p)
	if p.readError != nil {
		return nil, p.located(p.readError)
	}
	errs := joined(err)
	c.warn(p)
	var lines []byte
	for _, problem := range problems {
		for len(errs) > 0 && precedes(errs[0], problem) {
			lines = fmt.Appendf(lines, "%v\n", p.located(errs[0]))
			errs = errs[1:]
		}
		if p.format.isBinary {
			lines = fmt.Appendf(lines, "%s: %v\n", p.title, problem)
		} else {
			lines = fmt.Appendf(lines, "%s:%d:%d: %v\n", p.title, problem.Line, problem.Column, problem)
		}
	}
	for _, err := range errs {
		lines = fmt.Appendf(lines, "%v\n", p.located(err))
	}
	return lines, nil
}

// precedes reports whether the place of an error is in front of a problem's.
func precedes(err error, problem expfmt.Problem) bool {
	var syntax *expfmt.SyntaxError
	return errors.As(err, &syntax) &&
		cmp.Or(cmp.Compare(syntax.Line, problem.Line), cmp.Compare(syntax.Column, problem.Column)) < 0
}

// joined returns the errors that errors.Join has joined, or a single error.
func joined(err error) []error {
	if errs, ok := err.(interface{ Unwrap() []error }); ok {
		return errs.Unwrap()
	}
	if err != nil {
		return []error{err}
	}
	return nil
}
