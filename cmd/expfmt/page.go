package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"plainmetrics/expfmt"
)

// A page is the text of a page and its origin.
type page struct {
	title  string // name in messages
	bytes  []byte
	format format
}

// located returns an error of a decoder with the title in front and, if the
// error has a position, line and column.
func (p page) located(err error) error {
	var syntaxError *expfmt.SyntaxError
	if errors.As(err, &syntaxError) {
		return fmt.Errorf("%s:%d:%d: %w", p.title, syntaxError.Line, syntaxError.Column, syntaxError.Err)
	}
	return fmt.Errorf("%s: %w", p.title, err)
}

// pageTitle returns the name of a page for messages. Messages don't show
// the password in a URL.
func pageTitle(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	if u, err := url.Parse(name); err == nil && isURL(name) {
		return u.Redacted()
	}
	return name
}

// isURL tells the name of a server's page from the name of a file.
func isURL(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}
