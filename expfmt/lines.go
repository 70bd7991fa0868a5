package expfmt

import "sync/atomic"

// familyLines are the parts of a family's lines that are known when the
// family is: the header, and the start of the line of each kind of sample.
type familyLines struct {
	header             string
	value              lineStart // also the quantile of a summary
	bucket, sum, count lineStart
	created            lineStart // in OpenMetrics
}

// A lineStart is a line up to its labels, which is where a name outside
// the legacy alphabet changes places with the brace: name{ or {"name",
// if labels follow, name and a space or {"name"} and a space if none do.
type lineStart struct{ open, bare string }

func newLineStart(name string) lineStart {
	if IsLegacyName(name) {
		return lineStart{open: name + "{", bare: name + " "}
	}
	quoted := string(appendQuoted(nil, name))
	return lineStart{open: "{" + quoted + ",", bare: "{" + quoted + "} "}
}

// append appends a line up to its value, with labels that are what the
// page shows.
func (s lineStart) append(dst []byte, labels string) []byte {
	if labels == "" {
		return append(dst, s.bare...)
	}
	dst = append(dst, s.open...)
	dst = append(dst, labels...)
	return append(dst, "} "...)
}

// keptLines are a family's lines with each of the schemes, made when they
// are first asked for: most families never are, for most scrapers ask for
// the same.
type keptLines [len(schemeWords)]atomic.Pointer[familyLines]

// get returns the lines of f with the scheme; prepare makes them.
func (k *keptLines) get(f *Family, s Scheme, prepare func(f *Family, name string) familyLines) *familyLines {
	if f.legacy {
		s = NoEscaping // they are the same with all
	}
	if lines := k[s].Load(); lines != nil {
		return lines
	}
	lines := prepare(f, string(s.appendName(nil, f.name)))
	k[s].Store(&lines)
	return &lines
}

// appendMetadata appends a line of metadata up to what it says; word ends
// with a blank.
func appendMetadata(dst []byte, word, name string) []byte {
	dst = append(dst, word...)
	dst = appendLabelName(dst, name)
	return append(dst, ' ')
}

// appendStart appends a line up to its value.
func (s Scheme) appendStart(dst []byte, start lineStart, l LabelSet) []byte {
	if l.text == "" {
		return append(dst, start.bare...)
	}
	dst = append(dst, start.open...)
	dst = s.appendLabels(dst, l)
	return append(dst, "} "...)
}

// appendOpen appends a line up to the one label more that stands last in
// buckets and quantiles, whatever the others are called.
func (s Scheme) appendOpen(dst []byte, start lineStart, l LabelSet) []byte {
	dst = append(dst, start.open...)
	if l.text != "" {
		dst = s.appendLabels(dst, l)
		dst = append(dst, ',')
	}
	return dst
}

func (s Scheme) appendLabels(dst []byte, l LabelSet) []byte {
	if !l.isQuoted() || s == NoEscaping {
		return append(dst, l.String()...)
	}
	for name, value := range l.All() {
		dst = s.appendName(dst, name)
		dst = append(dst, '=')
		dst = appendQuoted(dst, value)
		dst = append(dst, ',')
	}
	return dst[:len(dst)-1]
}
