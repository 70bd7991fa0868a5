package main

import (
	"fmt"
	"io"
)

// A sizeLimit reads at most max bytes, and fails if more follow.
type sizeLimit struct {
	body io.Reader
	max  int64
	read int64
	unit string // of max, for the error
}

// Read implements io.Reader.
func (l *sizeLimit) Read(buf []byte) (int, error) {
	if l.read > l.max {
		return 0, fmt.Errorf("expected at most %d %s, found more", l.max, l.unit)
	}
	n, err := l.body.Read(buf)
	if l.read += int64(n); l.read > l.max {
		n, err = n-int(l.read-l.max), nil
	}
	return n, err
}
