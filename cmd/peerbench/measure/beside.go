package measure

import (
	"runtime"
	"sync/atomic"
)

// Beside does something over and over on a goroutine, from before it returns
// until stop is called, which waits for the last time to end.
func Beside(do func()) (stop func()) {
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

// OnTwo measures with two processors, however many there are, after a
// garbage collection.
func OnTwo(measure func() float64) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	runtime.GC()
	return measure()
}
