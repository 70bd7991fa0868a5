package main

import (
	"bytes"
	"fmt"

	"plainmetrics/expfmt"
)

// A format is a row of the formats that the command reads and writes.
type format struct {
	name   string
	accept string // media type for a server
	decode func([]byte, expfmt.Encoder) error
	lint   func([]byte) ([]expfmt.Problem, error)
	print  expfmt.Format
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
	}
)

// formatOf guesses the format of a page: OpenMetrics ends in # EOF, in the
// text format a comment that no program writes.
func formatOf(content []byte) format {
	content = bytes.TrimSuffix(content, []byte("\n"))
	if last := content[bytes.LastIndexByte(content, '\n')+1:]; string(last) == "# EOF" {
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
	for _, known := range []*format{&text, &openMetrics} {
		if known.name == name {
			*f.format = known
			return nil
		}
	}
	return fmt.Errorf("expected %s or %s", text.name, openMetrics.name)
}
