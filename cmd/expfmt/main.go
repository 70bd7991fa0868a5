// Expfmt checks, compares and converts pages of Prometheus metrics.
//
//	expfmt check [--openmetrics] [FILE|URL|-]...
//		Is each page valid, and does it follow the conventions? A finding
//		is a line on stdout, FILE:LINE:COLUMN: and what promtool check
//		metrics says, or what breaks the format. A page that ends in # EOF
//		has to be OpenMetrics, and follow the rules of that standard too;
//		with --openmetrics all have to.
//
//	expfmt diff [FLAGS] GOLDEN ACTUAL
//		In what do two pages differ, whatever the order of their lines?
//		What only GOLDEN says stands behind a minus, what only ACTUAL says
//		behind a plus.
//
//		--ignore PATTERNS         skip families, such as 'go_*,process_*'
//		--ignore-values           compare names and labels, no values
//		--ignore-values=PATTERNS  the same, for some families
//		--tolerance FRACTION      values are equal if they differ by no more
//		                          than that of the larger, such as 0.01
//
//	expfmt convert --to text|openmetrics [--from text|openmetrics] [FILE|URL|-]
//		Writes a page in another format to stdout, without what that has
//		no place for. If the page breaks a rule of that format alone, a
//		line on stderr says so: most scrapers don't mind. Without --from,
//		a page that ends in # EOF is OpenMetrics, any other is text.
//
// A page is read from a file, from http or https, or from stdin, which is -
// or no name at all. It may have 256 MiB, and 30 seconds to arrive. In
// PATTERNS, which commas separate, * stands for any characters and ? for
// one.
//
// The exit code is 0 if nothing was found, 1 if a page is invalid, breaks
// conventions or differs, and 2 if a page can't be read or the command
// makes no sense. To diff, an invalid page is one that can't be read.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// How large a page may be, in bytes, and how long a server may take.
const (
	largestPage = 256 << 20
	patience    = 30 * time.Second
)

// The exit codes.
const (
	clean  = 0
	found  = 1
	failed = 2
)

// run is the program without the process around it. It returns the exit
// code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := command{pages: source{stdin, largestPage, patience}, stdout: stdout, stderr: stderr}
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	code, err := failed, error(nil)
	switch name {
	case "check":
		code, err = c.check(ctx, args)
	case "diff":
		code, err = c.diff(ctx, args)
	case "convert":
		code, err = c.convert(ctx, args)
	case "help", "--help", "-help", "-h":
		err = flag.ErrHelp
	default:
		err = fmt.Errorf("expected the command check, diff or convert, found %q; --help describes them", name)
	}
	if errors.Is(err, flag.ErrHelp) {
		code, err = clean, c.print([]byte(usage()))
	}
	if err != nil {
		fmt.Fprintln(stderr, "expfmt:", err)
		return failed
	}
	return code
}

// A command is a call of the program. Its methods return the exit code,
// and an error where that is 2.
type command struct {
	pages          source
	stdout, stderr io.Writer
}

// print prints a result.
func (c *command) print(result []byte) error {
	_, err := c.stdout.Write(result)
	return err
}
