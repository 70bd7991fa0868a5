package testutil

import "plainmetrics/expfmt"

// A plainEncoder is an Encoder that passes points on without times of creation
// and exemplars, which are not compared. They would change a golden file from
// run to run.
type plainEncoder struct{ expfmt.Encoder }

// Point implements expfmt.Encoder.
func (e plainEncoder) Point(f *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	plain := *p
	plain.Created, plain.CreatedSeconds = 0, nil
	plain.Exemplar, plain.Exemplars = nil, nil
	if p.Native != nil && len(p.Native.Exemplars) > 0 {
		native := *p.Native
		native.Exemplars = nil
		plain.Native = &native
	}
	e.Encoder.Point(f, l, &plain)
}
