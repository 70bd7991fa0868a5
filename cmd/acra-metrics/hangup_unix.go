//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// notifyHangups sends SIGHUP to a channel. Unless a Go program asks for
// SIGHUP, the signal ends the program at once, and all connections with it.
func notifyHangups(hangups chan<- os.Signal) { signal.Notify(hangups, syscall.SIGHUP) }

// ignoreBrokenPipe lets the command outlive the reader of its log. Unless a
// Go program ignores SIGPIPE, the program ends at once when it writes to a
// stderr that is a pipe without a reader.
func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }
