package expfmt

// familyLines are the parts of lines known from the family alone: the
// header, and the start of the line of each kind of sample.
type familyLines struct {
	header             []byte
	value              lineStart // of a scalar series, or of a quantile
	bucket, sum, count lineStart
	created            lineStart // only in OpenMetrics
}

// newFamilyLines returns lines without a header. They start with name for a
// scalar series or a quantile, and else with base and a suffix.
func newFamilyLines(name, base string, suffixes []string) *familyLines {
	lines := &familyLines{value: newLineStart(name)}
	for _, suffix := range suffixes {
		switch start := newLineStart(base + suffix); suffix {
		case "_bucket":
			lines.bucket = start
		case "_sum", "_gsum":
			lines.sum = start
		case "_count", "_gcount":
			lines.count = start
		case "_created":
			lines.created = start
		}
	}
	return lines
}

// A lineStart is a line up to its labels. A name outside the legacy alphabet
// stands behind the brace: a line starts with name{ or {"name", in front of
// labels, and with name and a space or {"name"} and a space without labels.
type lineStart struct{ open, bare string }

func newLineStart(name string) lineStart {
	if IsLegacyName(name) {
		return lineStart{open: name + "{", bare: name + " "}
	}
	quoted := string(appendQuoted(nil, name))
	return lineStart{open: "{" + quoted + ",", bare: "{" + quoted + "} "}
}

// append appends a line up to its value. The page shows labels as they are.
func (s lineStart) append(dst []byte, labels string) []byte {
	if labels == "" {
		return append(dst, s.bare...)
	}
	dst = append(dst, s.open...)
	dst = append(dst, labels...)
	return append(dst, "} "...)
}

// appendMetadata appends a line of metadata; word ends with a space. A HELP
// text of the text format has its quotes unescaped.
func appendMetadata(dst []byte, word, name, text string, quotes bool) []byte {
	dst = append(dst, word...)
	dst = appendLabelName(dst, name)
	dst = append(dst, ' ')
	dst = appendEscaped(dst, text, quotes)
	return append(dst, '\n')
}
