package httpserve

import "net"

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

// URL returns the URL to reach the listener, with the port that the system
// chose for port 0: http://127.0.0.1:41234, or unix:///path.
func (l *Listener) URL() string { return l.url }
