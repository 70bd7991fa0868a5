package main

import (
	"bytes"
	"fmt"

	"plainmetrics/expfmt"
)

// A format is what a page can be in.
type format struct {
	name   string
	accept string // what asks a server for it
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

// formatOf returns the format that a page looks like: OpenMetrics ends in
// # EOF, which the text format allows as a comment, but nobody writes.
func formatOf(all []byte) format {
	all = bytes.TrimSuffix(all, []byte("\n"))
	if last := all[bytes.LastIndexByte(all, '\n')+1:]; string(last) == "# EOF" {
		return openMetrics
	}
	return text
}

// A formatFlag is a format, or nil if the flag was not given.
type formatFlag struct{ format **format }

// String implements flag.Value.
func (f formatFlag) String() string { return "" }

// Set implements flag.Value.
func (f formatFlag) Set(name string) error {
	for _, one := range []*format{&text, &openMetrics} {
		if one.name == name {
			*f.format = one
			return nil
		}
	}
	return fmt.Errorf("expected %s or %s", text.name, openMetrics.name)
}
