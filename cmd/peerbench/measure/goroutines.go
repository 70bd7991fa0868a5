package measure

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// batch is the number of operations between two checks for the end of the
// turn. A check takes a few nanoseconds, a batch microseconds, a turn 30 ms.
const batch = 512

// Parallel returns contenders that measure the time of one operation on
// several goroutines, in nanoseconds: the wall time of the turn divided by
// the operations of all goroutines. The goroutines start at a barrier and
// all work until the turn ends, so none works alone for part of the turn.
// With more goroutines than processors, each goroutine yields after a batch;
// the scheduler would switch only every 10 ms.
func Parallel(s Scale, goroutines int, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		contenders = append(contenders, Contender{w.Name, func() Turn {
			runtime.GC()
			w.Do(0, batch)
			return quietTurn(min(goroutines, runtime.GOMAXPROCS(0)), func() float64 {
				took, operations := runParallel(s.Turn, goroutines, w.Do)
				return float64(took) / float64(operations) / float64(max(1, w.Per))
			})
		}})
	}
	return contenders
}

// runParallel calls do on several goroutines for about one turn. Took is the
// time from the barrier until the last goroutine returns.
func runParallel(turn time.Duration, goroutines int, do Op) (took time.Duration, operations int64) {
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
