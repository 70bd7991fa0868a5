package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A page is a page that is read while it is used.
type page struct {
	title  string // name in messages
	format format
	body   io.Reader // of the text, unzipped
	size   int64     // read so far
	close  func()

	isGuess bool   // the format is text for want of a hint
	tail    []byte // the last bytes read, of a guess

	// The format forbids some pages that can be read all the same.
	firstBroken *expfmt.SyntaxError
	brokenRules int

	readError error // which ended the page, and not a mistake on the page

	// beforeRead, if not nil, is called before the page is read, and may
	// end it with an error.
	beforeRead func() error
}

// Read implements io.Reader.
func (p *page) Read(buf []byte) (int, error) {
	if p.beforeRead != nil {
		if p.readError = p.beforeRead(); p.readError != nil {
			return 0, p.readError
		}
	}
	n, err := p.body.Read(buf)
	p.size += int64(n)
	if p.isGuess {
		const size = len("\n# EOF\n")
		p.tail = append(p.tail, buf[max(0, n-size):n]...)
		p.tail = slices.Clone(p.tail[max(0, len(p.tail)-size):])
	}
	if err != nil && err != io.EOF {
		err = errorCause(err)
		p.readError = err
	}
	return n, err
}

// decode writes the families of the page into an Encoder, and keeps the rules
// that the page breaks.
func (p *page) decode(enc expfmt.Encoder) error {
	if p.format.decodeLeniently == nil {
		return p.format.decode(p, enc)
	}
	return p.format.decodeLeniently(p, enc, func(broken *expfmt.SyntaxError) {
		if p.brokenRules++; p.brokenRules == 1 {
			p.firstBroken = broken
		}
	})
}

// located returns an error of a decoder with the title in front and its
// position: line and column, or the byte and the path of protobuf messages.
func (p *page) located(err error) error {
	var syntaxError *expfmt.SyntaxError
	var protobufError *expfmt.ProtobufError
	switch {
	case errors.As(err, &syntaxError):
		return fmt.Errorf("%s:%d:%d: %w", p.title, syntaxError.Line, syntaxError.Column, syntaxError.Err)
	case errors.As(err, &protobufError):
		return fmt.Errorf("%s: %s", p.title, strings.TrimPrefix(protobufError.Error(), "expfmt: "))
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
