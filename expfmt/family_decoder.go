package expfmt

import (
	"fmt"
	"strings"
)

// A familyDecoder begins and ends the families of a page: it finds the family
// of a line, says which family owns a name, and writes a family into the
// Encoder when its lines end.
type familyDecoder struct {
	sampleDecoder
	locator Locator // enc, or nil if enc does not ask for positions

	// claims has the names of families and of their samples, each with the
	// family that claimed the name.
	claims map[string]string
}

// takeFamily takes the metric name in a line of metadata and the blank
// behind the name. A new name begins a family. The line's word may come once
// for a family, as has remembers, a field of d.family.
func (d *familyDecoder) takeFamily(word string, has *bool) (start int, err error) {
	if err := d.takeBlanks(); err != nil {
		return 0, err
	}
	start = d.offset
	name, err := d.takeName("a metric name", IsMetricName)
	if err != nil {
		return start, err
	}
	// The first blank separates name and text; more blanks belong to a HELP
	// text.
	separated := d.take(' ') || !d.strict && (d.take('\t') || d.peek() == '\n')
	switch {
	case !separated:
		return start, d.unexpected("a blank behind the metric name")
	case name != d.family.name:
		err = d.beginFamily(name, start)
		d.resume(name)
	case d.family.family != nil:
		err = d.tolerate(d.errorAt(start, "expected %s in front of the samples, found samples of %.40q above", d.grammar.metadata, name))
		if err == nil {
			err = d.openFamily(name, start)
			d.resume(name)
		}
	case *has:
		err = d.errorAt(start, "expected one %s line for %.40q, found a second", word, name)
	}
	*has = true
	return start, err
}

// claimSamples claims the names of the family's samples, for the family name
// found at start.
func (d *familyDecoder) claimSamples(start int) error {
	f := &d.family
	for _, suffix := range d.grammar.suffixes(f.typ) {
		if suffix == "" {
			continue // the family has claimed its name
		}
		if err := d.claim(f.name+suffix, f.name, start); err != nil {
			return err
		}
	}
	return nil
}

// claim claims a name, found at start, for a family. A family in pieces
// claims the names of its samples again.
func (d *familyDecoder) claim(name, family string, start int) error {
	if owner, ok := d.claims[name]; ok && (owner != family || name == family) {
		return d.tolerate(d.errorAt(start, "expected the lines of a family in one place, found %.40q again, of the family %.40q above", name, owner))
	}
	d.claims[name] = family
	return nil
}

// beginFamily begins a family whose name is found at start. Without a
// tolerance the name must be new.
func (d *familyDecoder) beginFamily(name string, start int) error {
	if err := d.openFamily(name, start); err != nil {
		return err
	}
	name = d.family.name // which is no part of the page
	return d.claim(name, name, start)
}

// openFamily ends the open family and opens another.
func (d *familyDecoder) openFamily(name string, start int) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	name = strings.Clone(name) // which must not hold a part of the page in memory
	d.family.reset(name, position{d.number, start + 1})
	return nil
}

// resume gives the open family, whose name a line of metadata has, the type
// of the family above, if there is one.
func (d *familyDecoder) resume(name string) {
	if above, ok := d.tolerance.find(name); ok && (above.name == name || d.grammar.firstOwner) {
		d.family.name, d.family.typ, d.family.resumed = above.name, above.typ, true
	}
}

// beginBare begins the family of a sample without metadata in front. If the
// sample is of a family above, the piece has the metadata of that family.
// The suffix is the end of the sample's name.
func (d *familyDecoder) beginBare(sample string, start int) (suffix string, err error) {
	if err := d.beginFamily(sample, start); err != nil {
		return "", err
	}
	above, _ := d.tolerance.find(sample)
	suffix, ok := above.cutName(sample, d.grammar)
	if !ok {
		return "", nil
	}
	d.family.metadata, d.family.resumed = *above, true
	return suffix, nil
}

// completeFamily makes the Family, after the last line of metadata.
func (d *familyDecoder) completeFamily() {
	f := &d.family
	if f.family != nil {
		return
	}
	f.family = f.header(d.grammar)
	d.tolerance.add(f, d.grammar)
	if d.locator != nil {
		d.locator.LocateFamily(f.family, f.position.line, f.position.column)
	}
}

func (d *familyDecoder) endFamily() error {
	if d.family.name == "" {
		return nil // the page has not begun one
	}
	d.completeFamily()
	return d.endSeries()
}

// isOfAnother reports whether a sample with a name of the open family is of
// another family above, which a strict decoder rules out.
func (d *familyDecoder) isOfAnother(sample string) bool {
	return d.tolerance != nil && d.grammar.firstOwner && d.claims[sample] != d.family.name
}

// beginSample completes the family, before its first sample, and locates the
// labels of the sample.
func (d *familyDecoder) beginSample() {
	d.completeFamily()
	if d.locator == nil {
		return
	}
	for _, l := range d.sample.labels {
		d.locator.LocateLabel(l.Name, d.number, l.start+1)
	}
}

// suffixes lists the suffixes of the family's samples.
func (d *familyDecoder) suffixes() string {
	words := d.grammar.suffixes(d.family.typ)
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// checkFamily returns an error if the grammar forbids the metadata at start.
func (d *familyDecoder) checkFamily(start int) error {
	if err := d.grammar.checkFamily(&d.family.metadata); err != nil {
		return d.tolerate(d.errorAt(start, "%w", err))
	}
	return nil
}

// settleType returns an error if the type of the family forbids the kind of the
// sample's value: a number or a composite value. The first value of a family of
// type unknown sets the type.
func (d *familyDecoder) settleType() error {
	s, f := &d.sample, &d.family
	switch {
	case !d.grammar.wholePoints:
	case !s.isComposite && !f.typ.Scalar():
		return d.expected(s.valueStart, fmt.Sprintf("the value of a %v between braces", f.typ), s.number)
	case !s.isComposite || f.typ == s.composite.kind:
	case f.typ == TypeUntyped && f.family == nil:
		d.refuse(s.valueStart, "a TYPE line in front of a value between braces", d.line[s.valueStart:])
		f.typ = s.composite.kind
	case f.typ.Scalar():
		return d.errorAt(s.valueStart, "expected a number, the value of a family of type %v, found the value of a %v", types[f.typ].openMetrics, s.composite.kind)
	default:
		return d.errorAt(s.valueStart, "expected the value of a %v, found the value of a %v", f.typ, s.composite.kind)
	}
	return nil
}
