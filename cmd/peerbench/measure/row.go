// Package measure compares contenders that do the same work, and says
// whether ours reaches what it must.
//
//	row := measure.Row{
//		Work: "sum", Unit: "ns",
//		Targets: []measure.Target{{AtMost: 0.5, Of: measure.CG}},
//		Start: func(s measure.Scale) ([]measure.Contender, error) {
//			return measure.Alone(s, measure.Work{By: measure.Ours, Do: sum}, …), nil
//		},
//	}
//	result, err := row.Run(measure.Full)
//
// Times on a machine that others share move from minute to minute, but they
// move for all contenders: so the contenders take turns, the ratio of ours
// to another is taken in each round, and the median of the rounds is what
// counts. Nothing here knows what is measured.
package measure

import "time"

// The contenders.
const (
	Limit = "limit" // what the machine, or the standard library, needs
	Ours  = "ours"  // plainmetrics
	CG    = "cg"    // client_golang
	VM    = "vm"    // VictoriaMetrics/metrics
)

// Contenders returns the contenders in the order of their turns.
func Contenders() []string { return []string{Limit, Ours, CG, VM} }

// A Row is one kind of work, and what ours must reach there.
type Row struct {
	Work    string // what is done
	Unit    string // of what is measured; less is better
	Targets []Target

	// Rounds is the number of turns of each contender, if that is less than
	// the Scale's. 0 leaves it to the Scale.
	Rounds int

	// Check, unless it is nil, returns an error if the contenders don't do
	// the same work. It is called before anything is measured.
	Check func(Scale) error

	// Start returns the contenders with all that they need. What they hold
	// is garbage when the row is done.
	Start func(Scale) ([]Contender, error)
}

// A Contender does the work of a row in its own way.
type Contender struct {
	By string // Limit, Ours, …

	// Measure does the work once more.
	Measure func() Turn
}

// A Turn is what came of it.
type Turn struct {
	Took float64 // in the unit of the row

	// Share is how much of the processors that it needed it had, from 0 to
	// 1 or, if the garbage collector worked beside it, more. On a machine
	// that others keep busy it is less than 1, and the turn tells little.
	Share float64
}

// Just returns a contender whose measure does not depend on others, or can't
// tell.
func Just(by string, measure func() float64) Contender {
	return Contender{by, func() Turn { return Turn{Took: measure(), Share: 1} }}
}

// A Scale is how much of everything is done.
type Scale struct {
	Turn   time.Duration // how long a turn takes at least, if work can be repeated
	Rounds int           // at most
	Divide int           // what the large numbers of a row are divided by
}

// Full is the Scale that targets are about. Quick proves that everything
// runs, and nothing else.
var (
	Full  = Scale{Turn: 30 * time.Millisecond, Rounds: 15, Divide: 1}
	Quick = Scale{Turn: time.Millisecond, Rounds: 2, Divide: 100}
)

// Of returns a large number n, such as that of the series of a page, as it
// is at this Scale.
func (s Scale) Of(n int) int { return max(1, n/s.Divide) }
