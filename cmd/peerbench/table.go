package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"plainmetrics/cmd/peerbench/measure"
)

// A table is a report for people: a table of Markdown with columns aligned
// for a terminal.
type table struct {
	out     io.Writer
	machine machine
	quick   bool // no target is missed
	widths  []int
	missed  int // rows
	busy    int // rows
	err     error
}

// columns are the heads of the columns.
var columns = []string{"work", "unit", "limit", "ours", "cg", "vm", "÷ limit", "÷ best peer", "must reach", "reached"}

// The column of targets may be wide, and the last one need not be.
func (t *table) begin(rows []measure.Row) {
	for _, name := range columns {
		t.widths = append(t.widths, max(9, utf8.RuneCountInString(name)))
	}
	for _, row := range rows {
		t.widen(0, row.Work)
		t.widen(1, row.Unit)
		t.widen(len(columns)-2, targets(row.Targets, row.Unit))
	}
	t.printf("%s\n\n", t.machine)
	t.line(columns)
	rules := []string{":" + strings.Repeat("-", t.widths[0]-1)}
	for _, width := range t.widths[1:] {
		rules = append(rules, strings.Repeat("-", width-1)+":")
	}
	t.line(rules)
}

func (t *table) widen(column int, text string) {
	t.widths[column] = max(t.widths[column], utf8.RuneCountInString(text))
}

func (t *table) add(r measure.Result) {
	cells := []string{r.Work, r.Unit}
	for _, contender := range measure.Contenders() {
		cells = append(cells, numberOf(r.Median, contender))
	}
	best := numberOf(r.Ratio, r.BestPeer)
	if best != "" {
		best += " " + r.BestPeer
	}
	var targetList []measure.Target
	for _, v := range r.Targets {
		targetList = append(targetList, v.Target)
	}
	t.line(append(cells, numberOf(r.Ratio, measure.Limit), best, targets(targetList, r.Unit), t.verdict(r)))
}

// verdict is empty for a row that reaches its targets.
func (t *table) verdict(r measure.Result) string {
	if t.quick {
		return ""
	}
	var parts []string
	for _, v := range r.Targets {
		if !v.Reached {
			parts = append(parts, strings.TrimSpace(number(v.Got)+" "+v.Peer))
		}
	}
	verdict := strings.Join(parts, ", ")
	if r.Short() {
		t.missed++
		verdict = "✗ " + verdict
	}
	if r.Busy {
		t.busy++
		verdict = strings.TrimSpace(verdict + " (busy)")
	}
	return verdict
}

func (t *table) end() error {
	if t.quick {
		t.printf("\nEverything runs. The numbers of a quick run mean nothing.\n")
	}
	if t.missed > 0 {
		t.printf("\nRows that miss a target: %d.\n", t.missed)
	}
	if t.busy > 0 {
		t.printf("\nRows that tell little, because other programs had the processors: %d.\n", t.busy)
	}
	return t.err
}

// line prints a line of the table: the first cell to the left of its column,
// the other cells to the right.
func (t *table) line(cells []string) {
	t.printf("|")
	for i, cell := range cells {
		blanks := strings.Repeat(" ", max(0, t.widths[i]-utf8.RuneCountInString(cell)))
		if i == 0 {
			t.printf(" %s%s |", cell, blanks)
		} else {
			t.printf(" %s%s |", blanks, cell)
		}
	}
	t.printf("\n")
}

func (t *table) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, format, args...)
	}
}
