package relay

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var pause backoff
		for _, want := range []time.Duration{5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000} {
			before := time.Now()
			pause.wait(t.Context())
			if got := time.Since(before); got != want*time.Millisecond {
				t.Errorf("pause: got %v, want %v", got, want*time.Millisecond)
			}
		}
	})
}

func TestBackoffEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		pause := backoff(longestPause)
		before := time.Now()
		pause.wait(ctx)
		if got, want := time.Since(before), 300*time.Millisecond; got != want {
			t.Errorf("pause: got %v, want %v", got, want)
		}
	})
}
