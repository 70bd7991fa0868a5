package registry

import (
	"math"
	"runtime"
	"sync"
	"time"
	"weak"
)

// A lately is what a summary with objectives knows of the latest
// observations.
//
// Reading the clock takes longer than all the rest of an observation. So
// observations are put in the log of a stripe, which goes to the window
// when it is full. The logs are open only while a timer runs, which moves
// what was logged to its slot of the window, and closes them, shortly
// before the slot is full of time. A log that is closed or full makes
// Observe look at the clock, and start the timer if none runs and the end
// is not near.
//
// So a summary that is not used has no timer, one that is used has one
// call in each slot, and observations are put in the right slot unless a
// timer is late by more than endsNear of one: with the default of two
// minutes, by half a second.
type lately struct {
	mu     sync.Mutex // locked before any stripe
	window window
	timed  bool // a timer runs
	timer  *time.Timer
	turn   int // counts how often the logs were closed
}

// The words of a log in a stripe, behind the count.
const (
	loggedWord = countWord + 1 + iota // number of observations in it
	openWord                          // number that there may be
	logWord                           // the first observation, as the bits of a float64

	logWords = 64 - countWord // makes 512 bytes
)

const (
	// endsNear is the part of a slot at its end in which logs are closed.
	endsNear = 256

	// leastTimed is the span of a slot from which on there are timers. The
	// logs of shorter ones are always closed.
	leastTimed = time.Second
)

// lock waits for the lock of l. Whoever holds it is done in some 10 µs at
// most, as long as a batch takes: to be put to sleep and woken up would
// take longer, and keep a processor from what there is to observe.
func (l *lately) lock() {
	for range 100 {
		if l.mu.TryLock() {
			return
		}
		runtime.Gosched()
	}
	l.mu.Lock()
}

// log adds an observation to a log, unless it is closed or full.
func (s stripe) log(v float64) bool {
	n := s[loggedWord]
	if n >= s[openWord] {
		return false
	}
	s[logWord+n] = math.Float64bits(v)
	s[loggedWord] = n + 1
	return true
}

// observeLate is Observe for a stripe the log of which is closed or full.
func (s *SummarySeries) observeLate(one stripe, v float64) {
	l := s.lately
	l.lock()
	defer l.mu.Unlock()
	now := time.Now()
	s.catchUp(now)
	s.startTimer(now)

	var logged [logWords]float64
	one.lock()
	n := one.takeLogged(&logged)
	one.add(v)
	one[countWord]++
	if l.timed {
		one[openWord] = uint64(len(one) - logWord)
	}
	one.unlock()
	logged[n] = v
	l.window.add(logged[:n+1], &s.of.window)
}

// takeLogged empties the log of a locked stripe, and returns the number of
// observations in it. To work on them, which may take a while, the stripe
// has to be unlocked first.
func (s stripe) takeLogged(to *[logWords]float64) int {
	logged := s[logWord : logWord+s[loggedWord]]
	for i, bits := range logged {
		to[i] = math.Float64frombits(bits)
	}
	s[loggedWord] = 0
	return len(logged)
}

// catchUp makes the window that of now.
func (s *SummarySeries) catchUp(now time.Time) {
	if s.lately.window.expired(now) {
		s.endTurn()
		s.lately.window.advance(now, &s.of.window)
	}
}

// endTurn empties all logs, and closes them until there is a timer again.
func (s *SummarySeries) endTurn() {
	s.lately.timed = false
	s.lately.turn++
	s.emptyLogs(func(one stripe) { one[openWord] = 0 })
}

// emptyLogs moves all that was logged to the window, and does more to each
// stripe while it is locked.
func (s *SummarySeries) emptyLogs(more func(stripe)) {
	for one := range s.stripes {
		var logged [logWords]float64
		one.lock()
		n := one.takeLogged(&logged)
		more(one)
		one.unlock()
		s.lately.window.add(logged[:n], &s.of.window)
	}
}

// startTimer has the logs closed shortly before the newest slot ends. If
// that is too near, they stay closed. The timer does not keep the summary
// from being freed.
func (s *SummarySeries) startTimer(now time.Time) {
	l, span := s.lately, s.of.window.span
	wait := l.window.expires.Sub(now) - span/endsNear
	if l.timed || wait <= 0 || span < leastTimed {
		return
	}
	l.timed = true
	turn, self := l.turn, weak.Make(s)
	l.timer = time.AfterFunc(wait, func() {
		if s := self.Value(); s != nil {
			s.timeUp(turn)
		}
	})
}

// stopTimer ends a turn before its time.
func (s *SummarySeries) stopTimer() {
	if s.lately == nil {
		return
	}
	s.lately.mu.Lock()
	defer s.lately.mu.Unlock()
	if s.lately.timed {
		s.lately.timer.Stop()
		s.endTurn()
	}
}

// timeUp ends a turn, unless that was done before the timer came.
func (s *SummarySeries) timeUp(turn int) {
	s.lately.mu.Lock()
	defer s.lately.mu.Unlock()
	if turn == s.lately.turn {
		s.endTurn()
	}
}

// appendQuantiles appends the estimates of the objectives' quantiles.
func (s *SummarySeries) appendQuantiles(dst []float64) []float64 {
	s.lately.mu.Lock()
	defer s.lately.mu.Unlock()
	now := time.Now()
	s.catchUp(now)
	s.emptyLogs(func(stripe) {})
	return s.lately.window.appendQuantiles(dst, now, &s.of.window)
}
