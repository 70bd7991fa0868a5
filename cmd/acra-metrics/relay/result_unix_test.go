//go:build unix

package relay

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
)

func TestResultOf(t *testing.T) {
	connect := func(errno syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", errno)}
	}
	for _, test := range []struct {
		name string
		err  error
		want Result
		word string
	}{
		{"accepted", nil, Forwarded, "forwarded"},
		{"nobody listens", connect(syscall.ECONNREFUSED), Refused, "refused"},
		{"no socket at the path", connect(syscall.ENOENT), Refused, "refused"},
		{"the relay's own time is over", &net.OpError{Op: "dial", Err: context.DeadlineExceeded}, TimedOut, "timeout"},
		{"the kernel's time is over", connect(syscall.ETIMEDOUT), TimedOut, "timeout"},
		{"the backlog of a Unix socket is full", connect(syscall.EAGAIN), TimedOut, "timeout"},
		{"no route to the host", connect(syscall.EHOSTUNREACH), Unreachable, "unreachable"},
		{"no route to the network", connect(syscall.ENETUNREACH), Unreachable, "unreachable"},
		{"no such host", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}, Unresolved, "unresolved"},
		{"the name server is silent", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "i/o timeout", IsTimeout: true}}, Unresolved, "unresolved"},
		{"too many open files", &net.OpError{Op: "dial", Err: os.NewSyscallError("socket", syscall.EMFILE)}, Failed, "failed"},
		{"no permission", connect(syscall.EACCES), Failed, "failed"},
		{"another error", errors.New("other"), Failed, "failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := resultOf(test.err); got != test.want || got.String() != test.word {
				t.Errorf("got %v, want %v, with the word %s", got, test.want, test.word)
			}
		})
	}
}
