package httpserve

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// An Address is a place to listen at or to dial, in the form of the
// connection strings of Acra's services:
//
//	tcp://host:port     a trailing slash is allowed
//	unix:///path        an absolute path, used unchanged, of 107 bytes at
//	                    most on Linux; on Windows also unix://C:\path;
//	                    js, plan9 and wasip1 have no Unix sockets, and
//	                    Listen says so
//
// Port 0 stands for a free port. An IPv6 address stands between brackets. An
// empty host, as in tcp://:9399, stands for all interfaces, as in Acra.
// Metrics tell strangers much about a program: give 127.0.0.1 or [::1]
// unless other machines are meant to read the metrics.
//
// An Address comes from ParseAddress; the zero Address has no use.
type Address struct {
	network string // tcp or unix
	target  string // host:port or path
}

// ParseAddress reads a connection string. It looks nothing up: only Listen
// finds out whether the host exists and the port is free.
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

func checkPath(path string) error {
	switch {
	case path == "":
		return errors.New("expected unix:///path, found no path")
	case path[0] != '/' && !filepath.IsAbs(path):
		return fmt.Errorf("expected an absolute path, as in unix:///path, found %q", path)
	case len(path) > longestPath:
		return fmt.Errorf("expected a path of at most %d bytes, found %d", longestPath, len(path))
	}
	return nil
}

// Network returns the network for net.Listen and net.Dial: tcp or unix.
func (a *Address) Network() string { return a.network }

// Target returns the address within the network for net.Listen and
// net.Dial: host:port for tcp, the path for unix.
func (a *Address) Target() string { return a.target }

// String returns the connection string, without a trailing slash.
func (a *Address) String() string { return a.network + "://" + a.target }

// Listen begins to listen. The caller, or a Server, closes the Listener.
//
// The file of a Unix socket has mode 0660: the user and the group of the
// process may connect. Windows has no modes: the directory says who may.
//
// Listen replaces a socket file that no process listens on, as a killed
// process leaves behind. If the socket is in use, or the file is of another
// kind, Listen fails and does not touch the file. Close removes the file,
// unless another file has taken its place. If two processes start on one path
// in the same millisecond, both may find the old file unused; one of the two
// then listens on a socket without a file.
func (a *Address) Listen() (*Listener, error) {
	l, err := a.listen()
	if err != nil {
		return nil, fmt.Errorf("httpserve: %v: %w", a, err)
	}
	return l, nil
}

func (a *Address) listen() (*Listener, error) {
	if a.network == "unix" {
		l, err := listenUnix(a.target)
		if err != nil {
			return nil, err
		}
		return &Listener{l, a.String()}, nil
	}
	l, err := net.Listen(a.network, a.target)
	if err != nil {
		return nil, err
	}
	listened := url.URL{Scheme: "http", Host: l.Addr().String()}
	return &Listener{l, listened.String()}, nil
}
