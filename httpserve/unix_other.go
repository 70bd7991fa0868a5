//go:build !js && !linux && !plan9 && !wasip1

package httpserve

import "syscall"

// restrict does nothing: only Linux lets a process choose the mode of a
// socket file before the file exists.
func restrict(_, _ string, _ syscall.RawConn) error { return nil }
