package expfmt

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A decoder reads a page, line by line, and writes its families into an
// Encoder. It serves all text formats; the grammar holds their
// differences.
type decoder struct {
	lineScanner
	grammar *grammar
	enc     Encoder
	locator Locator // enc, or nil if it does not ask for positions
	sample  pageSample
	family  decodedFamily

	// claims has the names of families and of their samples, and for each
	// the family that claimed it.
	claims map[string]string
}

func newDecoder(g *grammar, enc Encoder) *decoder {
	locator, _ := enc.(Locator)
	return &decoder{grammar: g, enc: enc, locator: locator, claims: make(map[string]string)}
}

func (d *decoder) decode(page string) error {
	lastLine := d.grammar.lastLine
	for page != "" || lastLine != "" {
		line, after, complete := strings.Cut(page, "\n")
		d.lineScanner = lineScanner{line: line, number: d.number + 1, strict: d.grammar.strict}
		switch {
		case lastLine != "" && line == lastLine:
			return d.end(after)
		case !complete && lastLine != "":
			return d.errorAt(len(line), "expected a last line %q, found the end of the page", lastLine)
		case !complete:
			return d.errorAt(len(line), "expected a line feed, found the end of the page")
		}
		if err := d.decodeLine(); err != nil {
			return err
		}
		page = after
	}
	return d.endFamily()
}

// end ends the page, which must have nothing after the last line.
func (d *decoder) end(after string) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	if after == "" {
		return nil
	}
	d.number++
	return d.errorAt(0, "expected nothing behind %q, found %.40q", d.grammar.lastLine, after)
}

func (d *decoder) decodeLine() error {
	if err := d.checkUTF8(); err != nil {
		return err
	}
	d.skipBlanks()
	switch {
	case d.peek() == '\n' && !d.strict:
		return nil
	case !d.take('#'):
		return d.decodeSample()
	}
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
		return d.expected(start, d.grammar.typeWords, word)
	}
	f.typ = t
	for _, suffix := range d.grammar.suffixes(t) {
		if suffix == "" {
			continue // the family has claimed its name
		}
		if err := d.claim(f.name+suffix, f.name, nameStart); err != nil {
			return err
		}
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
	case f.unit == "":
	case f.typ == TypeInfo || f.typ == TypeStateSet:
		return d.errorAt(start, "expected no unit for a family of type %v, found %.40q", f.typ, f.unit)
	case !strings.HasSuffix(f.name, "_"+f.unit):
		return d.errorAt(start, "expected a unit that the name %.40q ends in, behind an underscore, found %.40q", f.name, f.unit)
	}
	return nil
}

// takeFamily takes the metric name in a line of metadata and the blank
// behind it. If the name is new, it begins a family. The line's word may
// come once for a family; has, a field of d.family, remembers that.
func (d *decoder) takeFamily(word string, has *bool) (start int, err error) {
	if err := d.takeBlanks(); err != nil {
		return 0, err
	}
	start = d.offset
	name, err := d.takeName("a metric name", IsMetricName)
	if err != nil {
		return start, err
	}
	// A blank separates name and text; others belong to a HELP text.
	separated := d.take(' ') || !d.strict && (d.take('\t') || d.peek() == '\n')
	switch {
	case !separated:
		return start, d.unexpected("a blank behind the metric name")
	case name != d.family.name:
		err = d.beginFamily(name, start)
	case d.family.written:
		err = d.errorAt(start, "expected %s in front of the samples, found samples of %.40q above", d.grammar.metadata, name)
	case *has:
		err = d.errorAt(start, "expected one %s line for %.40q, found a second", word, name)
	}
	*has = true
	return start, err
}

// claim takes a name, which stands at start, for a family.
func (d *decoder) claim(name, family string, start int) error {
	if owner, ok := d.claims[name]; ok {
		return d.errorAt(start, "expected the lines of a family in one place, found %.40q again, of the family %.40q above", name, owner)
	}
	d.claims[name] = family
	return nil
}

func (d *decoder) beginFamily(name string, start int) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	d.family.reset(name, position{d.number, start + 1})
	return d.claim(name, name, start)
}

