package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// A source is where the bytes of a page come from.
type source struct {
	io.Reader
	close  func()
	format *format // that a server names, or nil
	file   *os.File
}

// openFile opens a file.
func openFile(name string) (*source, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, errorCause(err)
	}
	return &source{Reader: file, close: func() { file.Close() }, file: file}, nil
}

// fetch asks a server for a page, by an Accept header. The server has sent the
// last byte before the timeout, or reading fails.
func fetch(ctx context.Context, name, accept string, timeout time.Duration) (*source, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	response, err := get(ctx, name, accept)
	if err != nil {
		cancel()
		return nil, errorCause(err)
	}
	s := &source{Reader: response.Body, format: formatOfType(response.Header.Get("Content-Type"))}
	s.close = func() {
		response.Body.Close()
		cancel()
	}
	encoding := strings.ToLower(response.Header.Get("Content-Encoding"))
	switch {
	case response.StatusCode != http.StatusOK:
		err = fmt.Errorf("expected status 200, found %s", response.Status)
	case encoding != "" && encoding != "identity" && encoding != "gzip" && encoding != "x-gzip":
		err = fmt.Errorf("expected a page that is plain or gzipped, found the encoding %q", encoding)
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// get sends the request. A request that names gzip itself gets the page as
// the server sends it, so that openBody finds gzip everywhere.
func get(ctx context.Context, name, accept string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, name, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", accept+",*/*;q=0.1")
	request.Header.Set("Accept-Encoding", "gzip")
	return http.DefaultClient.Do(request)
}

// endsInEOF reports whether the source is a file that ends in # EOF, and
// whether it is a file of a known end.
func (s *source) endsInEOF() (ends, known bool) {
	if s.file == nil {
		return false, false
	}
	info, err := s.file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false, false
	}
	tail := make([]byte, min(info.Size(), int64(len("\n# EOF\n"))))
	if _, err := s.file.ReadAt(tail, info.Size()-int64(len(tail))); err != nil {
		return false, false
	}
	return endsInEOF(tail), true
}
