package testutil

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A pageFormat is a format of expected pages.
type pageFormat struct {
	print       expfmt.Format
	decode      func(page []byte, enc expfmt.Encoder) error
	showsNative bool // native histograms
}

var (
	textPage         = pageFormat{expfmt.Text{Scheme: expfmt.NoEscaping}, expfmt.DecodeText, false}
	openMetrics2Page = pageFormat{expfmt.OpenMetrics2{Scheme: expfmt.NoEscaping}, decodeOpenMetrics2, true}
	protobufTextPage = pageFormat{expfmt.Protobuf{Scheme: expfmt.NoEscaping, Encoding: expfmt.ProtobufText}, expfmt.DecodeProtobufText, true}
)

// formatOf returns the format of an expected page. A page is protobuf text if its
// first line that is no comment begins with name: and a quote. A page is
// OpenMetrics 2.0 if its last line is # EOF and isOpenMetrics2 finds some line.
// Any other page is text.
func formatOf(page []byte) pageFormat {
	var first, last []byte
	hasSign := false
	for line := range bytes.Lines(page) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		if last = line; first == nil && line[0] != '#' {
			first = line
		}
		hasSign = hasSign || isOpenMetrics2(line)
	}
	switch value, isName := bytes.CutPrefix(first, []byte("name:")); {
	case isName && bytes.HasPrefix(bytes.TrimSpace(value), []byte{'"'}):
		return protobufTextPage
	case string(last) == "# EOF" && hasSign:
		return openMetrics2Page
	}
	return textPage
}

// isOpenMetrics2 reports whether a line has a composite value, a time of
// creation, an exemplar, or a type without a word in the text format.
func isOpenMetrics2(line []byte) bool {
	if fields := bytes.Fields(line); line[0] == '#' {
		return len(fields) == 4 && string(fields[1]) == "TYPE" &&
			slices.Contains([]string{"unknown", "info", "stateset", "gaugehistogram"}, string(fields[3]))
	}
	for _, sign := range []string{" {count:", " {gcount:", " st@", " # {"} {
		if bytes.Contains(line, []byte(sign)) {
			return true
		}
	}
	return false
}

// decodeOpenMetrics2 decodes a page from a test's source, where lines may be
// indented.
func decodeOpenMetrics2(page []byte, enc expfmt.Encoder) error {
	var lines []byte
	for line := range bytes.Lines(page) {
		if line = bytes.TrimLeft(line, " \t"); len(line) > 0 && line[0] != '\n' {
			lines = append(lines, line...)
		}
	}
	return expfmt.DecodeOpenMetrics2(lines, enc)
}

// formatOfFile returns the format of a golden file. The page is nil if the file
// is missing.
func formatOfFile(path string, page []byte) pageFormat {
	switch filepath.Ext(path) {
	case ".om2":
		return openMetrics2Page
	case ".textproto":
		return protobufTextPage
	}
	return formatOf(page)
}

// decodeAnswer decodes the page of a server with the given Content-Type. A
// server that names none of the other formats is expected to answer in text.
func decodeAnswer(contentType string, page []byte, enc expfmt.Encoder) error {
	mediaType, _, _ := strings.Cut(contentType, ";")
	switch {
	case mediaType == "application/vnd.google.protobuf" && strings.Contains(contentType, "encoding=delimited"):
		return expfmt.DecodeProtobuf(page, enc)
	case mediaType == "application/openmetrics-text" && strings.Contains(contentType, "version=2"):
		return expfmt.DecodeOpenMetrics2(page, enc)
	case mediaType == "application/openmetrics-text":
		return expfmt.DecodeLenientOpenMetrics(page, enc, nil)
	}
	return expfmt.DecodeText(page, enc)
}
