//go:build js || plan9 || wasip1

package httpserve

import (
	"errors"
	"fmt"
	"net"
	"runtime"
)

// longestPath is Linux's, so that ParseAddress takes the same addresses.
const longestPath = 107

// listenUnix fails. In js and wasip1, the net package has Unix sockets
// without files, which no other process could find.
func listenUnix(string) (net.Listener, error) {
	return nil, fmt.Errorf("expected a system with Unix sockets, found %s: %w", runtime.GOOS, errors.ErrUnsupported)
}
