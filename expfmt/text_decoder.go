package expfmt

import (
	"slices"
	"strings"
)

// DecodeText reads a page of the text format 0.0.4 and writes its families
// into enc, in the order of the page. A series is written as a Value, or
// as a Point if it has a timestamp; one of a histogram or a summary as a
// Point, when its family ends, for its lines may stand between those of
// others.
//
// What [Text] prints it reads back so that it prints the same again, if
// the names were printed as they are ([NoEscaping]). Anything else that the
// format allows is read as well: comments, blank lines, blanks between
// tokens, labels in any order, families without HELP or TYPE. A family
// without HELP gets an empty one, and a family without TYPE is Untyped; so
// both lines are there when it is printed. A family without samples is
// written without series, and prints nothing.
//
// Parsers of Prometheus refuse some of that, each something else: zero
// bytes in names, label names with colons, signed timestamps, several
// blanks around a type, and blanks behind the last token of a line. The
// description of the format allows all of it, so it is read here.
//
// What breaks the format is refused with a [*SyntaxError]: all that a
// scraper would refuse or could misread, but also families in pieces,
// series and lines that come twice, and histograms and summaries that lack
// a line, contradict themselves or are of more than one moment. Then enc
// holds what stood before. Counts must be whole numbers, and are exact up
// to 2^53, as on any page of this format.
//
// DecodeText neither changes nor keeps page.
//
// The format is described at
// https://prometheus.io/docs/instrumenting/exposition_formats/.
func DecodeText(page []byte, enc Encoder) error {
	d := textDecoder{pageDecoder: pageDecoder{enc: enc, owners: make(map[string]string)}}
	for rest := string(page); rest != ""; {
		line, after, complete := strings.Cut(rest, "\n")
		d.textScanner = textScanner{line: line, number: d.number + 1}
		if !complete {
			return d.errorAt(len(line), "expected a line feed, found the end of the page")
		}
		if err := d.decodeLine(); err != nil {
			return err
		}
		rest = after
	}
	return d.endFamily()
}

// A textDecoder is a page on its way to an Encoder.
type textDecoder struct {
	pageDecoder
	sample textSample
	family textFamily
}

// A textFamily is the family whose lines are being read.
type textFamily struct {
	name, help       string
	typ              Type
	hasHelp, hasType bool

	written bool           // to the Encoder; its series may follow
	series  map[string]int // rendered labels, and the index in partial
	partial []textSeries   // of a histogram or a summary
	bounds  *Bounds        // of the series written last
}

func (d *textDecoder) decodeLine() error {
	if err := d.checkUTF8(); err != nil {
		return err
	}
	d.skipBlanks()
	switch {
	case d.peek() == '\n':
		return nil
	case !d.take('#'):
		return d.decodeSample()
	}
	d.skipBlanks()
	switch d.takeWord() {
	case "HELP":
		return d.decodeHelp()
	case "TYPE":
		return d.decodeType()
	}
	return nil
}

func (d *textDecoder) decodeHelp() error {
	at, err := d.takeFamily()
	switch {
	case err != nil:
		return err
	case d.family.hasHelp:
		return d.errorAt(at, "expected one HELP line for %.40q, found a second", d.family.name)
	case d.peek() != '\n':
		d.at++ // the blank that separates; others belong to the text
	}
	d.family.help, err = d.takeHelp()
	d.family.hasHelp = true
	return err
}

func (d *textDecoder) decodeType() error {
	at, err := d.takeFamily()
	switch {
	case err != nil:
		return err
	case d.family.hasType:
		return d.errorAt(at, "expected one TYPE line for %.40q, found a second", d.family.name)
	}
	d.skipBlanks()
	wordAt := d.at
	word := d.takeWord()
	t, ok := parseType([]byte(word))
	if !ok {
		return d.expected(wordAt, "counter, gauge, histogram, summary or untyped", word)
	}
	d.family.typ, d.family.hasType = t, true
	for _, suffix := range textSuffixes[t] {
		if err := d.own(d.family.name+suffix, d.family.name, at); err != nil {
			return err
		}
	}
	return d.takeEnd()
}

// takeFamily takes the metric name of a HELP or TYPE line. If the family
// is not the one whose lines are being read, it begins here.
func (d *textDecoder) takeFamily() (at int, err error) {
	d.skipBlanks()
	at = d.at
	name, err := d.takeName("a metric name", IsMetricName)
	if err != nil {
		return at, err
	}
	if c := d.peek(); !isBlank(c) && c != '\n' {
		return at, d.unexpected("a blank behind the metric name")
	}
	switch {
	case name != d.family.name:
		err = d.beginFamily(name, at)
	case d.family.written:
		err = d.errorAt(at, "expected HELP and TYPE in front of the samples, found samples of %.40q above", name)
	}
	return at, err
}

func (d *textDecoder) beginFamily(name string, at int) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	d.family = textFamily{name: name, series: make(map[string]int)}
	return d.own(name, name, at)
}

// writeFamily writes the family, now that its HELP and TYPE are known.
func (d *textDecoder) writeFamily() {
	if f := &d.family; !f.written {
		// A short string must not keep a whole page in memory.
		name, help := strings.Clone(f.name), strings.Clone(f.help)
		d.enc.Family(MustFamily(name, help, f.typ))
		f.written = true
	}
}

func (d *textDecoder) decodeSample() error {
	s, f := &d.sample, &d.family
	if err := d.takeSample(s); err != nil {
		return err
	}
	suffix, ok := f.cutName(s.name)
	if !ok {
		if err := d.beginFamily(s.name, s.nameAt); err != nil {
			return err
		}
	}
	d.writeFamily()
	if !f.typ.Scalar() {
		return d.decodePart(suffix)
	}
	labels := s.labelSet()
	if _, twice := f.series[labels.text]; twice {
		return d.errorAt(s.nameAt, "expected a series that is new to the family, found {%.80v} again", labels)
	}
	f.series[labels.text] = len(f.series)
	if s.hasTimestamp {
		d.enc.Point(labels, &Point{Value: s.value, Timestamp: s.timestamp, HasTimestamp: true})
	} else {
		d.enc.Value(labels, s.value)
	}
	return nil
}

// cutName reports whether name is that of a sample of the family, and
// returns what it has behind the name of the family.
func (f *textFamily) cutName(name string) (suffix string, ok bool) {
	suffix, ok = strings.CutPrefix(name, f.name)
	return suffix, ok && f.name != "" && (suffix == "" || slices.Contains(textSuffixes[f.typ], suffix))
}

func (d *textDecoder) endFamily() error {
	f := &d.family
	if f.name == "" {
		return nil // the page has not begun one
	}
	d.writeFamily()
	for i := range f.partial {
		if err := d.writeSeries(&f.partial[i]); err != nil {
			return err
		}
	}
	return nil
}
