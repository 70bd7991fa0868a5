package expfmt

// familyLines are the parts of lines known from the family alone: the
// header, and the start of the line of each kind of sample.
type familyLines struct {
	header             string
	value              lineStart // of a scalar series, or of a quantile
	bucket, sum, count lineStart
	created            lineStart // only in OpenMetrics
}

// newFamilyLines returns lines that start with name for a scalar series or
// a quantile, and else with base and a suffix.
func newFamilyLines(name, base string, suffixes []string) familyLines {
	lines := familyLines{value: newLineStart(name)}
	for _, suffix := range suffixes {
		var start *lineStart
		switch suffix {
		case "_bucket":
			start = &lines.bucket
		case "_sum", "_gsum":
			start = &lines.sum
		case "_count", "_gcount":
			start = &lines.count
		case "_created":
			start = &lines.created
		default:
			continue
		}
		*start = newLineStart(base + suffix)
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

// appendMetadata appends a line of metadata up to its text; word ends with
// a space.
func appendMetadata(dst []byte, word, name string) []byte {
	dst = append(dst, word...)
	dst = appendLabelName(dst, name)
	return append(dst, ' ')
}
