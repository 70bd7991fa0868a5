package measure

import (
	"fmt"
	"slices"
)

// A Result is the outcome of a Row.
type Result struct {
	Work string `json:"work"`
	Unit string `json:"unit"`

	// Median has the median of each contender's turns, in the unit.
	Median map[string]float64 `json:"median"`

	// Ratio has, for each other contender, the median over the rounds of our
	// number divided by theirs. A contender whose numbers are all 0 is
	// missing.
	Ratio map[string]float64 `json:"ratio"`

	// BestPeer is the peer with the smallest median, "" without peers. The
	// limit is no peer.
	BestPeer string `json:"best_peer,omitempty"`

	Targets []Verdict `json:"targets,omitempty"`

	// Busy reports that other programs had the processors in at least half
	// of some contender's turns, so the row tells little.
	Busy bool `json:"busy,omitempty"`
}

// Short reports whether a target was missed.
func (r Result) Short() bool {
	for _, v := range r.Targets {
		if !v.Reached {
			return true
		}
	}
	return false
}

// Run lets the contenders take turns, A B C, A B C, …, and summarizes the
// rounds. The error tells that Start failed or a target's contender is
// missing.
func (r Row) Run(s Scale) (Result, error) {
	contenders, err := r.Start(s)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", r.Work, err)
	}
	if err := r.complete(contenders); err != nil {
		return Result{}, fmt.Errorf("%s: %w", r.Work, err)
	}
	rounds := s.Rounds
	if r.Rounds > 0 {
		rounds = min(rounds, r.Rounds)
	}
	turns := make(map[string][]Turn)
	for range rounds {
		for _, c := range contenders {
			turns[c.Name] = append(turns[c.Name], c.Measure())
		}
	}
	return r.result(turns), nil
}

// complete returns an error if our contender, or the contender of a target,
// is missing.
func (r Row) complete(contenders []Contender) error {
	there := map[string]bool{"": true}
	for _, c := range contenders {
		there[c.Name] = true
	}
	for _, t := range slices.Concat(r.Targets, []Target{{Peer: Ours}}) {
		if !there[t.Peer] {
			return fmt.Errorf("expected the contender %s, found none", t.Peer)
		}
	}
	return nil
}

// result summarizes the turns of each contender.
func (r Row) result(turns map[string][]Turn) Result {
	res := Result{Work: r.Work, Unit: r.Unit, Median: make(map[string]float64), Ratio: make(map[string]float64)}
	ours, _ := columns(turns[Ours])
	for _, contender := range Contenders() {
		if len(turns[contender]) == 0 {
			continue
		}
		took, share := columns(turns[contender])
		res.Median[contender] = median(took)
		res.Busy = res.Busy || median(share) < busyShare
		if contender == Ours {
			continue
		}
		if ratios := ratios(ours, took); len(ratios) > 0 {
			res.Ratio[contender] = median(ratios)
		}
		if contender != Limit && (res.BestPeer == "" || res.Median[contender] < res.Median[res.BestPeer]) {
			res.BestPeer = contender
		}
	}
	for _, t := range r.Targets {
		res.Targets = append(res.Targets, t.judge(res.Median, res.Ratio))
	}
	return res
}

func columns(turns []Turn) (took, share []float64) {
	for _, t := range turns {
		took, share = append(took, t.Took), append(share, t.Share)
	}
	return took, share
}
