package expfmt

import (
	"math"
	"slices"
)

// decodePart adds the sample to a point of the family; suffix is what its
// name has behind the family's.
func (d *openMetricsDecoder) decodePart(suffix string) error {
	label, err := d.cutPartLabel(suffix)
	if err != nil {
		return err
	}
	if err := d.join(suffix); err != nil {
		return err
	}
	d.family.point.line, d.family.point.column = d.number, d.sample.nameAt+1
	switch suffix {
	case "_bucket":
		return d.addBucket(label)
	case "_sum", "_gsum":
		return d.setSum()
	case "_count", "_gcount":
		return d.setCount()
	case "_created":
		return d.setCreated()
	}
	switch d.family.typ {
	case TypeSummary:
		return d.addQuantile(label)
	case TypeStateSet:
		return d.writeState(label)
	}
	return d.setValue()
}

// cutPartLabel takes the label from the sample that says which bucket,
// quantile or state it is.
func (d *openMetricsDecoder) cutPartLabel(suffix string) (textLabel, error) {
	f := &d.family
	if f.typ == TypeStateSet {
		return d.cutLabel(&d.sample.textSample, f.name, true)
	}
	return d.cutLabel(&d.sample.textSample, f.typ.reserved(), suffix == "_bucket" || suffix == "" && f.typ == TypeSummary)
}

// once sets has, and returns an error if it is set.
func (d *openMetricsDecoder) once(has *bool, what string) error {
	if *has {
		return d.errorAt(d.sample.nameAt, "expected one %s for the series {%.80v}, found a second", what, d.family.point.labels)
	}
	*has = true
	return nil
}

// notNegative returns an error if the sample's value is below 0 or NaN.
func (d *openMetricsDecoder) notNegative() error {
	if v := d.sample.value; !(v >= 0) {
		return d.errorAt(d.sample.valueAt, "expected a number of at least 0, found %v", v)
	}
	return nil
}

// setValue sets the value of a series that is one sample.
func (d *openMetricsDecoder) setValue() error {
	s, p, t := &d.sample, &d.family.point, d.family.typ
	if err := d.once(&p.hasValue, "value"); err != nil {
		return err
	}
	if t == TypeCounter {
		if err := d.notNegative(); err != nil {
			return err
		}
	}
	if err := t.checkValue(s.value); err != nil {
		return d.errorAt(s.valueAt, "%w", err)
	}
	p.point.Value, p.point.Exemplar = s.value, s.newExemplar()
	return nil
}

// newExemplar returns the sample's exemplar, or nil.
func (s *openMetricsSample) newExemplar() *Exemplar {
	if s.exemplarAt == 0 {
		return nil
	}
	return &Exemplar{Labels: s.exemplar.labelSet(), Value: s.exemplar.value, Time: s.exemplarTime}
}

// writeState writes a state, which is a series of its own to an Encoder.
func (d *openMetricsDecoder) writeState(state textLabel) error {
	s, p := &d.sample, &d.family.point
	if _, twice := p.states[state.Value]; twice {
		return d.errorAt(state.at, "expected a state that is new to the series {%.80v}, found %.40q again", p.labels, state.Value)
	}
	if err := TypeStateSet.checkValue(s.value); err != nil {
		return d.errorAt(s.valueAt, "%w", err)
	}
	if p.states == nil {
		p.states = make(map[string]struct{})
	}
	p.states[state.Value] = struct{}{}
	labels, _ := p.labels.With(render([]Label{state.Label})) // from which it was cut
	p.point.Value = s.value
	d.write(labels, &p.point)
	return nil
}

func (d *openMetricsDecoder) addBucket(le textLabel) (err error) {
	s, p := &d.sample, &d.family.point
	if p.bounds, err = d.appendBound(p.bounds, le, math.Inf(-1), math.Inf(1)); err != nil {
		return err
	}
	last := len(p.bounds) - 1
	if math.IsInf(p.bounds[last], 1) && le.Value != "+Inf" {
		return d.errorAt(le.at, `expected "+Inf" for the infinite bound, found %.40q`, le.Value)
	}
	if p.point.Counts, err = d.appendCount(p.point.Counts, &s.textSample); err != nil {
		return err
	}
	if s.exemplarAt == 0 {
		return nil
	}
	if at := p.bounds[last]; !math.IsInf(at, 1) && !(s.exemplar.value <= at) {
		return d.errorAt(s.exemplar.valueAt, "expected the exemplar of an observation up to %v, the bucket's bound, found %v", at, s.exemplar.value)
	}
	for len(p.point.Exemplars) < last {
		p.point.Exemplars = append(p.point.Exemplars, nil)
	}
	p.point.Exemplars = append(p.point.Exemplars, s.newExemplar())
	return nil
}

// addQuantile adds a quantile where it belongs: they come in any order.
func (d *openMetricsDecoder) addQuantile(quantile textLabel) error {
	s, p := &d.sample, &d.family.point
	at, err := d.bound(quantile, 0, 1)
	if err != nil {
		return err
	}
	i, twice := slices.BinarySearch(p.bounds, at)
	if twice {
		return d.errorAt(quantile.at, "expected a quantile that is new to the series {%.80v}, found %v again", p.labels, at)
	}
	if s.value < 0 {
		return d.errorAt(s.valueAt, "expected a number of at least 0, or NaN, found %v", s.value)
	}
	p.bounds = slices.Insert(p.bounds, i, at)
	p.point.Values = slices.Insert(p.point.Values, i, s.value)
	return nil
}

// setSum sets the sum; that of a gaugehistogram may be negative, if some
// bucket is.
func (d *openMetricsDecoder) setSum() error {
	s, p := &d.sample, &d.family.point
	if err := d.once(&p.hasSum, "sum"); err != nil {
		return err
	}
	if d.family.typ != TypeGaugeHistogram || math.IsNaN(s.value) {
		if err := d.notNegative(); err != nil {
			return err
		}
	}
	p.point.Sum = s.value
	return nil
}

func (d *openMetricsDecoder) setCount() (err error) {
	p := &d.family.point
	if err := d.once(&p.hasCount, "count"); err != nil {
		return err
	}
	p.point.Count, err = d.count(&d.sample.textSample)
	return err
}

func (d *openMetricsDecoder) setCreated() (err error) {
	s, p := &d.sample, &d.family.point
	if err := d.once(&p.hasCreated, "time of creation"); err != nil {
		return err
	}
	p.point.Created, err = d.time(s.valueAt, s.value, 1e9)
	return err
}
