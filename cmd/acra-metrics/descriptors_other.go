//go:build !unix

package main

// descriptorLimit knows no limit.
func descriptorLimit() (limit uint64, ok bool) { return 0, false }
