package httpserve

import (
	"fmt"
	"net"
	"net/url"
)

// A Listener is a net.Listener that knows its URL.
type Listener struct {
	net.Listener
	url string
}

// Listen listens on a connection string; see Address for its forms.
func Listen(address string) (*Listener, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	return a.Listen()
}

// Listen begins to listen. Close the Listener to end that; a Server does.
//
// The file of a Unix socket has mode 0660: it is for the user and the group
// of the process. A socket file that nobody serves, left by a process that
// was killed, is replaced. One that is served and a file of any other kind
// are not touched: Listen fails. Close removes the file, unless another has
// taken its place. Two processes that start on one path in the same
// millisecond may both find the old file dead; one of them will then listen
// on a socket that has no file.
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
	at := url.URL{Scheme: "http", Host: l.Addr().String()}
	return &Listener{l, at.String()}, nil
}

// URL returns the URL that is really listened on, with the port that was
// chosen for port 0: http://127.0.0.1:41234, or unix:///path.
func (l *Listener) URL() string { return l.url }
