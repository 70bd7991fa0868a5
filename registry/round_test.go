package registry

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
)

// What one scrape leaves to the next must not tie a registry to the bubble
// that it was scraped in, nor to the world outside: there the runtime would
// end the program, or the clock of the bubble stand still.
func TestScrapesInAndOutOfBubbles(t *testing.T) {
	f := gaugeFamily("slow")
	r := registryOf(CollectorFunc(func(_ context.Context, enc expfmt.Encoder) error {
		time.Sleep(time.Millisecond)
		enc.Family(f)
		enc.Value(expfmt.LabelSet{}, 1)
		return nil
	}))
	scrapes := func(t *testing.T) {
		within, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		for _, ctx := range []context.Context{context.Background(), within} {
			got, err := pageWithin(ctx, r)
			checkText(t, samples(got), "slow 1\n")
			checkError(t, err)
		}
	}
	for range 2 {
		synctest.Test(t, scrapes)
		scrapes(t)
	}
}

// A Collector that was late writes into its own round, and not into that of
// the scrapes that follow.
func TestLateCollectorsKeepTheirRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := &stubborn{family: gaugeFamily("late"), release: make(chan struct{})}
		r := registryOf(late, constant(gaugeFamily("good"), expfmt.LabelSet{}, 3))
		for range 3 {
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			_, err := pageWithin(ctx, r)
			stop()
			checkError(t, err, "not done in time")
			got, err := partialPage(r)
			checkText(t, samples(got), "good 3\n")
			checkError(t, err, "still busy")
			late.release <- struct{}{}
			synctest.Wait() // it is done, and its draft nobody's
		}
		close(late.release)
		checkText(t, samples(page(t, r)), "good 3\nlate 4\n")
	})
}

// One Collector and a context that never ends take no goroutine.
func TestScrapeInItsOwnGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	during := 0
	r := registryOf(CollectorFunc(func(context.Context, expfmt.Encoder) error {
		during = runtime.NumGoroutine()
		return nil
	}))
	page(t, r)
	if during > before { // fewer if one of another test has ended
		t.Errorf("got %d goroutines during the scrape, want the %d that there were", during, before)
	}
}
