package registry

import "time"

// A Timer measures a duration.
//
//	timer := registry.NewTimer(requestSeconds)
//	defer timer.ObserveDuration()
type Timer struct {
	begin    time.Time
	observer Observer
}

// NewTimer returns a Timer that begins now. The Timer reports to o, which
// may be nil.
func NewTimer(o Observer) *Timer { return &Timer{time.Now(), o} }

// ObserveDuration reports the time since NewTimer, in seconds, and returns
// the time. ObserveDuration may be called more than once.
func (t *Timer) ObserveDuration() time.Duration {
	d := time.Since(t.begin)
	if t.observer != nil {
		t.observer.Observe(d.Seconds())
	}
	return d
}

// ObserveDurationWithExemplar is ObserveDuration with an exemplar, which an
// Observer without exemplars ignores.
func (t *Timer) ObserveDurationWithExemplar(exemplar Labels) time.Duration {
	d := time.Since(t.begin)
	if observer, ok := t.observer.(ExemplarObserver); ok && exemplar != nil {
		observer.ObserveWithExemplar(d.Seconds(), exemplar)
	} else if t.observer != nil {
		t.observer.Observe(d.Seconds())
	}
	return d
}
