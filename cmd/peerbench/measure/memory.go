package measure

import (
	"runtime"
	"testing"
)

// HeapPer returns how many bytes of the heap each of n things keeps alive,
// which make builds: HeapAlloc after garbage collections, with the things
// and without. It is looked at twice, before and after scrape, because some
// libraries build at the first scrape what they keep; the larger counts.
// What else make refers to must exist before.
func HeapPer(n int, make func() (scrape func())) float64 {
	before := heap()
	scrape := make()
	built := heap()
	scrape()
	scraped := heap()
	scrape() // all of it has lived until here
	return (max(built, scraped) - before) / float64(n)
}

// heap returns the bytes of live objects. Pools are empty after their second
// garbage collection.
func heap() float64 {
	for range 3 {
		runtime.GC()
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}

// Allocs returns contenders whose turn is the number of allocations of one
// operation, on all goroutines, as testing.AllocsPerRun counts them after
// one operation to warm up.
func Allocs(runs int, works ...Work) []Contender {
	var contenders []Contender
	for _, w := range works {
		contenders = append(contenders, Just(w.By, func() float64 {
			next := 0
			return testing.AllocsPerRun(runs, func() {
				w.Do(next, next+1)
				next++
			}) / float64(max(1, w.Per))
		}))
	}
	return contenders
}
