// Expfmt checks, compares and converts pages of Prometheus metrics. The
// command is a thin program around the library package plainmetrics/expfmt:
// the library decodes, lints, compares and prints; the command reads the
// pages and reports the results.
//
//	expfmt check [--format FORMAT] [FILE|URL|-]...
//		Checks that each page is valid and follows the conventions. A
//		finding is a line on stdout: FILE:LINE:COLUMN: and the words of
//		promtool check metrics, the syntax error, or the place at which
//		Prometheus refuses or misreads a valid page. Behind an error, check
//		goes on: the rest of the page has its findings, too. An OpenMetrics
//		page has to follow the rules of OpenMetrics as well; --openmetrics
//		is short for --format openmetrics. A page of protobuf messages
//		has no lines: its findings name the family, and errors the byte
//		and the field, such as metric 5: counter: value.
//
//	expfmt diff [FLAGS] GOLDEN ACTUAL
//		Prints the differences between two pages, in whatever order their
//		lines stand. Lines of GOLDEN alone stand behind a minus, lines of
//		ACTUAL alone behind a plus. The pages may have two formats: the
//		same series in both are the same. Native buckets of histograms
//		count if both formats have them; else a line on stderr says so.
//		The native buckets of a histogram are a line that looks like a
//		sample of OpenMetrics 2.0. Empty ones count for nothing.
//
//		--format FORMAT           the format of both pages
//		--ignore PATTERNS         skip families, such as 'go_*,process_*'
//		--ignore-values           compare names and labels, no values
//		--ignore-values=PATTERNS  the same, for some families
//		--tolerance FRACTION      values are equal if they differ by at
//		                          most FRACTION of the larger value, such
//		                          as 0.01
//
//	expfmt convert --to FORMAT [--format FORMAT] [FILE|URL|-]
//		Prints a page in another format, without the parts that the format
//		has no place for. If the result breaks a rule of the format, a
//		line on stderr says so: most scrapers accept the page all the
//		same. Another line names each family that is missing, because
//		OpenMetrics 2.0 forbids it. Convert prints while it reads, so a
//		long page that turns out to be invalid has begun on stdout; then
//		the exit code is not 0. --from is another name of --format.
//
// The formats are
//
//	text                   the text format, without native histograms
//	openmetrics            OpenMetrics 1.0, without native histograms
//	openmetrics2           OpenMetrics 2.0
//	protobuf               protobuf messages behind their lengths
//	protobuf-text          the text of these messages, a field on each line
//	protobuf-compact-text  the same, a message on each line
//	json                   JSON, for convert --to alone
//
// A page comes from a file, from http or https, or from stdin, written as -
// or as no name at all. Gzipped pages are unzipped. The largest page has
// 256 MiB, unzipped; a server may take 30 seconds. In PATTERNS, separated by
// commas, * stands for any characters and ? for a single character.
//
// Without --format, the Content-Type of a server tells the format. Convert
// asks a server for protobuf if the result can have native histograms. For
// other pages, the first MiB tells. Protobuf messages show at the start. Types,
// units, exemplars, the names of counters, and histograms in one line or in
// several rule out some of the other formats. If text and OpenMetrics 1.0 are
// left, a page that ends in # EOF is OpenMetrics; if the end of a long page
// can't be seen in advance, on stdin or unzipped, the page is text. If text
// and OpenMetrics 2.0 are left, the page is text, in which it means the same.
//
// JSON is an array of families, each an object with
//
//	name, type, help  strings; the types have the words of OpenMetrics, and
//	                  untyped for unknown
//	unit              a string, if the family has a unit
//	series            an array of objects with
//	  labels            an object with the values by name
//	  value             a number: all types but the next two
//	  count, sum        numbers of a histogram or a summary, if known
//	  quantiles         of a summary: objects with quantile and value
//	  buckets           of a histogram, unless it has native buckets alone:
//	                    objects with le, count, which is cumulative, and
//	                    maybe exemplar
//	  native            of a histogram with native buckets: an object with
//	                    schema, zero_threshold, zero_count, negative and
//	                    positive, and maybe exemplars. The two are arrays of
//	                    the buckets that are not empty: objects with index,
//	                    the bounds low and high, and count, not cumulative
//	  exemplar          of a counter, if it has one: an object with labels,
//	                    value and, if known, timestamp
//	  created           the time of creation, if known
//	  timestamp         the time of the series, if the page has it
//
// Times are seconds since 1970. NaN, +Inf and -Inf, for which JSON has no
// numbers, are the strings "NaN", "+Inf" and "-Inf". Counts are exact.
//
// Pages are read in parts, so memory is for a fraction of a page: 1 MiB of
// each page that is read, or twice its longest line or its largest protobuf
// message, with 24 bytes more for each field of a message in text; the names
// of all families, with half a kilobyte each in check, and for the family
// that is read about 25 bytes a series, which finds series that come twice;
// of a histogram or a summary of the text format, whose lines may alternate,
// all points of the family. Check holds 8 bytes more for each series of the
// page, because a family may come again in another place, and its findings.
// Convert decodes its result, so it holds the family twice. Diff reads two
// pages at the same pace; it holds series of one page until the other page
// has them, so pages in different orders take the most memory, and the
// differences, to sort them.
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
