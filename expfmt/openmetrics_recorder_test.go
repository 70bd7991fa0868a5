package expfmt

// A unitFamily is a family that may have a unit.
type unitFamily struct {
	unit string
	family
}

// writeUnits is write for them.
func writeUnits(enc Encoder, families []unitFamily) {
	for _, f := range families {
		units := unitSetter{enc, f.unit}
		write(units, []family{f.family})
	}
}

// A unitSetter gives all families a unit.
type unitSetter struct {
	Encoder
	unit string
}

func (s unitSetter) Family(f *Family) {
	with, err := f.WithUnit(s.unit)
	if err != nil {
		panic(err)
	}
	s.Encoder.Family(with)
}

// A unitRecorder is an Encoder that undoes writeUnits.
type unitRecorder struct {
	recorder
	units []string
}

func (r *unitRecorder) Family(f *Family) {
	r.recorder.Family(f)
	r.units = append(r.units, f.Unit())
}

func (r *unitRecorder) Point(l LabelSet, p *Point) {
	kept := *p
	kept.Exemplars = append([]*Exemplar(nil), p.Exemplars...)
	r.recorder.Point(l, &kept)
	last := r.families[len(r.families)-1].series
	last[len(last)-1].point.Values = append([]float64(nil), p.Values...)
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
