package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// isZipped reports whether a page begins as gzip does. No text does.
func isZipped(body *bufio.Reader) bool {
	magic, _ := body.Peek(2)
	return bytes.Equal(magic, []byte{0x1f, 0x8b})
}

// An unzipper reads a gzipped page.
type unzipper struct{ zipped *gzip.Reader }

// newUnzipper returns an unzipper of body.
func newUnzipper(body io.Reader) (*unzipper, error) {
	zipped, err := gzip.NewReader(body)
	if err != nil {
		return nil, unzipError(err)
	}
	return &unzipper{zipped}, nil
}

// Read implements io.Reader.
func (u *unzipper) Read(buf []byte) (int, error) {
	n, err := u.zipped.Read(buf)
	if err != io.EOF {
		err = unzipError(err)
	}
	return n, err
}

// unzipError says which errors come from the gzip data.
func unzipError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return errors.New("expected more gzip data, found the end")
	case errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt):
		return fmt.Errorf("expected gzip data, found a damaged part: %w", err)
	}
	return err
}
