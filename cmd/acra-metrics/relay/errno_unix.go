//go:build unix

package relay

import "syscall"

// The errors of connect(2). A path without a socket is an address where
// nobody listens.
var (
	refusals     = []error{syscall.ECONNREFUSED, syscall.ENOENT}
	unreachables = []error{syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EHOSTDOWN, syscall.ENETDOWN}
)