// writeFamily writes the family, as its metadata is complete.
func (d *decoder) writeFamily() {
	f := &d.family
	if f.written {
		return
	}
	f.written = true
	d.enc.Family(f.header(d.grammar))
	if d.locator != nil {
		d.locator.LocateFamily(f.position.line, f.position.column)
	}
}

func (d *decoder) endFamily() error {
	if d.family.name == "" {
		return nil // the page has not begun one
	}
	d.writeFamily()
	return d.endSeries()
}

func (d *decoder) decodeSample() error {
	s, f := &d.sample, &d.family
	if err := s.scan(&d.lineScanner, d.grammar); err != nil {
		return err
	}
	suffix, ok := f.cutName(s.name, d.grammar)
	switch {
	case ok:
	case s.name == f.name:
		return d.errorAt(s.nameStart, "expected %.40[1]q with %[2]s behind it, found %.40[1]q", s.name, d.suffixes())
	default:
		if err := d.beginFamily(s.name, s.nameStart); err != nil {
			return err
		}
		suffix = ""
	}
	if s.exemplar != nil && suffix != "_total" && suffix != "_bucket" {
		return d.errorAt(s.exemplarStart, "expected an exemplar of a counter or a bucket alone, found one of %.40q", s.name)
	}
	d.writeFamily()
	if d.locator != nil {
		for _, l := range s.labels {
			d.locator.LocateLabel(l.Name, d.number, l.start+1)
		}
	}
	return d.addSample(suffix)
}

