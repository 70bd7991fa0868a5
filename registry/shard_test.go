package registry

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// A shard fills its cache lines, and has room for the lock, the sum and the
// payload.
func TestShardFillsCacheLines(t *testing.T) {
	for words, want := range map[int]int{1: 8, 6: 8, 7: 16, 12: 16, 14: 16, 15: 24} {
		if got := len(newShard(words)); got != want {
			t.Errorf("%d words: got %d, want %d", words, got, want)
		}
	}
}

// A single goroutine stays on the base shard, whatever the scrapes in
// between, so the sum equals the sum of a loop to the last digit.
func TestSingleGoroutineStaysOnBaseShard(t *testing.T) {
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
	if h.extra.Load() != nil {
		t.Error("got extra shards, want none")
	}
	if got := h.base.sum(); got != want {
		t.Errorf("got a sum of %v, want %v", got, want)
	}
}

// observeContended is an observation that found the base shard locked.
func observeContended(h Histogram, v float64) {
	locked, hint := h.lockShard()
	bucketCounts(locked).add(h.metric.finder.find(v), v)
	h.unlockShard(locked, hint)
}

// More than contentionLimit contentions between two scrapes make extra
// shards.
func TestContentionMakesExtraShards(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h"})
	for range 3 {
		for range contentionLimit {
			observeContended(h, 1)
		}
		page(t, registryOf(h))
	}
	if h.extra.Load() != nil {
		t.Errorf("got extra shards after %d contentions, want none", contentionLimit)
	}
	for range contentionLimit + 1 {
		observeContended(h, 1)
	}
	if h.extra.Load() == nil {
		t.Errorf("got no extra shards after %d contentions, want some", contentionLimit+1)
	}
}

// No observation waits for a goroutine that lost its processor while it
// holds the base shard.
func TestNobodyWaitsForBaseShard(t *testing.T) {
	h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	h.base.lock()
	for range 5 {
		h.Observe(1)
	}
	h.base.unlock()
	checkText(t, samplesOf(t, h), "h_bucket{le=\"1\"} 5\nh_bucket{le=\"+Inf\"} 5\nh_sum 5\nh_count 5\n")
}

// No observation waits for an extra shard while another is free.
func TestNobodyWaitsForExtraShard(t *testing.T) {
	var s sharded
	s.base = newShard(1)
	extra := *s.grow()
	for _, shard := range extra[1:] {
		shard.lock()
	}
	for range 2 * len(extra) {
		locked, hint := s.lockShard()
		if !locked.same(extra[0]) {
			t.Fatal("got a locked shard, want the free shard")
		}
		s.unlockShard(locked, hint)
	}
}

// If all shards are locked, the holders get to run, even on a single
// processor.
func TestHoldersRun(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var s sharded
	s.base = newShard(1)
	extra := *s.grow()
	shards := append(extra, s.base)
	for _, shard := range shards {
		shard.lock()
	}
	var waiting sync.WaitGroup
	waiting.Go(func() { s.scrape(func(locked shard) { locked.addSum(1) }) })
	waiting.Go(func() {
		locked, hint := s.lockShard()
		locked.addSum(1)
		s.unlockShard(locked, hint)
	})
	runtime.Gosched() // both goroutines find everything locked
	for _, shard := range shards {
		shard.unlock()
	}
	waiting.Wait()
	sum := 0.0
	s.scrape(func(locked shard) { sum += locked.sum() })
	if want := float64(2 + len(extra)); sum != want {
		t.Errorf("got %v, want %v", sum, want)
	}
}

// The number of extra shards is the number of processors, rounded up to a
// power of two, from 2 to maxExtraShards.
func TestExtraShardsForProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for procs, want := range map[int]int{1: 2, 2: 2, 3: 4, 8: 8, 100: maxExtraShards} {
		runtime.GOMAXPROCS(procs)
		if runtime.GOMAXPROCS(0) != procs {
			continue // WebAssembly has one processor
		}
		s := sharded{base: newShard(1)}
		if got := len(*s.grow()); got != want {
			t.Errorf("%d processors: got %d extra shards, want %d", procs, got, want)
		}
	}
}

// More goroutines than processors lose no observation on extra shards.
// Meanwhile the counts on pages never fall, and the sum is of the same
// observations.
func TestExtraShardsCountEverything(t *testing.T) {
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

// A hint belongs to a single goroutine at a time.
func TestHintsAreNotShared(t *testing.T) {
	var s sharded
	s.base = newShard(1)
	s.grow()
	first, firstHint := s.lockShard()
	second, secondHint := s.lockShard()
	if firstHint == secondHint || first.same(second) {
		t.Error("got the same hint or shard twice")
	}
	s.unlockShard(first, firstHint)
	s.unlockShard(second, secondHint)
	if slices.ContainsFunc(*s.extra.Load(), func(s shard) bool { return s[lockWord] != 0 }) {
		t.Error("got a locked shard after all were unlocked")
	}
}
