package expfmt

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// partSize is the number of bytes that a decoder reads at once. A line may
// be longer.
const partSize = 64 << 10

// A decoder reads a page, line by line, and writes the families into an
// Encoder. One decoder serves all text formats; the grammar holds their
// differences.
type decoder struct {
	sampleDecoder
	locator Locator // enc, or nil if enc does not ask for positions

	// claims has the names of families and of their samples, each with the
	// family that claimed the name.
	claims map[string]string

	ended bool // the grammar's last line has been read
}

func newDecoder(g *grammar, enc Encoder) *decoder {
	d := &decoder{sampleDecoder: sampleDecoder{grammar: g, enc: enc, hash: newSeriesHash()}, claims: make(map[string]string)}
	d.strict = g.strict
	d.locator, _ = enc.(Locator)
	return d
}

// decode decodes a page in memory.
func (d *decoder) decode(page string) error {
	tail, err := d.decodeLines(page)
	if err != nil {
		return err
	}
	return d.end(tail)
}

// decodeFrom decodes the page that r reads.
func (d *decoder) decodeFrom(r io.Reader) error {
	buf := make([]byte, 0, partSize)
	for {
		n, readErr := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if end := bytes.LastIndexByte(buf[len(buf)-n:], '\n') + 1; end > 0 {
			end += len(buf) - n
			if _, err := d.decodeLines(string(buf[:end])); err != nil {
				return err
			}
			buf = buf[:copy(buf, buf[end:])]
		}
		switch {
		case readErr == io.EOF:
			return d.decode(string(buf))
		case readErr != nil:
			return readErr
		case len(buf) == cap(buf):
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// decodeLines decodes the lines of a part of the page. The last line of the
// part may be incomplete: decodeLines returns it.
func (d *decoder) decodeLines(part string) (tail string, err error) {
	for part != "" {
		line, after, complete := strings.Cut(part, "\n")
		if d.ended {
			d.nextLine(line)
			found := strings.TrimSuffix(part, after)
			return "", d.errorAt(0, "expected nothing behind %q, found %.40q", d.grammar.lastLine, found)
		}
		if !complete {
			return line, nil
		}
		d.nextLine(line)
		if line == d.grammar.lastLine && line != "" {
			d.ended, err = true, d.endFamily()
		} else {
			err = d.decodeLine()
		}
		if err = d.skip(err); err != nil {
			return "", err
		}
		part = after
	}
	return "", nil
}

func (d *decoder) nextLine(line string) { d.line, d.number, d.offset = line, d.number+1, 0 }

// end ends the page, whose last line lacks a line feed if tail is not empty.
func (d *decoder) end(tail string) error {
	if d.ended {
		return nil
	}
	d.nextLine(tail)
	if tail != d.grammar.lastLine {
		expected := "a line feed"
		if d.grammar.lastLine != "" {
			expected = fmt.Sprintf("a last line %q", d.grammar.lastLine)
		}
		if tail != "" && d.lints() { // the line may have an error of its own, which comes first
			_ = d.skip(d.decodeLine())
		}
		if err := d.skip(d.errorAt(len(tail), "expected %s, found the end of the page", expected)); err != nil {
			return err
		}
	}
	return d.endFamily()
}

func (d *decoder) decodeLine() error {
	if err := d.skip(d.checkUTF8()); err != nil {
		return err
	}
	d.skipBlanks()
	switch {
	case d.peek() == '\n' && !d.strict:
		return nil
	case !d.take('#'):
		d.misreadBlanks()
		return d.decodeSample()
	}
	d.refuseComment()
	if err := d.takeBlanks(); err != nil {
		return err
	}
	start := d.offset
	switch word := d.takeWord(); {
	case word == "HELP":
		return d.decodeHelp()
	case word == "TYPE":
		return d.decodeType()
	case word == "UNIT" && d.grammar.units:
		return d.decodeUnit()
	}
	if d.strict {
		return d.expected(start, "HELP, TYPE, UNIT or EOF", d.line[start:])
	}
	return nil // a comment
}

func (d *decoder) decodeHelp() error {
	if _, err := d.takeFamily("HELP", &d.family.hasHelp); err != nil {
		return err
	}
	text, err := d.takeText()
	d.family.help = text
	return err
}

func (d *decoder) decodeType() error {
	nameStart, err := d.takeFamily("TYPE", &d.family.hasType)
	if err != nil {
		return err
	}
	blank := d.offset - 1
	d.skipBlanks()
	f, start := &d.family, d.offset
	word := ""
	if d.strict {
		word = d.takeLine()
	} else {
		word = d.takeWord()
	}
	t, ok := d.grammar.parseType(word)
	if !ok {
		if err := d.skip(d.expected(start, d.grammar.typeWords, word)); err != nil {
			return err
		}
		t, _ = d.grammar.parseType(strings.ToLower(word)) // which promtool reads
	}
	d.refuseBlanks(blank, word)
	f.typ = t
	if err := d.claimSamples(nameStart); err != nil {
		return err
	}
	if err := d.checkUnit(start); err != nil {
		return err
	}
	return d.takeEnd()
}

func (d *decoder) decodeUnit() error {
	if _, err := d.takeFamily("UNIT", &d.family.hasUnit); err != nil {
		return err
	}
	start := d.offset
	text, err := d.takeText()
	if err != nil {
		return err
	}
	d.family.unit = text
	return d.checkUnit(start)
}

// checkUnit returns an error if the family can't have its unit.
func (d *decoder) checkUnit(start int) error {
	f := &d.family
	switch {
	case f.unit == "" || !f.hasUnit:
	case f.typ == TypeInfo || f.typ == TypeStateSet:
		return d.tolerate(d.errorAt(start, "expected no unit for a family of type %v, found %.40q", f.typ, f.unit))
	case !strings.HasSuffix(f.name, "_"+f.unit):
		return d.tolerate(d.errorAt(start, "expected a unit that the name %.40q ends in, behind an underscore, found %.40q", f.name, f.unit))
	}
	return nil
}

// takeFamily takes the metric name in a line of metadata and the blank
// behind the name. A new name begins a family. The line's word may come once
// for a family, as has remembers, a field of d.family.
func (d *decoder) takeFamily(word string, has *bool) (start int, err error) {
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
func (d *decoder) claimSamples(start int) error {
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
func (d *decoder) claim(name, family string, start int) error {
	if owner, ok := d.claims[name]; ok && (owner != family || name == family) {
		return d.tolerate(d.errorAt(start, "expected the lines of a family in one place, found %.40q again, of the family %.40q above", name, owner))
	}
	d.claims[name] = family
	return nil
}

// beginFamily begins a family whose name is found at start. Without a
// tolerance the name must be new.
func (d *decoder) beginFamily(name string, start int) error {
	if err := d.openFamily(name, start); err != nil {
		return err
	}
	name = d.family.name // which is no part of the page
	return d.claim(name, name, start)
}

// openFamily ends the open family and opens another.
func (d *decoder) openFamily(name string, start int) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	name = strings.Clone(name) // which must not hold a part of the page in memory
	d.family.reset(name, position{d.number, start + 1})
	return nil
}

// resume gives the open family, whose name a line of metadata has, the type
// of the family above, if there is one.
func (d *decoder) resume(name string) {
	if above, ok := d.tolerance.find(name); ok && (above.name == name || d.grammar.firstOwner) {
		d.family.name, d.family.typ, d.family.resumed = above.name, above.typ, true
	}
}

// beginBare begins the family of a sample without metadata in front. If the
// sample is of a family above, the piece has the metadata of that family.
// The suffix is the end of the sample's name.
func (d *decoder) beginBare(sample string, start int) (suffix string, err error) {
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
func (d *decoder) completeFamily() {
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

func (d *decoder) endFamily() error {
	if d.family.name == "" {
		return nil // the page has not begun one
	}
	d.completeFamily()
	return d.endSeries()
}

func (d *decoder) decodeSample() error {
	s, f := &d.sample, &d.family
	if err := s.scan(&d.lineScanner, d.grammar); err != nil {
		return err
	}
	suffix, ok := f.cutName(s.name, d.grammar)
	switch {
	case ok && !d.isOfAnother(s.name):
	case s.name == f.name:
		err := d.skip(d.errorAt(s.nameStart, "expected %.40[1]q with %[2]s behind it, found %.40[1]q", s.name, d.suffixes()))
		if err != nil {
			return err
		}
		d.beginSample()
		return d.addBroken()
	default:
		var err error
		if suffix, err = d.beginBare(s.name, s.nameStart); err != nil {
			return err
		}
	}
	if s.exemplar != nil && suffix != "_total" && suffix != "_bucket" {
		err := d.tolerate(d.errorAt(s.exemplarStart, "expected an exemplar of a counter or a bucket alone, found one of %.40q", s.name))
		if err != nil {
			return err
		}
	}
	d.beginSample()
	if err := d.addSample(suffix); err != nil {
		if err := d.skip(err); err != nil {
			return err
		}
		return d.addBroken()
	}
	return nil
}

// isOfAnother reports whether a sample with a name of the open family is of
// another family above, which a strict decoder rules out.
func (d *decoder) isOfAnother(sample string) bool {
	return d.tolerance != nil && d.grammar.firstOwner && d.claims[sample] != d.family.name
}

// beginSample completes the family, before its first sample, and locates the
// labels of the sample.
func (d *decoder) beginSample() {
	d.completeFamily()
	if d.locator == nil {
		return
	}
	for _, l := range d.sample.labels {
		d.locator.LocateLabel(l.Name, d.number, l.start+1)
	}
}

// suffixes lists the suffixes of the family's samples.
func (d *decoder) suffixes() string {
	words := d.grammar.suffixes(d.family.typ)
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
