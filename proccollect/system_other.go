//go:build !windows && (!darwin || ios)

package proccollect

// This system has no way of its own: without a proc filesystem of Linux a
// Collector has no families.
const native = linux

var nativeSources []sourceReader
