package measure

import (
	"runtime"
	"time"
)

// An Op does a piece of work once for each number from one to another, the
// latter not included. The number tells which of prepared values to use.
type Op func(from, to int)

// A Work is what a contender of a time does.
type Work struct {
	By string
	Do Op

	// Per is what the time of one Op is divided by: the number of series of
	// a page, say. 0 is 1.
	Per int
}

// Alone returns contenders whose turn is the time of one operation, in
// nanoseconds, on one goroutine. Each turn begins with a garbage collection,
// so that nobody pays for what another left behind, and with a part of the
// work that is not timed, so that caches and pools are warm. What a
// contender allocates in its turn it also collects there.
func Alone(s Scale, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		times := 0
		contenders = append(contenders, Contender{w.By, func() Turn {
			if times == 0 {
				times = calibrate(w.Do, s.Turn)
			}
			runtime.GC()
			w.Do(0, max(1, times/10))
			return undisturbed(1, func() float64 {
				start := time.Now()
				w.Do(0, times)
				return float64(time.Since(start)) / float64(times) / float64(max(1, w.Per))
			})
		}})
	}
	return contenders
}

// calibrate returns how often to do an Op so that it takes about as long as
// a turn.
func calibrate(do Op, turn time.Duration) int {
	for times := 1; ; times *= 4 {
		start := time.Now()
		do(0, times)
		if took := time.Since(start); took >= turn/8 {
			return max(1, int(float64(times)*float64(turn)/float64(took)))
		}
	}
}
