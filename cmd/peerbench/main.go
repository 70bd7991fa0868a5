// Peerbench measures plainmetrics beside its peers, in one run: the time,
// memory or bytes of the same work with plainmetrics (ours), client_golang
// (cg), VictoriaMetrics/metrics (vm) and the bare machine (limit).
//
//	go run -C cmd/peerbench . [FLAGS]
//
//	--rows REGEXP  only the matching work, in upper or lower case
//	--json         one JSON object in place of the table
//	--quick        a hundredth of the work in short rounds: proves that
//	               everything runs, its numbers mean nothing
//	--strict       exit code 1 if a target is missed
//
// A line of the table has the median of each contender, where less is better;
// ours divided by the limit, and by the best peer; the targets of ours; and
// a ✗ with the number of ours if a target is missed. An empty cell has nothing
// to measure. A busy row tells little, because other programs had the
// processors. README.md describes the work of each row.
//
// Before a measurement, the pages of plainmetrics and client_golang are
// compared: the same series must have the same bytes.
//
// The exit code is 0 if everything was measured, even if a target was missed,
// because a busy machine misses some; 1 if a target was missed and --strict is
// given; and 2 if pages differ, a row can't be measured or the command makes
// no sense.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/cmd/peerbench/rows"
)

func main() { os.Exit(run(os.Args[1:], rows.All(), os.Stdout, os.Stderr)) }

// The exit codes.
const (
	clean  = 0
	missed = 1
	failed = 2
)

// run is the program without the process. It returns the exit code.
func run(args []string, all []measure.Row, stdout, stderr io.Writer) int {
	c, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage())
		return clean
	}
	short := false
	if err == nil {
		short, err = c.measure(all, stdout)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "peerbench:", err)
		return failed
	case short && c.strict:
		return missed
	}
	return clean
}

// measure checks, measures and reports the chosen rows, each when it is
// done, and reports whether a row misses a target.
func (c command) measure(all []measure.Row, stdout io.Writer) (short bool, err error) {
	chosen, err := c.choose(all)
	if err != nil {
		return false, err
	}
	scale := measure.Full
	if c.quick {
		scale = measure.Quick
	}
	if err := check(chosen, scale); err != nil {
		return false, err
	}
	var out report = &table{out: stdout, machine: thisMachine(), quick: c.quick}
	if c.json {
		out = &document{out: stdout, Machine: thisMachine(), Quick: c.quick}
	}
	out.begin(chosen)
	for _, row := range chosen {
		result, err := row.Run(scale)
		if err != nil {
			return false, err
		}
		short = short || result.Short()
		out.add(result)
	}
	return short, out.end()
}

// check runs the checks of rows.
func check(chosen []measure.Row, scale measure.Scale) error {
	for _, row := range chosen {
		if row.Check == nil {
			continue
		}
		if err := row.Check(scale); err != nil {
			return fmt.Errorf("%s: before anything is measured: %w", row.Work, err)
		}
	}
	return nil
}

// A report takes the results of rows.
type report interface {
	begin(rows []measure.Row)
	add(measure.Result)
	end() error // the first error of writing
}
