//go:build js || plan9 || wasip1

package httpserve

import (
	"errors"
	"strings"
	"testing"
)

func TestListenUnixUnsupported(t *testing.T) {
	_, err := Listen("unix:///run/x")
	if !errors.Is(err, errors.ErrUnsupported) || !strings.HasPrefix(err.Error(), "httpserve: unix:///run/x: ") {
		t.Errorf("got the error %v, want one of the address that is %v", err, errors.ErrUnsupported)
	}
}

// socketPath skips the test.
func socketPath(t *testing.T) string {
	t.Skip("expected a system with Unix sockets")
	return ""
}
