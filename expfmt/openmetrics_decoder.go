package expfmt

import "strings"

// DecodeOpenMetrics reads a page of OpenMetrics 1.0.0, or of 0.0.1, and
// writes its families into enc, in the order of the page. A series is
// written when its last line has been read: as a Value, or as a Point if
// it has more than a value. A series of several points, which differ in
// their timestamps, is written as as many Points.
//
// Families are named as they are in the text format: a counter's name has
// its _total and an info's its _info, which HELP and TYPE of OpenMetrics
// leave out. A family without HELP gets an empty one, and one without TYPE
// is Untyped.
//
// What [OpenMetrics] prints it reads back so that it prints the same again,
// if the names were printed as they are ([NoEscaping]) and the families
// follow the rules. Names between quotes, which the standard does not know
// yet, are read as Prometheus reads them. Timestamps are read to the
// millisecond, other times to the nanosecond.
//
// What breaks the standard is refused with a [*SyntaxError], also where
// scrapers are more patient: blanks, comments and commas too many, units
// that the name does not end in, exemplars where none can be, families,
// series and points in pieces or twice, counts that are not whole or that
// contradict each other, NaN and negative numbers where something is
// counted, and a page that does not end with # EOF. Then enc holds what
// stood before.
//
// DecodeOpenMetrics neither changes nor keeps page.
//
// The standard is at https://prometheus.io/docs/specs/om/open_metrics_spec/.
func DecodeOpenMetrics(page []byte, enc Encoder) error {
	d := openMetricsDecoder{pageDecoder: pageDecoder{enc: enc, owners: make(map[string]string)}}
	for rest := string(page); ; {
		line, after, complete := strings.Cut(rest, "\n")
		d.textScanner = textScanner{line: line, number: d.number + 1, strict: true}
		switch {
		case line == openMetricsEnd:
			return d.end(after)
		case !complete:
			return d.errorAt(len(line), "expected a last line %q, found the end of the page", openMetricsEnd)
		}
		if err := d.decodeLine(); err != nil {
			return err
		}
		rest = after
	}
}

// An openMetricsDecoder is a page on its way to an Encoder.
type openMetricsDecoder struct {
	pageDecoder
	sample openMetricsSample
	family openMetricsFamily
}

func (d *openMetricsDecoder) decodeLine() error {
	if err := d.checkUTF8(); err != nil {
		return err
	}
	if !d.take('#') {
		return d.decodeSample()
	}
	if err := d.takeBlank(); err != nil {
		return err
	}
	at := d.at
	switch d.takeWord() {
	case "HELP":
		return d.decodeHelp()
	case "TYPE":
		return d.decodeType()
	case "UNIT":
		return d.decodeUnit()
	default:
		return d.expected(at, "HELP, TYPE, UNIT or EOF", d.line[at:])
	}
}

func (d *openMetricsDecoder) decodeHelp() error {
	at, err := d.takeFamily()
	switch {
	case err != nil:
		return err
	case d.family.hasHelp:
		return d.errorAt(at, "expected one HELP line for %.40q, found a second", d.family.name)
	}
	d.family.help, err = d.takeEscaped()
	d.family.hasHelp = true
	return err
}

func (d *openMetricsDecoder) decodeType() error {
	at, err := d.takeFamily()
	switch {
	case err != nil:
		return err
	case d.family.hasType:
		return d.errorAt(at, "expected one TYPE line for %.40q, found a second", d.family.name)
	}
	word := d.line[d.at:]
	t, ok := parseOpenMetricsType(word)
	if !ok {
		return d.expected(d.at, "counter, gauge, histogram, gaugehistogram, stateset, info, summary or unknown", word)
	}
	d.family.typ, d.family.hasType = t, true
	for _, suffix := range openMetricsSuffixes[t] {
		if suffix == "" {
			continue // the name is taken
		}
		if err := d.own(d.family.name+suffix, d.family.name, at); err != nil {
			return err
		}
	}
	return d.checkUnit(d.at)
}

func (d *openMetricsDecoder) decodeUnit() error {
	at, err := d.takeFamily()
	switch {
	case err != nil:
		return err
	case d.family.hasUnit:
		return d.errorAt(at, "expected one UNIT line for %.40q, found a second", d.family.name)
	}
	at = d.at
	d.family.unit, err = d.takeEscaped()
	d.family.hasUnit = true
	if err != nil {
		return err
	}
	return d.checkUnit(at)
}

// checkUnit returns an error if the family can't have its unit.
func (d *openMetricsDecoder) checkUnit(at int) error {
	f := &d.family
	switch {
	case f.unit == "":
	case f.typ == TypeInfo || f.typ == TypeStateSet:
		return d.errorAt(at, "expected no unit for a family of type %v, found %.40q", f.typ, f.unit)
	case !strings.HasSuffix(f.name, "_"+f.unit):
		return d.errorAt(at, "expected a unit that the name %.40q ends in, behind an underscore, found %.40q", f.name, f.unit)
	}
	return nil
}

// takeFamily takes the metric name of a line of metadata, and the blanks
// around it. If the family is not the one whose lines are being read, it
// begins here.
func (d *openMetricsDecoder) takeFamily() (at int, err error) {
	if err := d.takeBlank(); err != nil {
		return 0, err
	}
	at = d.at
	name, err := d.takeName("a metric name", IsMetricName)
	if err != nil {
		return at, err
	}
	if err := d.takeBlank(); err != nil {
		return at, err
	}
	switch {
	case name != d.family.name:
		err = d.beginFamily(name, at)
	case d.family.written:
		err = d.errorAt(at, "expected HELP, TYPE and UNIT in front of the samples, found samples of %.40q above", name)
	}
	return at, err
}

// end ends the page; after is what stands behind the line # EOF.
func (d *openMetricsDecoder) end(after string) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	if after == "" {
		return nil
	}
	d.number++
	return d.errorAt(0, "expected nothing behind %q, found %.40q", openMetricsEnd, after)
}
