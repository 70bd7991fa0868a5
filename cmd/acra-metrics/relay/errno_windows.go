package relay

import (
	"io/fs"
	"syscall"
)

// The errors of connect in Winsock, for which package syscall has no names.
// A path without a socket is an address where nobody listens.
var (
	refusals     = []error{syscall.Errno(10061), fs.ErrNotExist}       // WSAECONNREFUSED
	unreachables = []error{syscall.Errno(10065), syscall.Errno(10051)} // WSAEHOSTUNREACH, WSAENETUNREACH
)
