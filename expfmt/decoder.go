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
// differences. A decoder is made of three: the familyDecoder puts lines into
// families, the sampleDecoder inside puts samples into series, and the
// lineScanner inside reads a line.
type decoder struct {
	familyDecoder
	ended bool // the grammar's last line has been read
}

func newDecoder(g *grammar, enc Encoder) *decoder {
	d := &decoder{familyDecoder: familyDecoder{claims: make(map[string]string)}}
	d.sampleDecoder = sampleDecoder{grammar: g, enc: enc, hash: newSeriesHash()}
	d.strict, d.plainLabels = g.strict, g.plainLabels
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
	err := d.checkUTF8()
	d.skipBlanks()
	if d.peek() == '#' {
		err = d.keep(err) // promtool reads such a HELP text
	}
	if err := d.skip(err); err != nil {
		return err
	}
	if last := len(d.line) - 1; d.grammar.wholePoints && last >= 0 && d.line[last] == '\r' {
		return d.expected(last, "a line feed alone", "\r")
	}
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
	start := d.offset
	text, err := d.takeRest()
	if err != nil && d.keeps() { // promtool reads such a text
		text, err = d.line[start:], d.keep(err)
	}
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
		err := d.expected(start, d.grammar.typeWords, word)
		if t, ok = d.grammar.parseType(strings.ToLower(word)); ok { // which promtool reads
			err = d.keep(err)
		}
		if err := d.skip(err); err != nil {
			return err
		}
	}
	d.refuseBlanks(blank, word)
	f.typ = t
	if err := d.claimSamples(nameStart); err != nil {
		return err
	}
	if err := d.checkFamily(start); err != nil {
		return err
	}
	return d.takeEnd()
}

func (d *decoder) decodeUnit() error {
	if _, err := d.takeFamily("UNIT", &d.family.hasUnit); err != nil {
		return err
	}
	start := d.offset
	text, err := d.takeRest()
	if err != nil {
		return err
	}
	d.family.unit = text
	return d.checkFamily(start)
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
		err := d.keep(d.errorAt(s.nameStart, "expected %.40[1]q with %[2]s behind it, found %.40[1]q", s.name, d.suffixes()))
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
	err := d.settleType()
	d.beginSample()
	if err == nil {
		err = d.addSample(suffix)
	}
	if err != nil {
		if err := d.keep(err); err != nil {
			return err
		}
		return d.addBroken()
	}
	return nil
}
