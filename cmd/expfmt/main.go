// Expfmt checks, compares and converts pages of Prometheus metrics. The
// command is a thin program around the library package plainmetrics/expfmt:
// the library decodes, lints, compares and prints; the command reads the
// pages and reports the results.
//
//	expfmt check [--openmetrics] [FILE|URL|-]...
//		Checks that each page is valid and follows the conventions. A
//		finding is a line on stdout: FILE:LINE:COLUMN: and the words of
//		promtool check metrics, the syntax error, or the place at which
//		Prometheus refuses or misreads a valid page. A page that ends in
//		# EOF has to be valid OpenMetrics too; with --openmetrics every
//		page has to.
//
//	expfmt diff [FLAGS] GOLDEN ACTUAL
//		Prints the differences between two pages, in whatever order their
//		lines stand. Lines of GOLDEN alone stand behind a minus, lines of
//		ACTUAL alone behind a plus.
//
//		--ignore PATTERNS         skip families, such as 'go_*,process_*'
//		--ignore-values           compare names and labels, no values
//		--ignore-values=PATTERNS  the same, for some families
//		--tolerance FRACTION      values are equal if they differ by at
//		                          most FRACTION of the larger value, such
//		                          as 0.01
//
//	expfmt convert --to text|openmetrics [--from text|openmetrics] [FILE|URL|-]
//		Prints a page in another format, without the parts that the format
//		has no place for. If the result breaks a rule of the format, a
//		line on stderr says so: most scrapers accept the page all the
//		same. Without --from, a page that ends in # EOF is OpenMetrics,
//		any other is text.
//
// A page comes from a file, from http or https, or from stdin, written as -
// or as no name at all. The largest page has 256 MiB; a server may take
// 30 seconds. In PATTERNS, separated by commas, * stands for any characters
// and ? for a single character.
//
// The exit code is 0 without findings, 1 if a page is invalid, breaks
// conventions or differs, and 2 if a page can't be read or the arguments
// are invalid. Diff can't read an invalid page; but diff and convert read
// OpenMetrics that breaks rules as pages of client_golang do, with a warning
// on stderr.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailed   = 2
)

// run is the program without the process around it. It returns the exit
// code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &command{reader: reader{stdin, maxPageSize, fetchTimeout}, stdout: stdout, stderr: stderr}
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	code, err := exitFailed, error(nil)
	switch name {
	case "check":
		code, err = check(ctx, c, args)
	case "diff":
		code, err = diff(ctx, c, args)
	case "convert":
		code, err = convert(ctx, c, args)
	case "help", "--help", "-help", "-h":
		err = flag.ErrHelp
	default:
		err = fmt.Errorf("expected the command check, diff or convert, found %q; --help describes the commands", name)
	}
	if errors.Is(err, flag.ErrHelp) {
		code, err = exitClean, c.print([]byte(usage()))
	}
	if err != nil {
		fmt.Fprintln(stderr, "expfmt:", err)
		return exitFailed
	}
	return code
}
