package registry

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// A stripe is where a histogram or summary adds observations up. It is one
// run of words, a whole number of cache lines long, so that it shares none
// with its neighbours: the allocator puts what is a multiple of 64 bytes
// at one.
//
// Its lock is held for a few nanoseconds, by observations and scrapes
// alike, so that a scrape sees the sum and the counts of the same
// observations.
type stripe []uint64

// The words of a stripe. Behind the sum follow the counts.
const (
	lockWord  = iota // 1 while locked
	sumWord          // the bits of a float64
	countWord        // of a histogram, that of the first bucket

	wordsPerLine = 8
)

// newStripe returns a stripe with room for the given number of words from
// countWord on.
func newStripe(words int) stripe {
	return make(stripe, (countWord+words+wordsPerLine-1)/wordsPerLine*wordsPerLine)
}

func (s stripe) tryLock() bool { return atomic.CompareAndSwapUint64(&s[lockWord], 0, 1) }

func (s stripe) unlock() { atomic.StoreUint64(&s[lockWord], 0) }

// lock waits for the lock. Whoever holds it is done in a moment, unless
// the scheduler has taken its thread away: then others have to run.
func (s stripe) lock() {
	for !s.tryLockFor(patience) {
		runtime.Gosched()
	}
}

// patience is how many times a locked stripe is looked at before
// something else is tried. That is about 100 ns, a few times as long as a
// stripe stays locked when its holder runs.
const patience = 100

// tryLockFor reports whether it got the lock at one of so many looks.
// Looking does not take the cache line away from the holder.
func (s stripe) tryLockFor(looks int) bool {
	for range looks {
		if atomic.LoadUint64(&s[lockWord]) == 0 && s.tryLock() {
			return true
		}
	}
	return false
}

func (s stripe) sum() float64 { return math.Float64frombits(s[sumWord]) }

func (s stripe) add(v float64) { s[sumWord] = math.Float64bits(s.sum() + v) }

// A striped is a stripe for as long as it is enough, and a few more from
// then on. One goroutine alone never gets beyond the first, home, so its
// observations are summed up in their order. Several goroutines would pass
// the cache lines of one stripe between their processors, which takes five
// times as long as the addition; so they spread over more stripes, and
// what a scrape shows is the sum of all.
type striped struct {
	home   stripe
	misses uint32 // under the lock of home: how often it was taken, since the last scrape
	spread atomic.Pointer[[]stripe]
}

// mostMisses is how often home may be found locked between two scrapes.
// Two requests that meet now and then are not worth the memory of more
// stripes, some 100 bytes for each processor.
const mostMisses = 16

// mostStripes is how many home spreads over, at most.
const mostStripes = 16

// A seat is what a goroutine holds while it uses a stripe other than home.
// They stay with their processor, because that is how a sync.Pool keeps
// things, and so does the stripe of each in its cache. A seat that finds
// its stripe taken moves on, and soon every processor has its own.
type seat struct {
	at uint32
	_  [60]byte // for it is written to by one processor, and read by no other
}

var (
	seats     = sync.Pool{New: func() any { return &seat{at: seatsMade.Add(1)} }}
	seatsMade atomic.Uint32
)

// acquire locks a stripe, for a goroutine that did not get home at once.
// It goes back with release.
func (s *striped) acquire() (stripe, *seat) {
	stripes := s.spread.Load()
	if stripes == nil {
		if s.home.tryLockFor(patience) {
			if s.misses++; s.misses > mostMisses {
				s.grow()
			}
			return s.home, nil
		}
		stripes = s.grow() // the holder has lost its processor
	}
	seat := seats.Get().(*seat)
	for try := 1; ; try++ {
		one := (*stripes)[seat.at%uint32(len(*stripes))]
		if one.tryLock() {
			return one, seat
		}
		seat.at++
		if try%len(*stripes) == 0 {
			runtime.Gosched() // there are more goroutines than stripes at work
		}
	}
}

func (s *striped) release(one stripe, seat *seat) {
	one.unlock()
	if seat != nil {
		seats.Put(seat)
	}
}

// grow returns the stripes to spread over, which are made if need be.
func (s *striped) grow() *[]stripe {
	n := 2
	for n < runtime.GOMAXPROCS(0) && n < mostStripes {
		n *= 2
	}
	stripes := make([]stripe, n)
	for i := range stripes {
		stripes[i] = make(stripe, len(s.home))
	}
	s.spread.CompareAndSwap(nil, &stripes)
	return s.spread.Load()
}

// stripes iterates over all stripes, home first.
func (s *striped) stripes(yield func(stripe) bool) {
	if !yield(s.home) {
		return
	}
	if more := s.spread.Load(); more != nil {
		for _, one := range *more {
			if !yield(one) {
				return
			}
		}
	}
}

// addUp calls f with every stripe, locked. It is what a scrape does, and
// so forgives the misses there were.
func (s *striped) addUp(f func(stripe)) {
	for one := range s.stripes {
		one.lock()
		f(one)
		if &one[0] == &s.home[0] {
			s.misses = 0
		}
		one.unlock()
	}
}
