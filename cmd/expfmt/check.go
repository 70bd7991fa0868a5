package main

import (
	"context"
	"errors"
	"fmt"

	"plainmetrics/expfmt"
)

// check prints what is wrong with pages. If one can't be read it goes on
// to the next.
func (c *command) check(ctx context.Context, args []string) (int, error) {
	flags := newFlags("check")
	om := flags.Bool("openmetrics", false, "")
	names, err := parse(flags, args)
	if err != nil {
		return failed, err
	}
	var forced *format
	if *om {
		forced = &openMetrics
	}
	code := clean
	for _, name := range orStdin(names) {
		p, err := c.pages.read(ctx, name, forced, text)
		if err != nil {
			fmt.Fprintln(c.stderr, "expfmt:", err)
			code = failed
			continue
		}
		if findings := appendFindings(nil, p); len(findings) > 0 {
			code = max(code, found)
			if err := c.print(findings); err != nil {
				return failed, err
			}
		}
	}
	return code, nil
}

// appendFindings appends a line for each thing that is wrong with a page.
func appendFindings(dst []byte, p page) []byte {
	problems, err := p.format.lint(p.bytes)
	for _, one := range problems {
		dst = fmt.Appendf(dst, "%s:%d:%d: %v\n", p.title, one.Line, one.Column, one)
	}
	if err != nil {
		dst = fmt.Appendf(dst, "%v\n", p.located(err))
	}
	return dst
}

// located returns an error of a decoder with its place in front.
func (p page) located(err error) error {
	var syntax *expfmt.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%s:%d:%d: %w", p.title, syntax.Line, syntax.Column, syntax.Err)
	}
	return fmt.Errorf("%s: %w", p.title, err)
}
