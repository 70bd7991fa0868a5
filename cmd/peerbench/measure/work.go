package measure

import (
	"runtime"
	"time"
)

// An Op does a piece of work for each index in [start, end). The index
// selects among prepared inputs.
type Op func(start, end int)

// A Work is a contender's share of a row that measures time or allocations.
type Work struct {
	Name string
	Do   Op

	// Per divides the time of one Op: the number of series of a page, say. 0
	// means 1.
	Per int
}

// Serial returns contenders that measure the time of one operation on one
// goroutine, in nanoseconds. Each turn starts with a garbage collection, so
// no contender pays for garbage of the previous turn, and with an untimed
// tenth of the work, to warm caches and pools. The garbage collections that
// a contender causes during the turn count.
func Serial(s Scale, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		times := 0
		contenders = append(contenders, Contender{w.Name, func() Turn {
			if times == 0 {
				times = calibrate(w.Do, s.Turn)
			}
			runtime.GC()
			w.Do(0, max(1, times/10))
			return quietTurn(1, func() float64 {
				start := time.Now()
				w.Do(0, times)
				return float64(time.Since(start)) / float64(times) / float64(max(1, w.Per))
			})
		}})
	}
	return contenders
}

// calibrate returns the number of operations that fill about one turn.
func calibrate(do Op, turn time.Duration) int {
	for times := 1; ; times *= 4 {
		start := time.Now()
		do(0, times)
		if took := time.Since(start); took >= turn/8 {
			return max(1, int(float64(times)*float64(turn)/float64(took)))
		}
	}
}
