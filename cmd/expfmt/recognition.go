package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// formatOf guesses the format of a page from its head and its end. The first
// bytes tell the formats of protobuf. Signs in the head rule out some of the
// other formats. If OpenMetrics 1 is left, # EOF at the end tells it from text;
// if the end is unknown, only a sign that rules out text does. A page that can be
// text and OpenMetrics 2.0 means the same in both, and is text.
func formatOf(head []byte, endsInEOF, endKnown bool) format {
	switch {
	case isProtobuf(head):
		return protobuf
	case isProtobufText(head):
		return protobufText
	}
	switch left := formatsOf(string(head)); {
	case left == asOpenMetrics2:
		return openMetrics2
	case left&asOpenMetrics != 0 && endKnown && endsInEOF:
		return openMetrics
	case left&asText == 0 && !endKnown:
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

// isProtobuf reports whether a page begins with the length of a message, the
// name of a family and the tag of another field. No page of text begins like
// this: its first line would be a single character, and its second line would
// begin with the length of a name.
func isProtobuf(head []byte) bool {
	const nameField, helpField, typeField, metricField, unitField = 1<<3 | 2, 2<<3 | 2, 3 << 3, 4<<3 | 2, 5<<3 | 2
	size, n := binary.Uvarint(head)
	if n <= 0 || n == len(head) || head[n] != nameField {
		return false
	}
	head = head[n+1:]
	length, m := binary.Uvarint(head)
	if m <= 0 || length == 0 || uint64(m)+length >= size || uint64(len(head)-m) < length {
		return false
	}
	name, tail := head[m:m+int(length)], head[m+int(length):]
	return utf8.Valid(name) && bytes.IndexFunc(name, unicode.IsControl) < 0 &&
		(len(tail) == 0 || bytes.IndexByte([]byte{helpField, typeField, metricField, unitField}, tail[0]) >= 0 || size == 1+uint64(m)+length)
}

// isProtobufText reports whether the first line, apart from blank lines and
// comments, begins with the name of a family.
func isProtobufText(head []byte) bool {
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		return ok && string(bytes.TrimSpace(name)) == "name" && len(value) > 0 && (value[0] == '"' || value[0] == '\'')
	}
	return false
}

// A formatSet is some of the formats that are made of lines.
type formatSet uint8

const (
	asText formatSet = 1 << iota
	asOpenMetrics
	asOpenMetrics2

	anyFormat = asText | asOpenMetrics | asOpenMetrics2
)

// signs are marks on a line that only some formats have. A page with the sign is
// in one of the formats.
var signs = []struct {
	sign    string
	formats formatSet
	isSign  func(l *pageLine) bool
}{
	{"the type untyped", asText, func(l *pageLine) bool { return l.kind == "TYPE" && l.typ == "untyped" }},
	{"a type that only OpenMetrics has", asOpenMetrics | asOpenMetrics2, func(l *pageLine) bool { return l.kind == "TYPE" && slices.Contains(openMetricsTypes, l.typ) }},
	{"a unit", asOpenMetrics | asOpenMetrics2, func(l *pageLine) bool { return l.kind == "UNIT" }},
	{"an exemplar", asOpenMetrics | asOpenMetrics2, func(l *pageLine) bool { return strings.Contains(l.value, " # {") }},
	{"a time of creation in a sample", asOpenMetrics2, func(l *pageLine) bool { return strings.Contains(l.value, " st@") }},
	{"a composite value", asOpenMetrics2, func(l *pageLine) bool {
		return strings.HasPrefix(l.value, "{count:") || strings.HasPrefix(l.value, "{gcount:")
	}},
	{"a histogram or a summary of several lines", asText | asOpenMetrics, func(l *pageLine) bool { return l.isPart() }},
	{"the TYPE of a counter with its _total", asText | asOpenMetrics2, func(l *pageLine) bool {
		return l.kind == "TYPE" && l.typ == "counter" && strings.HasSuffix(l.family, "_total")
	}},
	{"a counter with the name in TYPE", asText | asOpenMetrics2, func(l *pageLine) bool { return l.typ == "counter" && l.sample == l.family }},
	{"a counter with _total behind the name in TYPE", asOpenMetrics, func(l *pageLine) bool { return l.typ == "counter" && l.sample == l.family+"_total" }},
	{"an info with the name in TYPE", asOpenMetrics2, func(l *pageLine) bool { return l.typ == "info" && l.sample == l.family }},
	{"an info with _info behind the name in TYPE", asOpenMetrics, func(l *pageLine) bool { return l.typ == "info" && l.sample == l.family+"_info" }},
}

var openMetricsTypes = []string{"unknown", "info", "stateset", "gaugehistogram"}

// formatsOf returns the formats that are left by the signs in the head of a page.
// A sign that contradicts the signs above it is a mistake on the page, and
// formatsOf ignores it.
func formatsOf(head string) formatSet {
	left := anyFormat
	var l pageLine
	for text := range strings.Lines(head) {
		l.read(strings.TrimSuffix(text, "\n"))
		for i := range signs {
			if s := &signs[i]; s.isSign(&l) && left&s.formats != 0 {
				left &= s.formats
			}
		}
		if left&(left-1) == 0 {
			break
		}
	}
	return left
}

// A pageLine is a line of a page, as far as signs need it. Its fields are ""
// where the line has no such part.
type pageLine struct {
	kind        string // TYPE, UNIT or another word behind #
	family, typ string // of the last TYPE line
	sample      string // the name
	value       string // of the sample, and the rest of the line
}

// read reads a line, which may have mistakes.
func (l *pageLine) read(text string) {
	l.kind, l.sample, l.value = "", "", ""
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "#") {
		if fields := strings.Fields(text); len(fields) > 3 && fields[0] == "#" {
			if l.kind = fields[1]; l.kind == "TYPE" {
				l.family, l.typ = fields[2], fields[3]
			}
		}
		return
	}
	end := labelsEnd(text)
	l.value = strings.TrimLeft(text[end:], " \t")
	name, labels, _ := strings.Cut(text[:end], "{")
	if l.sample = name; name == "" {
		l.sample, _, _ = strings.Cut(strings.TrimRight(labels, "}"), ",") // a name between quotes, as TYPE has it
	}
}

// labelsEnd returns the offset behind the name and the labels of a sample.
func labelsEnd(text string) int {
	isQuoted, isOpen := false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isQuoted && c == '\\':
			i++
		case c == '"':
			isQuoted = !isQuoted
		case isQuoted:
		case c == '{':
			isOpen = true
		case c == '}':
			return i + 1
		case !isOpen && (c == ' ' || c == '\t'):
			return i
		}
	}
	return len(text)
}

// isPart reports whether a line is a part of a histogram or a summary.
func (l *pageLine) isPart() bool {
	switch suffix, ok := strings.CutPrefix(l.sample, l.family); {
	case !ok || suffix == "":
		return false
	case l.typ == "histogram" || l.typ == "gaugehistogram":
		return slices.Contains([]string{"_bucket", "_sum", "_count", "_gsum", "_gcount"}, suffix)
	case l.typ == "summary":
		return suffix == "_sum" || suffix == "_count"
	}
	return false
}
