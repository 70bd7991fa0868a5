package measure

import (
	"runtime"
	"sync/atomic"
)

// Background calls do in a loop on another goroutine, which already runs
// when Background returns. The function stop ends the loop, and waits for
// the current call.
func Background(do func()) (stop func()) {
	var over atomic.Bool
	begun, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		close(begun)
		for !over.Load() {
			do()
		}
	}()
	<-begun
	return func() {
		over.Store(true)
		<-ended
	}
}

// WithTwoProcessors runs measure after a garbage collection with
// GOMAXPROCS=2, so a machine with more processors gives a comparable result.
func WithTwoProcessors(measure func() float64) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	runtime.GC()
	return measure()
}
