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

// appendFindings appends a line for each problem and each error of a page, in
// the order of their places.
func appendFindings(dst []byte, p page) []byte {
	problems, err := p.format.lint(p.bytes)
	errs := joined(err)
	for _, problem := range problems {
		for len(errs) > 0 && precedes(errs[0], problem) {
			dst = fmt.Appendf(dst, "%v\n", p.located(errs[0]))
			errs = errs[1:]
		}
		dst = fmt.Appendf(dst, "%s:%d:%d: %v\n", p.title, problem.Line, problem.Column, problem)
	}
	for _, err := range errs {
		dst = fmt.Appendf(dst, "%v\n", p.located(err))
	}
	return dst
}

// precedes reports whether the place of an error is in front of a problem's.
func precedes(err error, problem expfmt.Problem) bool {
	var syntax *expfmt.SyntaxError
	return errors.As(err, &syntax) &&
		cmp.Or(cmp.Compare(syntax.Line, problem.Line), cmp.Compare(syntax.Column, problem.Column)) < 0
}

// joined returns the errors that errors.Join has joined.
func joined(err error) []error {
	if errs, ok := err.(interface{ Unwrap() []error }); ok {
		return errs.Unwrap()
	}
	return nil
}
