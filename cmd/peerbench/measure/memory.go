package measure

import (
	"runtime"
	"testing"
)

// HeapPer returns the bytes of heap per item that make builds and keeps
// alive: HeapAlloc after garbage collections, with the n items less without.
// HeapPer takes the number before and after the first scrape, because some
// libraries build lasting structures there, and returns the larger. Inputs
// that make refers to must exist before the call.
func HeapPer(n int, make func() (scrape func())) float64 {
	before := heap()
	scrape := make()
	built := heap()
	scrape()
	scraped := heap()
	scrape() // all of it has lived until here
	return (max(built, scraped) - before) / float64(n)
}

// heap returns the bytes of live objects. Three garbage collections run
// first: a sync.Pool is empty only after the second.
func heap() float64 {
	for range 3 {
		runtime.GC()
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}

// Allocs returns contenders that count the allocations of one operation on
// all goroutines. testing.AllocsPerRun counts, after one operation to warm
// up.
func Allocs(runs int, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		contenders = append(contenders, NewContender(w.Name, func() float64 {
			next := 0
			return testing.AllocsPerRun(runs, func() {
				w.Do(next, next+1)
				next++
			}) / float64(max(1, w.Per))
		}))
	}
	return contenders
}
