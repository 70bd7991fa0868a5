//go:build !unix

package main

import "os"

// notifyHangups does nothing: other systems have no SIGHUP.
func notifyHangups(chan<- os.Signal) {}

// ignoreBrokenPipe does nothing: other systems have no SIGPIPE.
func ignoreBrokenPipe() {}
