package relay

import "syscall"

// The errors of connect in Winsock, for which package syscall has no names.
var (
	refusals     = []error{syscall.Errno(10061)}                       // WSAECONNREFUSED
	unreachables = []error{syscall.Errno(10065), syscall.Errno(10051)} // WSAEHOSTUNREACH, WSAENETUNREACH
)
