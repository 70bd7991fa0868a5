package main

import (
	"fmt"
	"io"
)

// A command is the input and output of a call of the program.
type command struct {
	reader         reader
	stdout, stderr io.Writer
}

// print prints a result.
func (c *command) print(result []byte) error {
	_, err := c.stdout.Write(result)
	return err
}

// warn says that the page breaks rules of its format, or that the format may
// have been guessed wrong.
func (c *command) warn(p *page) {
	if p.brokenRules > 0 {
		fmt.Fprintf(c.stderr, "expfmt: %v; broken rules of %s on the page: %d\n", p.located(p.firstBroken), p.format.name, p.brokenRules)
	}
	if p.isGuess && endsInEOF(p.tail) {
		fmt.Fprintf(c.stderr, "expfmt: %s: read as text, as nothing in its first MiB is OpenMetrics, but it ends in # EOF: --format tells\n", p.title)
	}
}
