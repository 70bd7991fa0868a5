package expfmt

import (
	"fmt"
	"unicode/utf8"
)

// A Family is the name, the HELP text, the type and the unit shared by some
// series, with their lines prepared. NewFamily makes a Family, once, for all
// scrapes. A Family never changes, so goroutines may share it.
//
// The zero Family and a nil *Family have no name and are of TypeUntyped; no
// page takes them. Only they have an empty Name.
type Family struct {
	name, help, unit string
	typ              Type
	legacy           bool // name is a legacy name
	withoutCreated   bool
	samples          []string

	// text has the lines of the text format with the unescaped name, for
	// every program. They lie here because finding lines in cache, the place
	// of all other formats and schemes, takes 3 ns.
	text  familyLines
	cache preparedCache
}

// NewFamily returns the family with the given name, HELP text and type.
// NewFamily fails if name is not a metric name, if help is not valid UTF-8,
// or if typ is not a type. A page has a HELP line even if help is empty.
func NewFamily(name, help string, typ Type) (*Family, error) {
	switch {
	case !IsMetricName(name):
		return nil, fmt.Errorf("expfmt: %q is not a valid metric name", name)
	case !utf8.ValidString(help):
		return nil, fmt.Errorf("expfmt: family %q: expected a HELP text in valid UTF-8, found %q", name, help)
	case int(typ) >= len(types):
		return nil, fmt.Errorf("expfmt: family %q: expected a type, found number %d", name, typ)
	}
	return newFamily(name, help, "", typ), nil
}

func newFamily(name, help, unit string, typ Type) *Family {
	f := &Family{name: name, help: help, unit: unit, typ: typ, legacy: IsLegacyName(name), samples: sampleNames(name, types[typ].textSuffixes)}
	f.text = *newTextLines(f, name)
	return f
}

// MustFamily is NewFamily for families in source code, with a panic in place
// of an error.
func MustFamily(name, help string, typ Type) *Family {
	f, err := NewFamily(name, help, typ)
	if err != nil {
		panic(err)
	}
	return f
}

// WithUnit returns a family like f with a unit, such as seconds or bytes.
// Only OpenMetrics prints units, and requires that the name ends in _ and
// the unit, in front of _total. WithUnit does not check the name; WithUnit
// fails if unit is not valid UTF-8.
func (f *Family) WithUnit(unit string) (*Family, error) {
	if !utf8.ValidString(unit) {
		return nil, fmt.Errorf("expfmt: family %q: expected a unit in valid UTF-8, found %q", f.name, unit)
	}
	with := newFamily(f.name, f.help, unit, f.typ)
	with.withoutCreated = f.withoutCreated
	return with, nil
}

// WithPrefix returns a family like f with prefix in front of the name.
// WithPrefix fails if the new name is no metric name.
func (f *Family) WithPrefix(prefix string) (*Family, error) {
	with, err := NewFamily(prefix+f.name, f.help, f.typ)
	if err != nil {
		return nil, err
	}
	if with, err = with.WithUnit(f.unit); err != nil {
		return nil, err
	}
	with.withoutCreated = f.withoutCreated
	return with, nil
}

// WithoutCreated returns a family like f, whose series have no times of
// creation on any page.
func (f *Family) WithoutCreated() *Family {
	bare := newFamily(f.name, f.help, f.unit, f.typ)
	bare.withoutCreated = true
	return bare
}

// createdColumns is Columns for a format that shows times of creation beside
// the values.
func (f *Family) createdColumns(exemplars bool) Columns {
	switch {
	case !f.typ.Scalar() || f.typ == TypeCounter && exemplars:
		return NoColumns
	case f.typ == TypeCounter && !f.withoutCreated:
		return CreatedColumns
	}
	return ValueColumns
}

// IsLegacy reports whether the name is a legacy name: no scheme changes it.
func (f *Family) IsLegacy() bool { return f.legacy }

// Name returns the family's name, unescaped, or "" for a nil *Family.
func (f *Family) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Help returns the HELP text, unescaped, or "" for a nil *Family.
func (f *Family) Help() string {
	if f == nil {
		return ""
	}
	return f.help
}

// Unit returns the unit, unescaped, or "" if there is none.
func (f *Family) Unit() string {
	if f == nil {
		return ""
	}
	return f.unit
}

// Type returns the family's type, or TypeUntyped for a nil *Family.
func (f *Family) Type() Type {
	if f == nil {
		return TypeUntyped
	}
	return f.typ
}

// SampleNames returns the names of the family's samples on a page of the
// text format: the family's own name, or names with the suffixes of the
// type. The slice belongs to the family; callers must not change it.
func (f *Family) SampleNames() []string {
	if f == nil {
		return nil
	}
	return f.samples
}

func sampleNames(name string, suffixes []string) []string {
	names := make([]string, len(suffixes))
	for i, suffix := range suffixes {
		names[i] = name + suffix
	}
	return names
}

// prepared returns the result of p for the family under the name that s
// writes.
func (f *Family) prepared(p *preparation, s Scheme) any {
	if f.legacy {
		s = NoEscaping // no scheme changes the name
	}
	if result := f.cache.get(p, s); result != nil {
		return result
	}
	return f.cache.add(p, s, p.family(f, string(s.appendName(nil, f.name))))
}
