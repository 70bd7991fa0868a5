package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
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

// A reader reads pages from files, servers and stdin.
type reader struct {
	stdin   io.Reader
	maxSize int64 // bytes of a page
	timeout time.Duration
}

// read reads the page with the given name: a URL, a file, or - for stdin. A
// nil forced lets the last line of the page decide about the format. A
// server is asked for forced or, if forced is nil, for preferred.
func (r reader) read(ctx context.Context, name string, forced *format, preferred format) (page, error) {
	p := page{title: pageTitle(name)}
	if forced != nil {
		preferred = *forced
	}
	var err error
	switch {
	case name == "-":
		p.bytes, err = r.readAll(r.stdin)
	case isURL(name):
		p.bytes, err = r.fetch(ctx, name, preferred)
	default:
		p.bytes, err = r.readFile(name)
	}
	if err != nil {
		return page{}, fmt.Errorf("%s: %w", p.title, err)
	}
	p.format = formatOf(p.bytes)
	if forced != nil {
		p.format = *forced
	}
	return p, nil
}

// readFile reads a page from a file.
func (r reader) readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, errorCause(err)
	}
	defer file.Close()
	return r.readAll(file)
}

// fetch reads a page from a server.
func (r reader) fetch(ctx context.Context, name string, preferred format) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, name, nil)
	if err != nil {
		return nil, errorCause(err)
	}
	request.Header.Set("Accept", preferred.accept+",*/*;q=0.1")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, errorCause(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("expected status 200, found %s", response.Status)
	}
	return r.readAll(response.Body)
}

// readAll reads at most maxSize bytes, and fails if more follow.
func (r reader) readAll(input io.Reader) ([]byte, error) {
	bytes, err := io.ReadAll(io.LimitReader(input, r.maxSize+1))
	if err == nil && int64(len(bytes)) > r.maxSize {
		err = fmt.Errorf("expected at most %d bytes, found more", r.maxSize)
	}
	return bytes, errorCause(err)
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
