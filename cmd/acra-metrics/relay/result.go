package relay

import (
	"errors"
	"net"
	"slices"
)

// A Result tells whether the upstream accepted a connection, and why not.
type Result int

// The results. NumResults is their number.
const (
	Forwarded   Result = iota // the upstream accepted
	Refused                   // nobody listens at the address
	TimedOut                  // no answer within DialTimeout, or the backlog of a Unix socket is full
	Unreachable               // no route leads to the host
	Unresolved                // the host name has no address
	Cut                       // the Relay stopped while it dialed
	Failed                    // another reason, such as too many open files or missing permission
	NumResults
)

// String returns the label value of a result: a lower-case word.
func (r Result) String() string {
	return [NumResults]string{"forwarded", "refused", "timeout", "unreachable", "unresolved", "cut", "failed"}[r]
}

// resultOf classifies the error of a dial. A name server that does not
// answer leaves the name without an address, so Unresolved comes first.
func resultOf(err error) Result {
	var dnsErr *net.DNSError
	var netErr net.Error
	switch {
	case err == nil:
		return Forwarded
	case errors.As(err, &dnsErr):
		return Unresolved
	case isAny(err, refusals):
		return Refused
	case isAny(err, unreachables):
		return Unreachable
	case errors.As(err, &netErr) && netErr.Timeout():
		return TimedOut
	}
	return Failed
}

func isAny(err error, targets []error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
}
