package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

func newFlags(command string) *flag.FlagSet {
	set := flag.NewFlagSet(command, flag.ContinueOnError)
	set.SetOutput(io.Discard) // run prints errors, and the usage
	return set
}

// parse sets flags, which may stand before, between and behind the names
// of pages, and returns these. Stdin can be read only once.
func parse(set *flag.FlagSet, args []string) (names []string, err error) {
	stdin := 0
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return nil, fmt.Errorf("%s: %w", set.Name(), err)
		}
		if args = set.Args(); len(args) > 0 {
			if args[0] == "-" {
				stdin++
			}
			names, args = append(names, args[0]), args[1:]
		}
	}
	if stdin > 1 {
		return nil, fmt.Errorf("%s: expected - once at most, found it %d times", set.Name(), stdin)
	}
	return names, nil
}

// orStdin returns the names of pages, of which none stands for stdin.
func orStdin(names []string) []string {
	if len(names) == 0 {
		return []string{"-"}
	}
	return names
}

// A patternsFlag is a list of patterns separated by commas.
type patternsFlag struct {
	patterns *[]string
	bare     bool // the flag may come without a list, which stands for *
}

// String implements flag.Value.
func (f patternsFlag) String() string { return "" }

// IsBoolFlag tells package flag that there need be no list.
func (f patternsFlag) IsBoolFlag() bool { return f.bare }

// Set implements flag.Value. Package flag sets a bare flag to true.
func (f patternsFlag) Set(list string) error {
	if f.bare && list == "true" {
		list = "*"
	}
	for pattern := range strings.SplitSeq(list, ",") {
		if pattern = strings.TrimSpace(pattern); pattern == "" {
			return errors.New("expected patterns of names, separated by commas")
		}
		*f.patterns = append(*f.patterns, pattern)
	}
	return nil
}

// A fractionFlag is a number from 0 to 1.
type fractionFlag struct{ value *float64 }

// String implements flag.Value.
func (f fractionFlag) String() string { return "" }

// Set implements flag.Value.
func (f fractionFlag) Set(text string) error {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1) {
		return errors.New("expected a number from 0 to 1")
	}
	*f.value = v
	return nil
}