// suffixes lists the suffixes that the family's samples can have.
func (d *decoder) suffixes() string {
	words := d.grammar.suffixes(d.family.typ)
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// addSample adds the sample to its series.
func (d *decoder) addSample(suffix string) error {
	s, f := &d.sample, &d.family
	label, err := d.cutLabel(suffix)
	if err != nil {
		return err
	}
	labels := renderSample(s.labels)
	var p *partialSeries
	switch {
	case !d.grammar.interleaved:
		p, err = d.joinPoint(labels, suffix)
	case !f.typ.Scalar():
		p, err = d.joinSeries(labels)
	default:
		return d.writeScalar(labels)
	}
	if err != nil {
		return err
	}
	return p.add(d, suffix, label)
}

// cutLabel removes the label that tells the samples of a series apart and
// returns it: le, quantile, or the label of a stateset. Samples of other
// kinds can't have it.
func (d *decoder) cutLabel(suffix string) (sampleLabel, error) {
	s, f := &d.sample, &d.family
	name := f.typ.reserved()
	expected := suffix == "_bucket" || suffix == "" && f.typ == TypeSummary
	if f.typ == TypeStateSet {
		name, expected = f.name, true
	}
	if name == "" {
		return sampleLabel{}, nil
	}
	l, found := s.cut(name)
	switch {
	case expected && !found:
		return l, d.errorAt(s.nameStart, "expected a sample with a label %q, found none", name)
	case found && !expected:
		return l, d.errorAt(l.start, "expected a sample without a label %q, found one", name)
	}
	return l, nil
}

// writeScalar writes a series of an interleaved grammar that is a single
// sample, so that nothing waits for the end of the family.
func (d *decoder) writeScalar(labels LabelSet) error {
	s, f := &d.sample, &d.family
	if _, twice := f.series[labels.text]; twice {
		return d.errorAt(s.nameStart, "expected a series that is new to the family, found {%.80v} again", labels)
	}
	if err := d.checkValue(""); err != nil {
		return err
	}
	f.series[labels.text] = 0
	if s.hasTimestamp {
		d.enc.Point(labels, &Point{Value: s.value, Timestamp: s.timestamp, HasTimestamp: true})
	} else {
		d.enc.Value(labels, s.value)
	}
	return nil
}

// joinSeries returns the pending series with the labels, new or not.
func (d *decoder) joinSeries(labels LabelSet) (*partialSeries, error) {
	s, f := &d.sample, &d.family
	i, ok := f.series[labels.text]
	if !ok {
		p := f.add(labels)
		p.stamp(s)
		return p, nil
	}
	p := &f.pending[i]
	if p.point.Timestamp != s.timestamp || p.point.HasTimestamp != s.hasTimestamp {
		return nil, d.errorAt(s.valueStart, "expected the timestamp that the series has on line %d, found another", p.line)
	}
	return p, nil
}

// joinPoint returns the pending point with the labels and the timestamp of
// the sample. Other labels or another timestamp end the pending point and
// begin a new one.
func (d *decoder) joinPoint(labels LabelSet, suffix string) (*partialSeries, error) {
	s, f := &d.sample, &d.family
	// client_golang prints no timestamp behind a time of creation.
	unstamped := suffix == "_created" && !s.hasTimestamp
	if len(f.pending) > 0 && f.pending[0].labels.text == labels.text {
		p := &f.pending[0]
		if unstamped {
			return p, nil
		}
		if same, err := d.sameTime(p); same || err != nil {
			return p, err
		}
	} else if _, twice := f.series[labels.text]; twice {
		return nil, d.errorAt(s.nameStart, "expected the lines of a series in one place, found {%.80v} again", labels)
	}
	if err := d.endSeries(); err != nil {
		return nil, err
	}
	p := f.add(labels)
	if !unstamped {
		p.stamp(s)
	}
	return p, nil
}

// sameTime reports whether the sample has the timestamp of p. If not, its
// timestamp must be later.
func (d *decoder) sameTime(p *partialSeries) (bool, error) {
	s := &d.sample
	switch {
	case !p.stamped:
		p.stamp(s)
		return true, nil
	case p.point.HasTimestamp != s.hasTimestamp:
		return false, d.errorAt(s.valueStart, "expected a timestamp on all lines of the series {%.80v}, or on none", p.labels)
	case p.point.Timestamp > s.timestamp:
		return false, d.errorAt(s.valueStart, "expected a timestamp of at least %v seconds, that of the line before, found %v",
			float64(p.point.Timestamp)/1e3, float64(s.timestamp)/1e3)
	}
	return p.point.Timestamp == s.timestamp, nil
}

// endSeries writes the pending series. The states of a stateset have been
// written.
func (d *decoder) endSeries() error {
	f := &d.family
	for i := range f.pending {
		if f.typ == TypeStateSet {
			break
		}
		p := &f.pending[i]
		if err := d.grammar.checkSeries(p, f); err != nil {
			return &SyntaxError{Line: p.line, Column: p.column, Err: fmt.Errorf("series {%.80v} ends here: %w", p.labels, err)}
		}
		f.bounds = p.finish(f.typ, f.bounds)
		d.writePoint(p.labels, &p.point)
	}
	f.pending = f.pending[:0]
	return nil
}

// writePoint writes a point, as a Value if it has only a value.
func (d *decoder) writePoint(labels LabelSet, p *Point) {
	if d.family.typ.Scalar() && !p.HasTimestamp && p.Exemplar == nil && p.Created == 0 {
		d.enc.Value(labels, p.Value)
	} else {
		d.enc.Point(labels, p)
	}
}

// checkValue returns an error if the grammar forbids the sample's value.
func (d *decoder) checkValue(suffix string) error {
	if err := d.grammar.checkValue(d.family.typ, suffix, d.sample.value); err != nil {
		return d.errorAt(d.sample.valueStart, "%w", err)
	}
	return nil
}

// bound returns the number in the value of a label le or quantile.
func (d *decoder) bound(l sampleLabel, lowest, highest float64) (float64, error) {
	v, ok := parseNumber(l.Value)
	if !ok || !(v >= lowest && v <= highest) {
		return 0, d.errorAt(l.start, "expected %s from %v to %v, found %.40q", l.Name, lowest, highest, l.Value)
	}
	return v, nil
}

// expectedAbove returns the error that a bound is not above the bound of
// the line before.
func (d *decoder) expectedAbove(last float64, l sampleLabel, bound float64) error {
	return d.errorAt(l.start, "expected %s above %v, that of the line before, found %v", l.Name, last, bound)
}

// count returns the sample's value as a count. The largest count, 2^64-1,
// is 2^64 where a page writes it as a float64.
func (d *decoder) count() (uint64, error) {
	if n, err := strconv.ParseUint(d.sample.number, 10, 64); err == nil {
		return n, nil
	}
	v := d.sample.value
	switch {
	case v == 1<<64:
		return math.MaxUint64, nil
	case v >= 0 && v < 1<<64 && v == math.Trunc(v):
		return uint64(v), nil
	}
	return 0, d.errorAt(d.sample.valueStart, "expected a count, a whole number up to 2^64, found %v", v)
}
