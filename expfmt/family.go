package expfmt

import (
	"fmt"
	"unicode/utf8"
)

// A Family is what all series of one name share: the name, the HELP text
// and the type, with the lines of the page that they make prepared. Make
// it once, use it at every scrape; it never changes.
type Family struct {
	name, help, unit string
	typ              Type
	legacy           bool // the name is
	samples          []string

	text        familyLines // with the name as it is
	escapedText keptLines   // with other names than legacy ones
	openMetrics keptLines
}

// NewFamily returns the family of that name, HELP text and type. It fails
// if name is not a metric name or help is not valid UTF-8. An empty help
// is written as an empty HELP line.
func NewFamily(name, help string, typ Type) (*Family, error) {
	switch {
	case !IsMetricName(name):
		return nil, fmt.Errorf("expfmt: expected a metric name, found %q", name)
	case !utf8.ValidString(help):
		return nil, fmt.Errorf("expfmt: family %q: expected a HELP text in valid UTF-8, found %q", name, help)
	case int(typ) >= len(types):
		return nil, fmt.Errorf("expfmt: family %q: expected a type, found number %d", name, typ)
	}
	return newFamily(name, help, "", typ), nil
}

func newFamily(name, help, unit string, typ Type) *Family {
	f := &Family{name: name, help: help, unit: unit, typ: typ, legacy: IsLegacyName(name), samples: sampleNames(name, typ)}
	f.text = newTextLines(f, name)
	return f
}

// MustFamily is NewFamily for a family that is written in the source; it
// panics where NewFamily fails.
func MustFamily(name, help string, typ Type) *Family {
	f, err := NewFamily(name, help, typ)
	if err != nil {
		panic(err)
	}
	return f
}

// WithUnit returns the family with a unit, such as seconds or bytes. Only
// OpenMetrics has a line for it, and asks that the name ends in _ and the
// unit, not counting _total. It fails if unit is not valid UTF-8.
func (f *Family) WithUnit(unit string) (*Family, error) {
	if !utf8.ValidString(unit) {
		return nil, fmt.Errorf("expfmt: family %q: expected a unit in valid UTF-8, found %q", f.name, unit)
	}
	return newFamily(f.name, f.help, unit, f.typ), nil
}

// Unit returns the unit, unescaped, or "".
func (f *Family) Unit() string { return f.unit }

// Name returns the family's name, unescaped.
func (f *Family) Name() string { return f.name }

// Help returns the HELP text, unescaped.
func (f *Family) Help() string { return f.help }

// Type returns the family's type.
func (f *Family) Type() Type { return f.typ }

// SampleNames returns the names that the samples of the family bear on a
// page of the text format: the family's own, or those with the suffixes of
// its type. The slice is the family's and must not be changed.
func (f *Family) SampleNames() []string { return f.samples }

func sampleNames(name string, typ Type) []string {
	switch typ {
	case TypeHistogram, TypeGaugeHistogram:
		return []string{name + "_bucket", name + "_sum", name + "_count"}
	case TypeSummary:
		return []string{name, name + "_sum", name + "_count"}
	}
	return []string{name}
}
