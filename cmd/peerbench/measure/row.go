// Package measure compares contenders that do the same work, and tells
// whether plainmetrics reaches its targets.
//
//	row := measure.Row{
//		Work: "sum", Unit: "ns",
//		Targets: []measure.Target{{AtMost: 0.5, Peer: measure.CG}},
//		Start: func(s measure.Scale) ([]measure.Contender, error) {
//			return measure.Serial(s, measure.Work{Name: measure.Ours, Do: sum}, …), nil
//		},
//	}
//	result, err := row.Run(measure.Full)
//
// Times on a shared machine move from minute to minute, for all contenders
// alike. So the contenders take turns, Run divides our time by each peer's
// time in every round, and the median over the rounds counts. The package
// does not know the libraries that rows measure.
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

// A Row is one kind of work, with the targets of plainmetrics.
type Row struct {
	Work    string // what is done
	Unit    string // of what is measured; less is better
	Targets []Target

	// Rounds is the number of turns of each contender, if that is less than
	// the Scale's. 0 leaves it to the Scale.
	Rounds int

	// Check may be nil. Otherwise the command calls Check before any
	// measurement, and Check returns an error if the contenders do different
	// work.
	Check func(Scale) error

	// Start returns the contenders, ready to run. The caller drops them
	// after the row, so the garbage collector can free their memory.
	Start func(Scale) ([]Contender, error)
}

// A Contender does the work of a row in its own way.
type Contender struct {
	Name string // Limit, Ours, …

	// Measure does the work once more.
	Measure func() Turn
}

// A Turn is the outcome of one measurement.
type Turn struct {
	Took float64 // in the unit of the row

	// Share is the share of the needed processors that the process had, from
	// 0 to 1, or above 1 if the garbage collector used another processor.
	// Below 1, other programs took processors away, and the time tells
	// little.
	Share float64
}

// NewContender returns a contender whose result does not depend on other
// programs, such as a number of bytes, or cannot tell.
func NewContender(contender string, measure func() float64) Contender {
	return Contender{contender, func() Turn { return Turn{Took: measure(), Share: 1} }}
}

// A Scale sets the amount of work.
type Scale struct {
	Turn   time.Duration // how long a turn takes at least, if work can be repeated
	Rounds int           // at most
	Divide int           // what the large numbers of a row are divided contender
}

// Full is the Scale that targets are about. Quick proves that everything
// runs, and nothing else.
var (
	// Full is the Scale of the targets. Quick proves that every row runs,
	// and its numbers mean nothing.
	Full  = Scale{Turn: 30 * time.Millisecond, Rounds: 15, Divide: 1}
	Quick = Scale{Turn: time.Millisecond, Rounds: 2, Divide: 100}
)

// Count returns a large number n, such as the series of a page, reduced to
// this Scale; at least 1.
func (s Scale) Count(n int) int { return max(1, n/s.Divide) }
