//go:build !plan9

package main

import (
	"os"
	"syscall"
)

// probe returns os.ErrProcessDone if the process has ended.
func probe(process *os.Process) error { return process.Signal(syscall.Signal(0)) }
