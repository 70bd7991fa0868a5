package native

import (
	"math"

	"plainmetrics/expfmt"
)

// buckets are the buckets on one side of zero.
type buckets struct {
	// recent are the counts of the window of a recent observation, and base is
	// the first index of the window. Most observations find their bucket there,
	// which saves 3 ns of 7.
	base   int
	recent []uint64

	windows []window // in the order of their indexes, without overlaps
}

// A window has the counts of neighbouring buckets, with the indexes from base
// on. Some of the buckets may be empty.
type window struct {
	base      int
	populated int
	counts    []uint64
}

// end returns the index behind the window.
func (w *window) end() int { return w.base + len(w.counts) }

const (
	// newWindow is the number of buckets of a new window, a cache line.
	newWindow = 8

	// Two windows become one window if the result has at most maxSparse buckets
	// for each populated bucket, or at most smallWindow buckets.
	maxSparse   = 4
	smallWindow = 32
)

// add adds n observations to a bucket, and reports whether the bucket had none
// before.
func (b *buckets) add(index int, n uint64) (isNew bool) {
	place, found := b.search(index)
	if !found {
		b.insert(place, index)
	}
	w := &b.windows[place]
	count := &w.counts[index-w.base]
	isNew = *count == 0
	*count += n
	if isNew {
		w.populated++
		place = b.join(place)
		w = &b.windows[place]
	}
	b.base, b.recent = w.base, w.counts
	return isNew
}

// search returns the window of a bucket, or the place for a new one.
func (b *buckets) search(index int) (place int, found bool) {
	end := len(b.windows)
	for place < end {
		middle := (place + end) / 2
		if b.windows[middle].end() <= index {
			place = middle + 1
		} else {
			end = middle
		}
	}
	return place, place < len(b.windows) && b.windows[place].base <= index
}

// insert inserts a window with the bucket.
func (b *buckets) insert(place, index int) {
	base := index &^ (newWindow - 1)
	base, end := b.clip(place, place, base, base+newWindow)
	b.windows = append(b.windows, window{})
	copy(b.windows[place+1:], b.windows[place:])
	b.windows[place] = window{base: base, counts: make([]uint64, end-base)}
}

// clip cuts a range of indexes to the room between the neighbours of the windows
// from first to last-1.
func (b *buckets) clip(first, last, base, end int) (int, int) {
	if first > 0 {
		base = max(base, b.windows[first-1].end())
	}
	if last < len(b.windows) {
		end = min(end, b.windows[last].base)
	}
	return base, end
}

// join joins a window with its neighbours while the result is not too sparse,
// and returns the place of the result.
func (b *buckets) join(place int) int {
	for {
		switch {
		case place > 0 && b.isDense(place-1):
			place--
		case place+1 < len(b.windows) && b.isDense(place):
		default:
			return place
		}
		b.joinNext(place)
	}
}

// isDense reports whether a window and the next may become one.
func (b *buckets) isDense(place int) bool {
	w, next := &b.windows[place], &b.windows[place+1]
	return next.end()-w.base <= max(smallWindow, maxSparse*(w.populated+next.populated))
}

// joinNext makes one window of a window and the next. The new window is a quarter
// longer than both, on the side of the smaller part: the side on which windows
// probably grow. 5,000 buckets in the order of their indexes take 6 words each,
// the discarded windows included.
func (b *buckets) joinNext(place int) {
	w, next := &b.windows[place], &b.windows[place+1]
	base, end := w.base, next.end()
	if room := (end - base) / 4; len(w.counts) < len(next.counts) {
		base -= room
	} else {
		end += room
	}
	base, end = b.clip(place, place+2, base, end)
	counts := make([]uint64, end-base)
	copy(counts[w.base-base:], w.counts)
	copy(counts[next.base-base:], next.counts)
	w.base, w.counts = base, counts
	w.populated += next.populated
	copy(b.windows[place+1:], b.windows[place+2:])
	last := len(b.windows) - 1
	b.windows[last] = window{} // otherwise the counts would stay in memory
	b.windows = b.windows[:last]
}

// remove makes a bucket empty, and returns the number of its observations. The
// window keeps its memory.
func (b *buckets) remove(index int) uint64 {
	place, found := b.search(index)
	if !found {
		return 0
	}
	w := &b.windows[place]
	count := &w.counts[index-w.base]
	n := *count
	if n > 0 {
		*count = 0
		w.populated--
	}
	return n
}

// largestKept is the number of words up to which forget keeps a window.
const largestKept = 256

// forget forgets all observations, and keeps the memory of a single window that
// is not large.
func (b *buckets) forget() {
	b.recent = nil
	if len(b.windows) != 1 || len(b.windows[0].counts) > largestKept {
		b.windows = nil
		return
	}
	w := &b.windows[0]
	w.populated = 0
	clear(w.counts)
}

// first returns the lowest index of a populated bucket, or math.MaxInt.
func (b *buckets) first() int {
	for i := range b.windows {
		w := &b.windows[i]
		for i, n := range w.counts {
			if n > 0 {
				return w.base + i
			}
		}
	}
	return math.MaxInt
}

// appendTo puts the counts into dst, whose memory it uses.
func (b *buckets) appendTo(dst *expfmt.NativeBuckets) {
	spans := Spans{NativeBuckets: expfmt.NativeBuckets{Spans: dst.Spans[:0], Counts: dst.Counts[:0]}}
	for i := range b.windows {
		w := &b.windows[i]
		for i, n := range w.counts {
			if n > 0 {
				spans.Add(w.base+i, n)
			}
		}
	}
	*dst = spans.NativeBuckets
}
