package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"

	"plainmetrics/cmd/peerbench/measure"
)

// The usage is the comment of the package, so that one can't lag behind the
// other.
//
//go:embed main.go
var mainFile string

func usage() string {
	comment, _, _ := strings.Cut(mainFile, "package main\n")
	return regexp.MustCompile("(?m)^// ?").ReplaceAllString(comment, "")
}

// A command has the values of the flags.
type command struct {
	rows                *regexp.Regexp
	json, quick, strict bool
}

func parse(args []string) (command, error) {
	var c command
	set := flag.NewFlagSet("peerbench", flag.ContinueOnError)
	set.SetOutput(io.Discard) // run prints errors, and the usage
	pattern := set.String("rows", "", "")
	set.BoolVar(&c.json, "json", false, "")
	set.BoolVar(&c.quick, "quick", false, "")
	set.BoolVar(&c.strict, "strict", false, "")
	if err := set.Parse(args); err != nil {
		return c, err
	}
	if set.NArg() > 0 {
		return c, fmt.Errorf("expected flags alone, found %q", set.Arg(0))
	}
	if c.quick && c.strict {
		return c, errors.New("expected --quick or --strict, found both: a quick run reaches no target")
	}
	var err error
	if c.rows, err = regexp.Compile("(?i)" + *pattern); err != nil {
		return c, fmt.Errorf("--rows: %w", err)
	}
	return c, nil
}

// choose returns the rows named by the command, or an error without any.
func (c command) choose(all []measure.Row) ([]measure.Row, error) {
	var chosen []measure.Row
	for _, row := range all {
		if c.rows.MatchString(row.Work) {
			chosen = append(chosen, row)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("expected --rows to match work such as %q, found none that does", all[0].Work)
	}
	return chosen, nil
}
