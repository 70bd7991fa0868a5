package main

import "io"

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
