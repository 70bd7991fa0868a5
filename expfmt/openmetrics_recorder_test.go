package expfmt

// A unitFamily is a family that may have a unit.
type unitFamily struct {
	unit string
	family
}

// writeUnits is write for them.
func writeUnits(enc Encoder, families []unitFamily) {
	for _, f := range families {
		units := &unitSetter{enc: enc, unit: f.unit}
		write(units, []family{f.family})
	}
}

// A unitSetter gives a family a unit.
type unitSetter struct {
	enc         Encoder
	unit        string
	family, set *Family // without and with the unit
}

func (s *unitSetter) Value(f *Family, l LabelSet, v float64) { s.enc.Value(s.with(f), l, v) }

func (s *unitSetter) Point(f *Family, l LabelSet, p *Point) { s.enc.Point(s.with(f), l, p) }

func (s *unitSetter) with(f *Family) *Family {
	if f != s.family {
		set, err := f.WithUnit(s.unit)
		if err != nil {
			panic(err)
		}
		s.family, s.set = f, set
	}
	return s.set
}

// A unitRecorder is an Encoder that undoes writeUnits.
type unitRecorder struct {
	recorder
	units []string
}

func (r *unitRecorder) Value(f *Family, l LabelSet, v float64) {
	r.begin(f)
	r.recorder.Value(f, l, v)
}

func (r *unitRecorder) Point(f *Family, l LabelSet, p *Point) {
	r.begin(f)
	kept := *p
	kept.Exemplars = append([]*Exemplar(nil), p.Exemplars...)
	r.recorder.Point(f, l, &kept)
	last := r.families[len(r.families)-1].series
	last[len(last)-1].point.Values = append([]float64(nil), p.Values...)
}

func (r *unitRecorder) begin(f *Family) {
	if f != r.last {
		r.units = append(r.units, f.Unit())
	}
}

// recorded returns the families.
func (r *unitRecorder) recorded() (all []unitFamily) {
	for i, f := range r.families {
		all = append(all, unitFamily{r.units[i], f})
	}
	return all
}

// printOpenMetrics returns the page of families, with all there is to see.
func printOpenMetrics(families []unitFamily) string {
	page := NewPage(OpenMetrics{Scheme: NoEscaping, Created: true}, nil)
	writeUnits(page, families)
	return string(page.End())
}

// trace are exemplars.
func trace(id string, v float64, time int64) *Exemplar {
	return &Exemplar{Labels: labels("trace_id", id), Value: v, Time: time}
}
