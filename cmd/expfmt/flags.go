package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// newFlags returns an empty set of flags for a command.
func newFlags(command string) *flag.FlagSet {
	set := flag.NewFlagSet(command, flag.ContinueOnError)
	set.SetOutput(io.Discard) // run prints errors and the usage
	return set
}

// parseArgs sets flags and returns the names of pages. Flags may stand
// before, between and behind the names. Stdin is available only once.
func parseArgs(set *flag.FlagSet, args []string) (names []string, err error) {
	stdinCount := 0
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return nil, fmt.Errorf("%s: %w", set.Name(), err)
		}
		if args = set.Args(); len(args) > 0 {
			if args[0] == "-" {
				stdinCount++
			}
			names, args = append(names, args[0]), args[1:]
		}
	}
	if stdinCount > 1 {
		return nil, fmt.Errorf("%s: expected - once at most, found %d", set.Name(), stdinCount)
	}
	return names, nil
}

// namesOrStdin returns names or, without names, stdin.
func namesOrStdin(names []string) []string {
	if len(names) == 0 {
		return []string{"-"}
	}
	return names
}

// A patternsFlag appends patterns, separated by commas.
type patternsFlag struct {
	patterns   *[]string
	isOptional bool // the flag without a value means *
}

// String implements flag.Value.
func (f patternsFlag) String() string { return "" }

// IsBoolFlag lets package flag accept the flag without a value.
func (f patternsFlag) IsBoolFlag() bool { return f.isOptional }

// Set implements flag.Value. Package flag passes true for a missing value.
func (f patternsFlag) Set(list string) error {
	if f.isOptional && list == "true" {
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

// A fractionFlag sets a number from 0 to 1.
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
