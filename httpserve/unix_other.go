//go:build !linux

package httpserve

import "syscall"

// restrict does nothing: only Linux lets the mode of a socket file be
// chosen before there is one.
func restrict(_, _ string, _ syscall.RawConn) error { return nil }
