package measure

import (
	"fmt"
	"slices"
)

// A Result is what a Row came to.
type Result struct {
	Work string `json:"work"`
	Unit string `json:"unit"`

	// Median has the median of each contender's turns, in the unit.
	Median map[string]float64 `json:"median"`

	// Ratio has, for each of the others, the median over the rounds of ours
	// divided by theirs. One that took nothing has none.
	Ratio map[string]float64 `json:"ratio"`

	// BestPeer is the contender with the least median, the limit and ours
	// left aside; "" if there is none.
	BestPeer string `json:"best_peer,omitempty"`

	Targets []Verdict `json:"targets,omitempty"`

	// Busy says that other programs had the processors in half of the turns
	// of some contender, and so that the row tells little.
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

// Run lets the contenders take their turns: A B C, A B C, …
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
			turns[c.By] = append(turns[c.By], c.Measure())
		}
	}
	return r.result(turns), nil
}

// complete returns an error if ours, or a contender that a target names, is
// missing.
func (r Row) complete(contenders []Contender) error {
	there := map[string]bool{"": true}
	for _, c := range contenders {
		there[c.By] = true
	}
	for _, t := range slices.Concat(r.Targets, []Target{{Of: Ours}}) {
		if !there[t.Of] {
			return fmt.Errorf("expected the contender %s, found none", t.Of)
		}
	}
	return nil
}

// result is the Result of what each contender took in each round.
func (r Row) result(turns map[string][]Turn) Result {
	res := Result{Work: r.Work, Unit: r.Unit, Median: make(map[string]float64), Ratio: make(map[string]float64)}
	ours, _ := columns(turns[Ours])
	for _, by := range Contenders() {
		if len(turns[by]) == 0 {
			continue
		}
		took, share := columns(turns[by])
		res.Median[by] = median(took)
		res.Busy = res.Busy || median(share) < tooLow
		if by == Ours {
			continue
		}
		if ratios := ratios(ours, took); len(ratios) > 0 {
			res.Ratio[by] = median(ratios)
		}
		if by != Limit && (res.BestPeer == "" || res.Median[by] < res.Median[res.BestPeer]) {
			res.BestPeer = by
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
