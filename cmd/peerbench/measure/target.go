package measure

// A Target is an upper limit for our number.
type Target struct {
	AtMost float64 `json:"at_most"`

	// Peer is the contender whose number AtMost multiplies. Empty means that
	// AtMost is in the unit of the row.
	Peer string `json:"of,omitempty"`
}

// A Verdict is a Target with the measured number.
type Verdict struct {
	Target
	Got     float64 `json:"got"` // what is at most AtMost if the target is reached
	Reached bool    `json:"reached"`
}

// judge compares a target with the medians and ratios of a row. A missing
// number misses the target.
func (t Target) judge(median, ratio map[string]float64) Verdict {
	got, measured := ratio[t.Peer]
	if t.Peer == "" {
		got, measured = median[Ours]
	}
	return Verdict{Target: t, Got: got, Reached: measured && got <= t.AtMost}
}
