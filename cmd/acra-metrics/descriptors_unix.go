//go:build unix

package main

import "syscall"

// descriptorLimit returns how many file descriptors the process may have
// open. The Go runtime raises the soft limit to the hard limit at the start.
func descriptorLimit() (limit uint64, ok bool) {
	var l syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l)
	return uint64(l.Cur), err == nil
}
