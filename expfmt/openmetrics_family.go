package expfmt

import (
	"slices"
	"strings"
)

// An openMetricsFamily is the family whose lines are being read.
type openMetricsFamily struct {
	name, help, unit          string // the name without _total or _info
	typ                       Type
	hasHelp, hasType, hasUnit bool

	written bool                // to the Encoder; its series may follow
	series  map[string]struct{} // rendered labels
	point   openMetricsPoint    // of the series whose lines are being read
	bounds  *Bounds             // of the series written last
}

// openMetricsSuffixes are what samples have behind the name of their
// family.
var openMetricsSuffixes = [...][]string{
	TypeUntyped:        {""},
	TypeCounter:        {"_total", "_created"},
	TypeGauge:          {""},
	TypeSummary:        {"", "_sum", "_count", "_created"},
	TypeHistogram:      {"_bucket", "_sum", "_count", "_created"},
	TypeGaugeHistogram: {"_bucket", "_gsum", "_gcount"},
	TypeStateSet:       {""},
	TypeInfo:           {"_info"},
}

// cutName reports whether name is that of a sample of the family, and
// returns what it has behind the name of the family.
func (f *openMetricsFamily) cutName(name string) (suffix string, ok bool) {
	suffix, ok = strings.CutPrefix(name, f.name)
	return suffix, ok && f.name != "" && slices.Contains(openMetricsSuffixes[f.typ], suffix)
}

func (d *openMetricsDecoder) beginFamily(name string, at int) error {
	if err := d.endFamily(); err != nil {
		return err
	}
	d.family = openMetricsFamily{name: name, series: make(map[string]struct{}), point: d.family.point}
	return d.own(name, name, at)
}

// writeFamily writes the family, now that its metadata is known.
func (d *openMetricsDecoder) writeFamily() {
	f := &d.family
	if f.written {
		return
	}
	f.written = true
	// A short string must not keep a whole page in memory.
	name, help := f.name+types[f.typ].suffix, strings.Clone(f.help)
	d.enc.Family(newFamily(strings.Clone(name), help, strings.Clone(f.unit), f.typ))
}

func (d *openMetricsDecoder) endFamily() error {
	if d.family.name == "" {
		return nil // the page has not begun one
	}
	d.writeFamily()
	return d.endPoint()
}

func (d *openMetricsDecoder) decodeSample() error {
	s, f := &d.sample, &d.family
	if err := d.takeOpenMetricsSample(s); err != nil {
		return err
	}
	suffix, ok := f.cutName(s.name)
	switch {
	case ok:
	case s.name == f.name:
		return d.errorAt(s.nameAt, "expected %.40[1]q with %[2]s behind it, found %.40[1]q",
			s.name, strings.Join(openMetricsSuffixes[f.typ], " or "))
	default:
		if err := d.beginFamily(s.name, s.nameAt); err != nil {
			return err
		}
		suffix = ""
	}
	if s.exemplarAt > 0 && suffix != "_total" && suffix != "_bucket" {
		return d.errorAt(s.exemplarAt, "expected an exemplar of a counter or a bucket alone, found one of %.40q", s.name)
	}
	d.writeFamily()
	return d.decodePart(suffix)
}
