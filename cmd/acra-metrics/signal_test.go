package main

import (
	"runtime"
	"testing"
)

// needsSignals skips a test that ends the command with a signal.
func needsSignals(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals")
	}
}
