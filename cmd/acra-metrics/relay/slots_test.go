package relay

import (
	"context"
	"testing"
	"testing/synctest"
)

func TestSlots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := make(slots, 2)
		for range cap(s) {
			if !s.take(t.Context()) {
				t.Fatal("take: got false with free slots, want true")
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		taken := make(chan bool, 1)
		go func() { taken <- s.take(ctx) }()
		synctest.Wait()
		if len(taken) > 0 {
			t.Errorf("third take of 2 slots: got %v at once, want a wait", <-taken)
		}
		s.free()
		if !<-taken {
			t.Error("take after free: got false, want true")
		}
		go func() { taken <- s.take(ctx) }()
		synctest.Wait()
		cancel()
		if <-taken {
			t.Error("take after the end of the context: got true, want false")
		}
	})
}
