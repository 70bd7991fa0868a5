package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A format is a row of the formats that the command reads and prints.
type format struct {
	name   string // in flags
	accept string // the Accept header that asks a server for the format
	decode func(io.Reader, expfmt.Encoder) error
	lint   func(io.Reader) ([]expfmt.Problem, error)
	print  expfmt.Format

	// decodeLeniently is decode for pages that break rules of the format, or
	// nil.
	decodeLeniently func(page io.Reader, enc expfmt.Encoder, broken func(*expfmt.SyntaxError)) error
}

var (
	text = format{
		name:   "text",
		accept: "text/plain;version=0.0.4;escaping=allow-utf-8",
		decode: expfmt.DecodeTextFrom,
		lint:   expfmt.LintTextFrom,
		print:  expfmt.Text{Scheme: expfmt.NoEscaping},
	}
	openMetrics = format{
		name:   "openmetrics",
		accept: "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
		decode: expfmt.DecodeOpenMetricsFrom,
		lint:   expfmt.LintOpenMetricsFrom,
		print:  expfmt.OpenMetrics{Scheme: expfmt.NoEscaping, Created: true},

		decodeLeniently: expfmt.DecodeLenientOpenMetricsFrom,
	}
)

// formats are all rows.
var formats = []*format{&text, &openMetrics}

// formatOf guesses the format of a page from its head and its end.
// OpenMetrics ends in # EOF, which the text format allows as a comment; so
// metadata of the text format outweighs the end. If the end is unknown,
// metadata of OpenMetrics has to show the format.
func formatOf(head []byte, endsInEOF, endKnown bool) format {
	switch hint := formatHint(string(head)); {
	case endKnown && endsInEOF && hint != &text:
		return openMetrics
	case !endKnown && hint == &openMetrics:
		return openMetrics
	}
	return text
}

// endsInEOF reports whether the last line is # EOF, with a line feed or
// without.
func endsInEOF(page []byte) bool {
	page = bytes.TrimSuffix(page, []byte("\n"))
	return string(page[bytes.LastIndexByte(page, '\n')+1:]) == "# EOF"
}

// formatHint returns the format of the first line that only one format has,
// or nil: a type, a unit, or a counter whose metadata has or lacks the
// _total of its samples.
func formatHint(head string) *format {
	counter := "" // the name in the last TYPE line of a counter
	for line := range strings.Lines(head) {
		fields := strings.Fields(line)
		if len(fields) > 3 && fields[0] == "#" && fields[1] == "UNIT" {
			return &openMetrics
		}
		if len(fields) == 4 && fields[0] == "#" && fields[1] == "TYPE" {
			counter = ""
			switch name, word := fields[2], fields[3]; {
			case slices.Contains([]string{"unknown", "info", "stateset", "gaugehistogram"}, word):
				return &openMetrics
			case word == "untyped" || word == "counter" && strings.HasSuffix(name, "_total"):
				return &text
			case word == "counter":
				counter = name
			}
			continue
		}
		name, _, _ := strings.Cut(strings.TrimSpace(line), "{")
		if name, _, _ = strings.Cut(name, " "); counter != "" && name == counter {
			return &text
		} else if counter != "" && name == counter+"_total" {
			return &openMetrics
		}
	}
	return nil
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
