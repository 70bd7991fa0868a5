package main

import (
	"fmt"
	"io"
	"mime"
	"strings"

	"plainmetrics/expfmt"
)

// A format is a row of the formats that the command reads and prints.
type format struct {
	name   string // in flags
	accept string // the Accept header that asks a server for the format
	print  expfmt.Format

	// decode and lint are nil for a format that is only printed.
	decode func(io.Reader, expfmt.Encoder) error
	lint   func(io.Reader) ([]expfmt.Problem, error)

	// decodeLeniently is decode for pages that break rules of the format, or
	// nil.
	decodeLeniently func(page io.Reader, enc expfmt.Encoder, broken func(*expfmt.SyntaxError)) error

	// isType reports whether the media type of a Content-Type, with its
	// parameters, names the format.
	isType func(mediaType string, params map[string]string) bool

	showsNative bool // native histograms
	isBinary    bool // a page has no lines
}

var (
	text = format{
		name:   "text",
		accept: "text/plain;version=0.0.4;escaping=allow-utf-8",
		print:  expfmt.Text{Scheme: expfmt.NoEscaping},
		decode: expfmt.DecodeTextFrom,
		lint:   expfmt.LintTextFrom,

		// A server of files calls all pages text/plain, without a version.
		isType: func(mediaType string, params map[string]string) bool {
			return mediaType == "text/plain" && params["version"] != ""
		},
	}
	openMetrics = format{
		name:            "openmetrics",
		accept:          "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
		print:           expfmt.OpenMetrics{Scheme: expfmt.NoEscaping, Created: true},
		decode:          expfmt.DecodeOpenMetricsFrom,
		lint:            expfmt.LintOpenMetricsFrom,
		decodeLeniently: expfmt.DecodeLenientOpenMetricsFrom,
		isType: func(mediaType string, params map[string]string) bool {
			return mediaType == "application/openmetrics-text" && !strings.HasPrefix(params["version"], "2.")
		},
	}
	openMetrics2 = format{
		name:   "openmetrics2",
		accept: "application/openmetrics-text;version=2.0.0;escaping=allow-utf-8",
		print:  expfmt.OpenMetrics2{Scheme: expfmt.NoEscaping},
		decode: expfmt.DecodeOpenMetrics2From,
		lint:   expfmt.LintOpenMetrics2From,
		isType: func(mediaType string, params map[string]string) bool {
			return mediaType == "application/openmetrics-text" && strings.HasPrefix(params["version"], "2.")
		},
		showsNative: true,
	}
	protobuf = format{
		name:        "protobuf",
		accept:      protobufType + ";encoding=delimited;escaping=allow-utf-8",
		print:       expfmt.Protobuf{Scheme: expfmt.NoEscaping},
		decode:      expfmt.DecodeProtobufFrom,
		lint:        expfmt.LintProtobufFrom,
		isType:      isProtobufType("delimited"),
		showsNative: true,
		isBinary:    true,
	}
	protobufText = format{
		name:        "protobuf-text",
		accept:      protobufType + ";encoding=text;escaping=allow-utf-8",
		print:       expfmt.Protobuf{Scheme: expfmt.NoEscaping, Encoding: expfmt.ProtobufText},
		decode:      expfmt.DecodeProtobufTextFrom,
		lint:        expfmt.LintProtobufTextFrom,
		isType:      isProtobufType("text"),
		showsNative: true,
	}
	protobufCompactText = format{
		name:        "protobuf-compact-text",
		accept:      protobufType + ";encoding=compact-text;escaping=allow-utf-8",
		print:       expfmt.Protobuf{Scheme: expfmt.NoEscaping, Encoding: expfmt.ProtobufCompactText},
		decode:      expfmt.DecodeProtobufTextFrom,
		lint:        expfmt.LintProtobufTextFrom,
		isType:      isProtobufType("compact-text"),
		showsNative: true,
	}
	jsonOutput = format{
		name:        "json",
		print:       jsonFormat{},
		showsNative: true,
	}
)

// formats are all rows. The formats that the command reads come first.
var formats = []*format{&text, &openMetrics, &openMetrics2, &protobuf, &protobufText, &protobufCompactText, &jsonOutput}

// protobufType is the media type of the formats of protobuf.
const protobufType = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"

// isProtobufType returns the isType of a format of protobuf.
func isProtobufType(encoding string) func(string, map[string]string) bool {
	return func(mediaType string, params map[string]string) bool {
		return mediaType == "application/vnd.google.protobuf" && params["proto"] == "io.prometheus.client.MetricFamily" && params["encoding"] == encoding
	}
}

// acceptHeader returns an Accept header that asks for the format. If the format
// shows native histograms, the header also asks for the other formats that show
// them: most servers show native histograms in the protobuf format alone.
func (f *format) acceptHeader() string {
	header := f.accept
	for _, other := range []*format{&protobuf, &openMetrics2} {
		if f.showsNative && other.name != f.name {
			header += "," + other.accept + ";q=0.5"
		}
	}
	return header
}

// formatOfType returns the format of a Content-Type, or nil.
func formatOfType(contentType string) *format {
	mediaType, params, _ := mime.ParseMediaType(contentType)
	for _, f := range formats {
		if f.isType != nil && f.isType(mediaType, params) {
			return f
		}
	}
	return nil
}

// formatNames returns the names of the formats, for errors. If prints is true, it
// includes the formats that are only printed.
func formatNames(prints bool) string {
	var names []string
	for _, f := range formats {
		if prints || f.decode != nil {
			names = append(names, f.name)
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// A formatFlag sets a format, which stays nil without the flag.
type formatFlag struct {
	format **format
	prints bool // the flag is for a result
}

// String implements flag.Value.
func (f formatFlag) String() string { return "" }

// Set implements flag.Value.
func (f formatFlag) Set(name string) error {
	for _, format := range formats {
		if format.name == name && (f.prints || format.decode != nil) {
			*f.format = format
			return nil
		}
	}
	return fmt.Errorf("expected %s", formatNames(f.prints))
}
