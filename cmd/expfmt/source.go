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
	"strings"
	"time"
)

// A source is where pages come from.
type source struct {
	stdin    io.Reader
	largest  int64         // bytes of a page
	patience time.Duration // with a server
}

// A page is one that has been read.
type page struct {
	title  string // what messages call it
	bytes  []byte
	format format
}

// read reads the page of that name, a URL, a file or stdin, in the format
// that it looks like, or in the one that is forced. A server is asked for
// asked.
func (s source) read(ctx context.Context, name string, forced *format, asked format) (page, error) {
	p := page{title: title(name)}
	if forced != nil {
		asked = *forced
	}
	var err error
	switch {
	case name == "-":
		p.bytes, err = s.readAll(s.stdin)
	case isURL(name):
		p.bytes, err = s.fetch(ctx, name, asked)
	default:
		p.bytes, err = s.readFile(name)
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

func isURL(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// title keeps the password in a URL to itself.
func title(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	if u, err := url.Parse(name); err == nil && isURL(name) {
		return u.Redacted()
	}
	return name
}

func (s source) readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, withoutName(err)
	}
	defer file.Close()
	return s.readAll(file)
}

func (s source) fetch(ctx context.Context, name string, asked format) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, name, nil)
	if err != nil {
		return nil, withoutName(err)
	}
	request.Header.Set("Accept", asked.accept+",*/*;q=0.1")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, withoutName(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("expected status 200, found %s", response.Status)
	}
	return s.readAll(response.Body)
}

// readAll reads a page that is not too large.
func (s source) readAll(r io.Reader) ([]byte, error) {
	all, err := io.ReadAll(io.LimitReader(r, s.largest+1))
	if err == nil && int64(len(all)) > s.largest {
		err = fmt.Errorf("expected at most %d bytes, found more", s.largest)
	}
	return all, withoutName(err)
}

// withoutName returns an error without what was done to what, which the
// title of the page says.
func withoutName(err error) error {
	var file *fs.PathError
	var get *url.Error
	switch {
	case errors.As(err, &file):
		return file.Err
	case errors.As(err, &get):
		return get.Err
	}
	return err
}
