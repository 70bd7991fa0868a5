package expfmt

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// A sampleDecoder adds the samples of the open family to their series, and
// writes complete series into an Encoder.
type sampleDecoder struct {
	lineScanner
	grammar *grammar
	enc     Encoder
	sample  pageSample // on the current line
	family  decodedFamily
	hash    seriesHash // of the labels that have a value
	point   Point      // of the sample, if it is a whole point
}

// addSample adds the sample to its series.
func (d *sampleDecoder) addSample(suffix string) error {
	if d.grammar.wholePoints {
		return d.addPoint()
	}
	s, f := &d.sample, &d.family
	label, err := d.cutLabel(suffix)
	if err != nil {
		return err
	}
	labels := renderSample(s.labels)
	valued := s.valued(labels)
	var p *partialSeries
	switch {
	case !d.grammar.interleaved:
		p, err = d.joinPoint(labels, valued, suffix)
	case !f.typ.Scalar():
		p, err = d.joinSeries(labels, valued)
	default:
		return d.writeScalar(labels, valued)
	}
	if err != nil {
		return err
	}
	return p.add(d, suffix, label)
}

// cutLabel removes and returns the label that distinguishes the samples of a
// series: le, quantile, or the label of a stateset. Samples of other kinds
// can't have the label.
func (d *sampleDecoder) cutLabel(suffix string) (sampleLabel, error) {
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

// writeScalar writes a single-sample series of an interleaved grammar at
// once, without waiting for the end of the family.
func (d *sampleDecoder) writeScalar(labels, valued LabelSet) error {
	s, f := &d.sample, &d.family
	key := d.hash.keyAt(valued, s)
	if _, twice := f.series[key]; twice {
		return d.errorAt(s.nameStart, "expected a series that is new to the family, found {%.80v} again", labels)
	}
	if err := d.checkValue(""); err != nil {
		return err
	}
	f.series[key] = 0
	if s.hasTimestamp {
		d.enc.Point(f.family, labels, &Point{Value: s.value, Timestamp: s.timestamp, HasTimestamp: true})
	} else {
		d.enc.Value(f.family, labels, s.value)
	}
	return nil
}

// joinSeries returns the pending point with the labels and the timestamp of
// the sample, new or not.
func (d *sampleDecoder) joinSeries(labels, valued LabelSet) (*partialSeries, error) {
	s, f := &d.sample, &d.family
	key := d.hash.keyAt(valued, s)
	if i, ok := f.series[key]; ok {
		return &f.pending[i], nil
	}
	p := f.add(labels, key)
	p.stamp(s)
	return p, nil
}

// joinPoint returns the pending point with the labels and the timestamp of
// the sample. Other labels or another timestamp end the pending point and
// begin a new one.
func (d *sampleDecoder) joinPoint(labels, valued LabelSet, suffix string) (*partialSeries, error) {
	s, f := &d.sample, &d.family
	// client_golang prints no timestamp behind a time of creation.
	unstamped := suffix == "_created" && !s.hasTimestamp
	isSame := len(f.pending) > 0 && f.pending[0].isOf(valued)
	if isSame {
		p := &f.pending[0]
		if unstamped {
			return p, nil
		}
		if same, err := d.sameTime(p); same || err != nil {
			return p, err
		}
	}
	key := d.hash.key(valued)
	if _, twice := f.series[key]; twice && !isSame {
		return nil, d.errorAt(s.nameStart, "expected the lines of a series in one place, found {%.80v} again", labels)
	}
	if err := d.endSeries(); err != nil {
		return nil, err
	}
	p := f.add(labels, key)
	if !unstamped {
		p.stampSeconds(s)
	}
	return p, nil
}

// sameTime reports whether the sample has the timestamp of p. Another
// timestamp must be later.
func (d *sampleDecoder) sameTime(p *partialSeries) (bool, error) {
	s := &d.sample
	switch {
	case !p.stamped:
		p.stampSeconds(s)
		return true, nil
	case p.point.HasTimestamp != s.hasTimestamp:
		return false, d.tolerate(d.errorAt(s.valueStart, "expected a timestamp on all lines of the series {%.80v}, or on none", p.labels))
	case p.seconds > s.seconds:
		return false, d.tolerate(d.errorAt(s.valueStart,
			"expected a timestamp of at least %v seconds, that of the line before, found %v", p.seconds, s.seconds))
	}
	return p.seconds == s.seconds, nil
}

// addPoint writes the sample, a whole point of its series.
func (d *sampleDecoder) addPoint() error {
	s, f, p := &d.sample, &d.family, &d.point
	if err := d.checkLabels(); err != nil {
		return err
	}
	labels := renderSample(s.labels)
	if err := d.beginPoint(labels, s.valued(labels)); err != nil {
		return err
	}
	if *p = (Point{}); s.hasTimestamp {
		p.HasTimestamp = true
		p.Timestamp, p.TimestampSeconds = unitsOf(s.seconds, 1e3)
	}
	if s.isComposite {
		if s.composite.err != nil {
			return s.composite.err
		}
		f.bounds = s.composite.point(p, f.bounds)
	} else {
		p.Value = s.value
		if err := d.checkValue(""); err != nil {
			return err
		}
	}
	if s.createdStart > 0 && !f.typ.hasCreated() {
		return d.errorAt(s.createdStart, "expected no time of creation of a %v, found one", f.typ)
	}
	p.Created, p.CreatedSeconds = s.created, s.createdSeconds
	d.addExemplars()
	d.writePoint(labels, p)
	return nil
}

// checkLabels returns an error if the sample has a label that its type
// reserves, or a state lacks the label with its name.
func (d *sampleDecoder) checkLabels() error {
	s, f := &d.sample, &d.family
	name := f.typ.reserved()
	if f.typ == TypeStateSet {
		name = f.name
	}
	if name == "" {
		return nil
	}
	i := slices.IndexFunc(s.labels, func(l sampleLabel) bool { return l.Name == name })
	switch {
	case f.typ == TypeStateSet && i < 0:
		return d.errorAt(s.nameStart, "expected a sample with a label %q, found none", name)
	case f.typ != TypeStateSet && i >= 0:
		return d.errorAt(s.labels[i].start, "expected a sample without a label %q, found one", name)
	}
	return nil
}

// beginPoint returns an error unless the sample begins a series that is new to
// the family, or is a later point of the series on the line before.
func (d *sampleDecoder) beginPoint(labels, valued LabelSet) error {
	s, f := &d.sample, &d.family
	last := f.last
	f.last = lastPoint{true, valued, s.hasTimestamp, s.seconds}
	if last.isKnown && last.labels == valued {
		switch {
		case !last.hasTimestamp && !s.hasTimestamp:
			return d.errorAt(s.nameStart, "expected a series that is new to the family, found {%.80v} again", labels)
		case !last.hasTimestamp || !s.hasTimestamp:
			return d.tolerate(d.errorAt(s.valueStart, "expected a timestamp on all lines of the series {%.80v}, or on none", labels))
		case s.seconds <= last.seconds:
			return d.tolerate(d.errorAt(s.valueStart,
				"expected a timestamp above %v seconds, that of the line before, found %v", last.seconds, s.seconds))
		}
		return nil
	}
	key := d.hash.key(valued)
	if _, twice := f.series[key]; twice {
		return d.errorAt(s.nameStart, "expected the lines of a series in one place, found {%.80v} again", labels)
	}
	f.series[key] = 0
	if f.typ == TypeStateSet {
		return d.beginState()
	}
	return nil
}

// beginState returns an error if the states of a group stand apart. The series of
// a group have the same labels, but for the state.
func (d *sampleDecoder) beginState() error {
	s, f := &d.sample, &d.family
	group := make([]sampleLabel, 0, 8)
	for _, l := range s.labels {
		if l.Name != f.name && l.Value != "" {
			group = append(group, l)
		}
	}
	labels := renderSample(group)
	if f.groups != nil && labels == f.group {
		return nil
	}
	key := d.hash.key(labels)
	if _, twice := f.groups[key]; twice {
		return d.errorAt(s.nameStart, "expected the states of {%.80v} in one place, found them again", labels)
	}
	if f.groups == nil {
		f.groups = make(map[seriesKey]struct{})
	}
	f.groups[key], f.group = struct{}{}, labels
	return nil
}

// addExemplars adds the sample's exemplars to the point. The last exemplar of a
// counter or of a classic bucket counts. The exemplars of a histogram with native
// buckets belong to these, unless each exemplar lies in a higher classic bucket
// than the exemplar before.
func (d *sampleDecoder) addExemplars() {
	s, f, p := &d.sample, &d.family, &d.point
	n := len(s.exemplars)
	switch {
	case n == 0:
	case f.typ == TypeCounter || f.typ == TypeUntyped:
		p.Exemplar = s.exemplars[n-1]
	case !f.typ.bucketed():
		if f.typ != TypeSummary && d.lints() {
			_ = d.tolerate(d.errorAt(s.exemplarStart, "expected no exemplar of a %v, found one", f.typ))
		}
	case p.Bounds != nil && p.setExemplars(s.exemplars) || p.Native == nil:
	default:
		p.Exemplars = nil
		p.Native.Exemplars = slices.Clone(s.exemplars)
		slices.SortStableFunc(p.Native.Exemplars, func(a, b *Exemplar) int { return cmp.Compare(a.Value, b.Value) })
	}
}

// endSeries writes the pending series. The states of a stateset have been
// written.
func (d *sampleDecoder) endSeries() error {
	f := &d.family
	for i := range f.pending {
		if f.typ == TypeStateSet {
			break
		}
		p := &f.pending[i]
		if p.broken = p.broken || f.resumed && d.keeps(); !p.broken {
			if err := d.checkSeries(p); err != nil {
				return err
			}
		}
		if p.broken {
			d.enc.Point(f.family, p.labels, &Point{Timestamp: p.point.Timestamp, HasTimestamp: p.point.HasTimestamp})
			continue
		}
		f.bounds = p.finish(f.typ, f.bounds)
		d.writePoint(p.labels, &p.point)
	}
	f.pending = f.pending[:0]
	return nil
}

// checkSeries returns an error if the grammar forbids the series.
func (d *sampleDecoder) checkSeries(p *partialSeries) error {
	if err := d.grammar.checkSeries(p, &d.family); err != nil {
		p.broken = true
		return d.keep(p.errorAtEnd(err))
	}
	if err := d.grammar.checkSum(p, &d.family); err != nil {
		return d.tolerate(p.errorAtEnd(err))
	}
	return nil
}

// addBroken adds the series of a sample with an error, which is written
// without numbers.
func (d *sampleDecoder) addBroken() error {
	f := &d.family
	d.sample.cut(f.typ.reserved())
	labels := renderSample(d.sample.labels)
	valued := d.sample.valued(labels)
	key := d.hash.key(valued)
	if d.grammar.interleaved {
		key = d.hash.keyAt(valued, &d.sample)
	}
	i, known := f.series[key]
	switch {
	case d.grammar.wholePoints:
		f.series[key] = 0
		d.enc.Point(f.family, labels, &Point{HasTimestamp: d.sample.hasTimestamp})
	case !known:
		if !d.grammar.interleaved {
			if err := d.endSeries(); err != nil {
				return err
			}
		}
		p := f.add(labels, key)
		p.stamp(&d.sample)
		p.broken = true
	case int(i) < len(f.pending) && f.pending[i].isOf(valued):
		f.pending[i].broken = true
	default:
		d.enc.Value(f.family, labels, d.sample.value) // again, which a linter finds
	}
	return nil
}

// writePoint writes a point, or a Value for a point with nothing but a
// value.
func (d *sampleDecoder) writePoint(labels LabelSet, p *Point) {
	f := &d.family
	if f.typ.Scalar() && !p.HasTimestamp && p.Exemplar == nil && !p.isCreatedKnown() {
		d.enc.Value(f.family, labels, p.Value)
	} else {
		d.enc.Point(f.family, labels, p)
	}
}

// checkValue returns an error if the grammar forbids the sample's value.
func (d *sampleDecoder) checkValue(suffix string) error {
	s, typ := &d.sample, d.family.typ
	if err := typ.checkValue(s.value); err != nil {
		return d.errorAt(s.valueStart, "%w", err)
	}
	if err := d.grammar.checkValue(typ, suffix, s.value); err != nil {
		return d.tolerate(d.errorAt(s.valueStart, "%w", err))
	}
	return nil
}

// bound returns the number in the value of a label le or quantile.
func (d *sampleDecoder) bound(l sampleLabel, lowest, highest float64) (float64, error) {
	v, ok := parseNumber(l.Value)
	if ok && v >= lowest && v <= highest {
		return v, nil
	}
	err := d.errorAt(l.start, "expected %s from %v to %v, found %.40q", l.Name, lowest, highest, l.Value)
	if ok && !math.IsNaN(v) {
		err = d.tolerate(err)
	}
	return v, err
}

// expectedAbove returns the error of a bound not above the bound of the line
// before.
func (d *sampleDecoder) expectedAbove(last float64, l sampleLabel, bound float64) error {
	return d.errorAt(l.start, "expected %s above %v, that of the line before, found %v", l.Name, last, bound)
}

// count returns the sample's value as a count. The largest count, 2^64-1,
// reads 2^64 if a page writes counts as float64.
func (d *sampleDecoder) count() (uint64, error) {
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
