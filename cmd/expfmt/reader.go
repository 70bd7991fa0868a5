package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"time"
)

// The limits of a page: its size in bytes, and the time until a server has
// sent the last byte.
const (
	maxPageSize  = 256 << 20
	fetchTimeout = 30 * time.Second
)

// headSize is the size of the head of a page in bytes, from which the format
// is guessed.
const headSize = 1 << 20

// A reader opens pages from files, servers and stdin.
type reader struct {
	stdin   io.Reader
	maxSize int64 // bytes of a page
	timeout time.Duration
}

// open opens the page with the given name: a URL, a file, or - for stdin. A
// nil forced leaves the format to the server or else to the page. A server
// is asked for forced or, if forced is nil, for preferred.
func (r reader) open(ctx context.Context, name string, forced *format, preferred format) (*page, error) {
	accept := preferred.acceptHeader()
	if forced != nil {
		accept = forced.accept
	}
	p := &page{title: pageTitle(name)}
	s, err := r.source(ctx, name, accept)
	if err == nil {
		p.close = s.close
		if err = r.openBody(p, s, forced); err != nil {
			p.close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.title, errorCause(err))
	}
	return p, nil
}

// source opens the source of a page.
func (r reader) source(ctx context.Context, name, accept string) (*source, error) {
	switch {
	case name == "-":
		file, _ := r.stdin.(*os.File)
		return &source{Reader: r.stdin, close: func() {}, file: file}, nil
	case isURL(name):
		return fetch(ctx, name, accept, r.timeout)
	}
	return openFile(name)
}

// openBody unzips a page, if it is zipped, and finds its format.
func (r reader) openBody(p *page, s *source, forced *format) error {
	bytes := bufio.NewReader(&sizeLimit{body: s, max: r.maxSize, unit: "bytes"})
	body := bufio.NewReaderSize(bytes, headSize)
	if isZipped(bytes) {
		unzipped, err := newUnzipper(bytes)
		if err != nil {
			return err
		}
		body.Reset(&sizeLimit{body: unzipped, max: r.maxSize, unit: "unzipped bytes"})
		s.file = nil // whose end is zipped
	}
	p.body = body
	if forced == nil {
		forced = s.format
	}
	if forced != nil {
		p.format = *forced
		return nil
	}
	head, err := body.Peek(headSize)
	switch {
	case err == io.EOF:
		p.format = formatOf(head, endsInEOF(head), true)
	case err != nil:
		return err
	default:
		ends, known := s.endsInEOF()
		p.format = formatOf(head, ends, known)
		p.isGuess = !known && p.format.name == text.name && formatsOf(string(head))&asOpenMetrics != 0
	}
	return nil
}

// errorCause strips operation and name from an error of package os or
// net/http, because the title of the page precedes the error.
func errorCause(err error) error {
	var pathError *fs.PathError
	var urlError *url.Error
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &urlError):
		return urlError.Err
	}
	return err
}
