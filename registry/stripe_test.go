package registry

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// A stripe fills its cache lines, and the lock, the sum and all counts
// have their place in it.
func TestStripeFillsCacheLines(t *testing.T) {
	for words, want := range map[int]int{1: 8, 6: 8, 7: 16, 12: 16, 14: 16, 15: 24} {
		if got := len(newStripe(words)); got != want {
			t.Errorf("%d words: got %d, want %d", words, got, want)
		}
	}
}

// One goroutine stays at home, whatever the scrapes in between, so that
// its sum is that of a loop over the numbers, to the last digit.
func TestOneGoroutineStaysAtHome(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h"})
	r := registryOf(h)
	want := 0.0
	for i := range 20_000 {
		v := 1 / float64(i+3)
		h.Observe(v)
		want += v
		if i%100 == 0 {
			page(t, r)
		}
	}
	if h.spread.Load() != nil {
		t.Error("got more stripes than home, want none")
	}
	if got := h.home.sum(); got != want {
		t.Errorf("got a sum of %v, want %v", got, want)
	}
}

// Finding home locked now and then is not yet a reason to spread; more
// often is, unless there is a scrape in between.
func TestSpreadsWhenContended(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h"})
	for range 3 {
		for range mostMisses {
			h.observeBeside(0, 1)
		}
		page(t, registryOf(h))
	}
	if h.spread.Load() != nil {
		t.Errorf("got more stripes after %d misses, want none", mostMisses)
	}
	for range mostMisses + 1 {
		h.observeBeside(0, 1)
	}
	if h.spread.Load() == nil {
		t.Errorf("got no more stripes after %d misses", mostMisses+1)
	}
}

// Whoever loses the processor while it holds home keeps no one waiting.
func TestNobodyWaitsForHome(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	h.home.lock()
	for range 5 {
		h.Observe(1)
	}
	h.home.unlock()
	checkText(t, samplesOf(t, h), "h_bucket{le=\"1\"} 5\nh_bucket{le=\"+Inf\"} 5\nh_sum 5\nh_count 5\n")
}

// Nor does one that holds another stripe, as long as one is free.
func TestNobodyWaitsForAStripe(t *testing.T) {
	var s striped
	s.home = newStripe(1)
	stripes := *s.grow()
	for _, one := range stripes[1:] {
		one.lock()
	}
	for range 2 * len(stripes) {
		one, seat := s.acquire()
		if &one[0] != &stripes[0][0] {
			t.Fatal("got another stripe than the one that is free")
		}
		s.release(one, seat)
	}
}

// If all are held, the holders get to run, on one processor also.
func TestHoldersRun(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var s striped
	s.home = newStripe(1)
	stripes := *s.grow()
	for _, one := range append(stripes, s.home) {
		one.lock()
	}
	var all sync.WaitGroup
	all.Go(func() { s.addUp(func(one stripe) { one.add(1) }) })
	all.Go(func() {
		one, seat := s.acquire()
		one.add(1)
		s.release(one, seat)
	})
	runtime.Gosched() // both find everything locked
	for _, one := range append(stripes, s.home) {
		one.unlock()
	}
	all.Wait()
	sum := 0.0
	s.addUp(func(one stripe) { sum += one.sum() })
	if want := float64(2 + len(stripes)); sum != want {
		t.Errorf("got %v, want %v", sum, want)
	}
}

// There are no more stripes than processors, but two, and not many.
func TestStripesForProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for procs, want := range map[int]int{1: 2, 2: 2, 3: 4, 8: 8, 100: mostStripes} {
		runtime.GOMAXPROCS(procs)
		s := striped{home: newStripe(1)}
		if got := len(*s.grow()); got != want {
			t.Errorf("%d processors: got %d stripes, want %d", procs, got, want)
		}
	}
}

// More goroutines than processors, spread from the first observation on,
// lose none; meanwhile the counts of the pages never go backwards, and are
// those of the same observations as the sum.
func TestSpreadCountsAll(t *testing.T) {
	const goroutines = 8
	each := 20_000
	if underRace {
		each = 2000
	}
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{.5, 1, 2}})
	h.grow()
	r := registryOf(h)
	var running atomic.Int32
	running.Store(goroutines)
	inParallel(goroutines+2, func(i int) {
		if i < goroutines {
			for range each {
				h.Observe(1)
			}
			running.Add(-1)
			return
		}
		for running.Load() > 0 {
			checkSnapshots(t, r, 10)
		}
	})
	got := parse(t, page(t, r))
	if want := float64(goroutines * each); got["h_count"] != want || got["h_sum"] != want {
		t.Errorf("got %v, want a count and a sum of %v", got, want)
	}
}

// Seats are for one goroutine at a time.
func TestSeatsAreNotShared(t *testing.T) {
	var s striped
	s.home = newStripe(1)
	s.grow()
	first, a := s.acquire()
	second, b := s.acquire()
	if a == b || &first[0] == &second[0] {
		t.Error("got one seat or stripe for two")
	}
	s.release(first, a)
	s.release(second, b)
	if stripes := *s.spread.Load(); slices.ContainsFunc(stripes, func(one stripe) bool { return one[lockWord] != 0 }) {
		t.Error("got a stripe that is locked after all were released")
	}
}
