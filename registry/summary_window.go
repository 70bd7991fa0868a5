package registry

import (
	"math"
	"runtime"
	"sync"
	"time"
	"weak"

	"plainmetrics/registry/internal/quantile"
)

// A summaryWindow is the observations that a summary's quantiles are made
// of: a quantile.Window, and in front of it the logs in the summary's
// shards.
//
// To read the clock takes 44 ns, more than all the rest of an observation.
// So an observation goes to the log of a shard, and a full log goes to the
// window. Logs are open only during an epoch, while a timer runs. Shortly
// before the window's newest slot ends, the timer ends the epoch: it moves
// the logged observations to the window and closes the logs. An observation
// that finds its log closed or full reads the clock, and starts the next
// epoch unless the slot's end is near.
//
// So an unused summary has no timer, a used one has one timer call in each
// slot, and every observation gets into its slot unless the timer is late
// by more than 1/closingShare of a slot: half a second of the default two
// minutes.
type summaryWindow struct {
	mu      sync.Mutex // locked before any shard
	window  quantile.Window
	open    bool // an epoch is on: logs are open, and a timer runs
	timer   *time.Timer
	epoch   int // counts the ended epochs
	span    time.Duration
	sharded *sharded
}

const (
	// closingShare is the part of a slot, counted from its end, in which
	// logs are closed. With 1/256, no more than 0.4 % of the observations
	// read the clock for this reason.
	closingShare = 256

	// minTimedSpan is the shortest span of a slot for which a timer runs.
	// With a shorter span the margin for a late timer is below 4 ms, and
	// logs stay closed.
	minTimedSpan = time.Second
)

func newSummaryWindow(now time.Time, config *quantile.Config, s *sharded) *summaryWindow {
	return &summaryWindow{window: quantile.NewWindow(now, config), span: config.Span(), sharded: s}
}

// lock waits for mu. A holder that works on a batch of 500 observations is
// done in about 10 µs. To sleep until then takes longer: with two goroutines
// on one summary an observation takes 32.5 ns with a plain Lock and 23.4 ns
// with 100 tries before it.
func (w *summaryWindow) lock() {
	for range 100 {
		if w.mu.TryLock() {
			return
		}
		runtime.Gosched()
	}
	w.mu.Lock()
}

// observe adds an observation for a shard whose log is closed or full.
func (w *summaryWindow) observe(s shard, v float64) {
	w.lock()
	defer w.mu.Unlock()
	now := time.Now()
	w.advance(now)
	w.startEpoch(now)

	var logged [maxLogged + 1]float64
	log := observationLog(s)
	s.lock()
	n := log.take(&logged)
	summaryTotals(s).add(v)
	if w.open {
		log.open()
	}
	s.unlock()
	logged[n] = v
	w.window.Add(logged[:n+1])
}

// advance moves the window to now.
func (w *summaryWindow) advance(now time.Time) {
	if w.window.Expired(now) {
		w.endEpoch()
		w.window.Advance(now)
	}
}

// startEpoch starts a timer for the time shortly before the newest slot
// ends. If that time has passed, the logs stay closed.
//
// The timer holds the summary weakly: otherwise a summary that nobody holds
// would stay in memory, 7 KB and its series, until the end of the slot.
func (w *summaryWindow) startEpoch(now time.Time) {
	wait := w.window.Expires().Sub(now) - w.span/closingShare
	if w.open || wait <= 0 || w.span < minTimedSpan {
		return
	}
	w.open = true
	epoch, weakWindow := w.epoch, weak.Make(w)
	w.timer = time.AfterFunc(wait, func() {
		if w := weakWindow.Value(); w != nil {
			w.timeout(epoch)
		}
	})
}

// timeout ends the given epoch, unless it ended before the timer fired.
func (w *summaryWindow) timeout(epoch int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if epoch == w.epoch {
		w.endEpoch()
	}
}

// stopTimer ends an epoch before its time.
func (w *summaryWindow) stopTimer() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open {
		w.timer.Stop()
		w.endEpoch()
	}
}

// endEpoch empties and closes all logs.
func (w *summaryWindow) endEpoch() {
	w.open = false
	w.epoch++
	w.flushLogs(true)
}

// flushLogs moves all logged observations to the window. It holds no
// shard's lock while the window works on a batch, which may take 10 µs.
func (w *summaryWindow) flushLogs(closing bool) {
	for shard := range w.sharded.shards {
		var logged [maxLogged + 1]float64
		log := observationLog(shard)
		shard.lock()
		n := log.take(&logged)
		if closing {
			log.close()
		}
		shard.unlock()
		w.window.Add(logged[:n])
	}
}

// appendEstimates appends the estimates of the objectives' quantiles.
func (w *summaryWindow) appendEstimates(dst []float64) []float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	w.advance(now)
	w.flushLogs(false)
	return w.window.AppendEstimates(dst, now)
}

// An observationLog is a view of a shard of a summary with objectives: a
// list of observations behind the count. The caller of a method holds the
// shard's lock.
type observationLog shard

// The words of an observationLog behind the count.
const (
	loggedWord       = payloadWord + 1 + iota // length of the list
	limitWord                                 // maximal length, 0 while the log is closed
	firstObservation                          // bits of a float64; the others follow

	logPayload = 64 - payloadWord // makes shards of 512 bytes, 8 cache lines
	maxLogged  = 64 - firstObservation
)

// add adds an observation. It returns false if the log is closed or full.
func (l observationLog) add(v float64) bool {
	n := l[loggedWord]
	if n >= l[limitWord] {
		return false
	}
	l[firstObservation+n] = math.Float64bits(v)
	l[loggedWord] = n + 1
	return true
}

func (l observationLog) open() { l[limitWord] = uint64(len(l) - firstObservation) }

func (l observationLog) close() { l[limitWord] = 0 }

// take empties the log, copies the observations to dst, and returns their
// number.
func (l observationLog) take(dst *[maxLogged + 1]float64) int {
	logged := l[firstObservation : firstObservation+l[loggedWord]]
	for i, bits := range logged {
		dst[i] = math.Float64frombits(bits)
	}
	l[loggedWord] = 0
	return len(logged)
}
