package measure

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Operations that a goroutine does between two looks at whether the turn is
// over: far more than the look costs, far fewer than fill a turn.
const batch = 512

// Together returns contenders whose turn is the time of one operation, in
// nanoseconds, on several goroutines: the wall time of the turn divided by
// the number of operations of all goroutines together. They start at a
// barrier, and all work until the turn is over, so that none of them has a
// part of it to itself. Where there are more goroutines than processors,
// each makes way for another after each batch, as the scheduler would do
// only every ten milliseconds.
func Together(s Scale, goroutines int, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		contenders = append(contenders, Contender{w.By, func() Turn {
			runtime.GC()
			w.Do(0, batch)
			return undisturbed(min(goroutines, runtime.GOMAXPROCS(0)), func() float64 {
				took, operations := runTogether(s.Turn, goroutines, w.Do)
				return float64(took) / float64(operations) / float64(max(1, w.Per))
			})
		}})
	}
	return contenders
}

// runTogether runs do on so many goroutines for about as long as a turn. It
// returns the time from the barrier until the last was done, and the number
// of operations.
func runTogether(turn time.Duration, goroutines int, do Op) (took time.Duration, operations int64) {
	var (
		wait    sync.WaitGroup
		total   atomic.Int64
		over    atomic.Bool
		barrier = make(chan struct{})
		crowded = goroutines > runtime.GOMAXPROCS(0)
		start   time.Time
	)
	for g := range goroutines {
		wait.Go(func() {
			<-barrier
			done := 0
			for !over.Load() {
				do(g*batch+done, g*batch+done+batch)
				done += batch
				if crowded {
					runtime.Gosched()
				}
				if g == 0 && time.Since(start) >= turn {
					over.Store(true)
				}
			}
			total.Add(int64(done))
		})
	}
	start = time.Now()
	close(barrier)
	wait.Wait()
	return time.Since(start), total.Load()
}
