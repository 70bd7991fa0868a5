package measure

import (
	"strings"
	"testing"
)

// scripted returns a contender with prepared results, one per turn, that
// writes its name into order.
func scripted(contender string, order *strings.Builder, took ...float64) Contender {
	return NewContender(contender, func() float64 {
		order.WriteString(contender + " ")
		next := took[0]
		took = took[1:]
		return next
	})
}

func TestRun(t *testing.T) {
	var order strings.Builder
	row := Row{
		Work: "work", Unit: "ns", Rounds: 3,
		Targets: []Target{{AtMost: 2, Peer: Limit}, {AtMost: 0.1, Peer: CG}, {AtMost: 20}},
		Start: func(Scale) ([]Contender, error) {
			return []Contender{
				scripted(Limit, &order, 10, 20, 40), // ratios 1, 1, 2
				scripted(Ours, &order, 10, 20, 80),
				scripted(CG, &order, 100, 100, 100), // ratios .1, .2, .8
				scripted(VM, &order, 0, 0, 0),       // no ratios
			}, nil
		},
	}
	got, err := row.Run(Scale{Rounds: 15})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("limit ours cg vm ", 3); order.String() != want {
		t.Errorf("turns: got %s, want %s", &order, want)
	}
	if got.Median[Ours] != 20 || got.Median[CG] != 100 || got.Ratio[Limit] != 1 || got.Ratio[CG] != .2 {
		t.Errorf("got medians %v and ratios %v", got.Median, got.Ratio)
	}
	if ratio, ok := got.Ratio[VM]; ok {
		t.Errorf("ratio to nothing: got %v, want none", ratio)
	}
	if got.BestPeer != VM {
		t.Errorf("best peer: got %q, want vm", got.BestPeer)
	}
	for i, want := range []Verdict{
		{Target{2, Limit}, 1, true},
		{Target{0.1, CG}, .2, false},
		{Target{20, ""}, 20, true},
	} {
		if got.Targets[i] != want {
			t.Errorf("target %d: got %v, want %v", i, got.Targets[i], want)
		}
	}
	if !got.Short() {
		t.Error("got a row that reaches its targets, want one that misses one")
	}
}

// TestBusy has contenders that lack a processor in one turn of three, and in
// two of three.
func TestBusy(t *testing.T) {
	turns := func(shares ...float64) []Turn {
		var list []Turn
		for _, share := range shares {
			list = append(list, Turn{Took: 1, Share: share})
		}
		return list
	}
	for busy, theirs := range map[bool][]Turn{false: turns(1, .5, 1), true: turns(.5, 1, .6)} {
		if got := (Row{}).result(map[string][]Turn{Ours: turns(1, 1, 1), CG: theirs}); got.Busy != busy {
			t.Errorf("turns %v: got busy %v, want %v", theirs, got.Busy, busy)
		}
	}
}

// TestIncomplete has rows whose targets name missing contenders.
func TestIncomplete(t *testing.T) {
	for want, contenders := range map[string][]Contender{
		"work: expected the contender cg, found none":   {{Name: Ours}},
		"work: expected the contender ours, found none": {{Name: CG}},
	} {
		row := Row{Work: "work", Targets: []Target{{1, CG}}, Start: func(Scale) ([]Contender, error) { return contenders, nil }}
		if _, err := row.Run(Quick); err == nil || err.Error() != want {
			t.Errorf("got error %v, want %s", err, want)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{7}, 7},
		{[]float64{1, 9}, 5},
		{[]float64{9, 1, 2}, 2},
		{[]float64{4, 1, 3, 2}, 2.5},
	} {
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v: got %v, want %v", c.values, got, c.want)
		}
	}
}

func TestPercentile(t *testing.T) {
	values := make([]int64, 200)
	for i := range values {
		values[i] = int64(len(values) - i) // 200 to 1
	}
	for p, want := range map[int]int64{0: 1, 50: 101, 99: 199, 100: 200} {
		if got := Percentile(values, p); got != want {
			t.Errorf("percentile %d of 1 to 200: got %d, want %d", p, got, want)
		}
	}
	if got := Percentile([]float64{3}, 99); got != 3 {
		t.Errorf("percentile 99 of 3: got %v", got)
	}
}
