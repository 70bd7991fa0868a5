package httpserve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"syscall"
)

// An Address is where to listen, read from a connection string as Acra's
// services take it:
//
//	tcp://host:port     a trailing slash is allowed
//	unix:///path        an absolute path, taken as it is, of 107 bytes at
//	                    most on Linux
//
// Port 0 stands for a free one. An IPv6 address stands between brackets. An
// empty host, as in tcp://:9399, stands for all interfaces, as it does for
// Acra; metrics tell strangers much, so give 127.0.0.1 or [::1] unless they
// are meant to be read from elsewhere.
type Address struct {
	network string // tcp or unix
	target  string // host:port or path
}

// ParseAddress reads a connection string. It looks nothing up: that the
// host exists and the port is free is found out by Listen.
func ParseAddress(address string) (*Address, error) {
	a, err := parseAddress(address)
	if err != nil {
		return nil, fmt.Errorf("httpserve: address %q: %w", address, err)
	}
	return a, nil
}

func parseAddress(address string) (*Address, error) {
	scheme, target, ok := strings.Cut(address, "://")
	if !ok {
		return nil, errors.New("expected tcp://host:port or unix:///path, found no scheme")
	}
	switch scheme {
	case "tcp":
		target = strings.TrimSuffix(target, "/")
		return &Address{scheme, target}, checkHostPort(target)
	case "unix":
		return &Address{scheme, target}, checkPath(target)
	}
	return nil, fmt.Errorf("expected the scheme tcp or unix, found %q", scheme)
}

func checkHostPort(target string) error {
	if i := strings.IndexAny(target, "/?#"); i >= 0 {
		return fmt.Errorf("expected host:port alone, found %q behind it", target[i:])
	}
	if strings.Contains(target, "@") {
		return errors.New("expected host:port alone, found a user in front of it")
	}
	_, port, err := net.SplitHostPort(target)
	if err != nil {
		return fmt.Errorf("expected host:port, with an IPv6 address between brackets: %w", err)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("expected a port from 0 to 65535, found %q", port)
	}
	return nil
}

// longestPath is how many bytes the path of a Unix socket may have, less
// the zero that ends it: 107 on Linux.
const longestPath = len(syscall.RawSockaddrUnix{}.Path) - 1

func checkPath(path string) error {
	switch {
	case path == "":
		return errors.New("expected unix:///path, found no path")
	case path[0] != '/':
		return fmt.Errorf("expected an absolute path, as in unix:///path, found %q", path)
	case len(path) > longestPath:
		return fmt.Errorf("expected a path of at most %d bytes, found %d", longestPath, len(path))
	}
	return nil
}

// String returns the connection string, without a trailing slash.
func (a *Address) String() string { return a.network + "://" + a.target }
