package main

import (
	"errors"
	"fmt"
	"io"
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

// decode writes the families of the page into enc. If the page breaks rules
// of its format and can be read all the same, warnings has a line about the
// first.
func (p page) decode(enc expfmt.Encoder, warnings io.Writer) error {
	if p.format.decodeLeniently == nil {
		return p.format.decode(p.bytes, enc)
	}
	var first *expfmt.SyntaxError
	count := 0
	err := p.format.decodeLeniently(p.bytes, enc, func(broken *expfmt.SyntaxError) {
		if count++; count == 1 {
			first = broken
		}
	})
	if err == nil && first != nil {
		fmt.Fprintf(warnings, "expfmt: %v; broken rules of %s on the page: %d\n", p.located(first), p.format.name, count)
	}
	return err
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
