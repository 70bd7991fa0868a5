package measure

// A Target is what ours must reach.
type Target struct {
	AtMost float64 `json:"at_most"`

	// Of is the contender that AtMost is a multiple of. If empty, AtMost is
	// in the unit of the row.
	Of string `json:"of,omitempty"`
}

// A Verdict is what became of a Target.
type Verdict struct {
	Target
	Got     float64 `json:"got"` // what is at most AtMost if the target is reached
	Reached bool    `json:"reached"`
}

// judge holds a target against the medians of a row.
func (t Target) judge(median, ratio map[string]float64) Verdict {
	got, measured := ratio[t.Of]
	if t.Of == "" {
		got, measured = median[Ours]
	}
	return Verdict{Target: t, Got: got, Reached: measured && got <= t.AtMost}
}
