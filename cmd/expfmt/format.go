package main

import (
	"bytes"
	"fmt"

	"plainmetrics/expfmt"
)

// A format is a row of the formats that the command reads and prints.
type format struct {
	name   string // in flags
	accept string // the Accept header that asks a server for the format
	decode func([]byte, expfmt.Encoder) error
	lint   func([]byte) ([]expfmt.Problem, error)
	print  expfmt.Format

	// decodeLeniently is decode for pages that break rules of the format, or
	// nil.
	decodeLeniently func(page []byte, enc expfmt.Encoder, broken func(*expfmt.SyntaxError)) error
}

var (
	text = format{
		name:   "text",
		accept: "text/plain;version=0.0.4;escaping=allow-utf-8",
		decode: expfmt.DecodeText,
		lint:   expfmt.LintText,
		print:  expfmt.Text{Scheme: expfmt.NoEscaping},
	}
	openMetrics = format{
		name:   "openmetrics",
		accept: "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
		decode: expfmt.DecodeOpenMetrics,
		lint:   expfmt.LintOpenMetrics,
		print:  expfmt.OpenMetrics{Scheme: expfmt.NoEscaping, Created: true},

		decodeLeniently: expfmt.DecodeLenientOpenMetrics,
	}
)

// formats are all rows.
var formats = []*format{&text, &openMetrics}

// formatOf guesses the format of a page. OpenMetrics ends in # EOF, which
// the text format allows as a comment, but no program writes.
func formatOf(page []byte) format {
	page = bytes.TrimSuffix(page, []byte("\n"))
	if last := page[bytes.LastIndexByte(page, '\n')+1:]; string(last) == "# EOF" {
		return openMetrics
	}
	return text
}

// A formatFlag sets a format, which stays nil without the flag.
type formatFlag struct{ format **format }

// String implements flag.Value.
func (f formatFlag) String() string { return "" }

// Set implements flag.Value.
func (f formatFlag) Set(name string) error {
	for _, format := range formats {
		if format.name == name {
			*f.format = format
			return nil
		}
	}
	return fmt.Errorf("expected %s or %s", text.name, openMetrics.name)
}
