package registry

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
)

// A Collector that returns an error keeps the families that it wrote. A
// Collector that panics loses them, because its state is not known.
func TestFailingCollectors(t *testing.T) {
	sentinel := errors.New("no connection")
	for _, c := range []struct {
		name  string
		fails func() error
		want  string
		words []string
	}{
		{"error", func() error { return sentinel }, "good 3\nmine 1\nstored 0\n", []string{"no connection"}},
		{"panic", func() error { panic("out of reach") }, "good 3\nstored 0\n", []string{"panic: out of reach"}},
		{"panic with an error", func() error { panic(sentinel) }, "good 3\nstored 0\n", []string{"panic: no connection"}},
		{"panic of the runtime", func() error { var p *expfmt.Point; p.Value++; return nil }, "good 3\nstored 0\n", []string{"panic: ", "nil pointer"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := gaugeFamily("mine")
			checkOnlyLost(t, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				enc.Value(f, expfmt.LabelSet{}, 1)
				return c.fails()
			}), c.want, c.words...)
		})
	}
}

// The error of a scrape wraps the errors of the Collectors.
func TestErrorsOfCollectorsAreWrapped(t *testing.T) {
	sentinel := errors.New("no connection")
	fails := SourceFunc(func(context.Context, expfmt.Encoder) error { return fmt.Errorf("database: %w", sentinel) })
	_, err := partialPage(registryOf(fails, &described{fails, []*expfmt.Family{gaugeFamily("g")}}))
	if !errors.Is(err, sentinel) {
		t.Errorf("got %v, want an error that wraps that of the Collector", err)
	}
	checkError(t, err, "registry.SourceFunc: database: no connection", "*registry.described: database: no connection")
}

// A stubborn Collector ignores the context.
type stubborn struct {
	sourceOnly
	family  *expfmt.Family
	release chan struct{} // a run ends when it can receive
	runs    int
}

func (s *stubborn) Encode(_ context.Context, enc expfmt.Encoder) error {
	s.runs++
	<-s.release
	enc.Value(s.family, expfmt.LabelSet{}, float64(s.runs))
	return nil
}

// The page lacks the families of a late Collector, and the error names the
// Collector. Later scrapes neither run it nor wait for it until it is done.
func TestLateCollector(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := &stubborn{family: gaugeFamily("late"), release: make(chan struct{})}
		r := registryOf(late, NewCounter(CounterOpts{Name: "stored"}), constant(gaugeFamily("good"), expfmt.LabelSet{}, 3))
		for _, c := range []struct {
			name  string
			do    func()
			takes time.Duration
			want  string
			words []string
		}{
			{"late", func() {}, time.Second, "good 3\nstored 0\n",
				[]string{"registry: collector *registry.stubborn: not done in time", "deadline exceeded"}},
			{"still busy", func() {}, 0, "good 3\nstored 0\n",
				[]string{"registry: collector *registry.stubborn: still busy"}},
			{"done, and run again", func() { close(late.release); synctest.Wait() }, 0, "good 3\nlate 2\nstored 0\n", nil},
		} {
			c.do()
			begin := time.Now()
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			got, err := pageWithin(ctx, r)
			stop()
			checkText(t, samples(got), c.want)
			checkError(t, err, c.words...)
			if took := time.Since(begin); took != c.takes {
				t.Errorf("%s: got a scrape of %v, want %v", c.name, took, c.takes)
			}
		}
		if late.runs != 2 {
			t.Errorf("got %d runs, want 2", late.runs)
		}
	})
}

// The error wraps the cause of the context's end.
func TestLateCollectorCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := &stubborn{family: gaugeFamily("late"), release: make(chan struct{})}
		cause := errors.New("the scraper hung up")
		ctx, stop := context.WithCancelCause(t.Context())
		go func() { time.Sleep(time.Minute); stop(cause) }()
		_, err := pageWithin(ctx, registryOf(late))
		if !errors.Is(err, cause) {
			t.Errorf("got %v, want an error that wraps the cause", err)
		}
		close(late.release)
	})
}

// A Collector can be late for several scrapes at the same time.
func TestLateForSeveralScrapes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		f := gaugeFamily("late")
		r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			<-release
			enc.Value(f, expfmt.LabelSet{}, 1)
			return nil
		}))
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		inParallel(3, func(int) {
			_, err := pageWithin(ctx, r)
			checkError(t, err, "not done in time")
		})
		release <- struct{}{}
		release <- struct{}{}
		synctest.Wait()
		_, err := partialPage(r)
		checkError(t, err, "still busy") // with the third scrape
		close(release)
		synctest.Wait()
		checkText(t, samples(page(t, r)), "late 1\n")
	})
}

// Collectors run at the same time: a page takes as long as the slowest.
func TestCollectorsRunAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := NewRegistry()
		for i := range 10 {
			f := gaugeFamily(fmt.Sprint("g", i))
			r.MustRegister(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				time.Sleep(time.Duration(i) * time.Second)
				enc.Value(f, expfmt.LabelSet{}, 1)
				return nil
			}))
		}
		begin := time.Now()
		if got := strings.Count(samples(page(t, r)), "\n"); got != 10 {
			t.Errorf("got %d series, want 10", got)
		}
		if took := time.Since(begin); took != 9*time.Second {
			t.Errorf("got a page in %v, want it in 9s", took)
		}
	})
}

// A Collector that returns at once when the context ends may be in time or
// late. The scrape reports an error in both cases, and the page has the
// families of all Collectors that were done before.
func TestCollectorThatHeedsTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := registryOf(constant(gaugeFamily("good"), expfmt.LabelSet{}, 3),
			SourceFunc(func(ctx context.Context, _ expfmt.Encoder) error { <-ctx.Done(); return ctx.Err() }))
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		got, err := pageWithin(ctx, r)
		checkText(t, samples(got), "good 3\n")
		checkError(t, err, "deadline exceeded")
	})
}

// Collect is called with the context of the scrape.
func TestCollectorGetsTheContext(t *testing.T) {
	type key struct{}
	var got any
	r := registryOf(SourceFunc(func(ctx context.Context, _ expfmt.Encoder) error {
		got = ctx.Value(key{})
		return nil
	}))
	_, err := pageWithin(context.WithValue(t.Context(), key{}, "mine"), r)
	checkError(t, err)
	if got != "mine" {
		t.Errorf("got %v, want the value of the context", got)
	}
}

// A Collector may end its goroutine, as a test's FailNow does. The scrape does
// not wait for it any longer.
func TestCollectorThatExits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		_, err := pageWithin(ctx, registryOf(SourceFunc(func(context.Context, expfmt.Encoder) error {
			runtime.Goexit()
			return nil
		})))
		checkError(t, err, "registry: collector registry.SourceFunc: ended its goroutine")
		if took := time.Since(begin); took != 0 {
			t.Errorf("got a page in %v, want it at once", took)
		}
	})
}

// A gathering that is used again must not tie a registry to the bubble of
// testing/synctest in which it was scraped, nor to the program outside: the
// runtime would end the program, or the clock of the bubble stand still.
func TestScrapesInAndOutOfBubbles(t *testing.T) {
	f := gaugeFamily("slow")
	r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		time.Sleep(time.Millisecond)
		enc.Value(f, expfmt.LabelSet{}, 1)
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

// A late Collector writes into the gathering that it was started by, and not
// into the gatherings of later scrapes.
func TestLateCollectorsKeepTheirGathering(t *testing.T) {
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
			synctest.Wait() // it is done, and its buffer unused
		}
		close(late.release)
		checkText(t, samples(page(t, r)), "good 3\nlate 4\n")
	})
}

// A scrape of one Collector with a context that never ends starts no
// goroutine.
func TestScrapeInItsOwnGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	during := 0
	r := registryOf(SourceFunc(func(context.Context, expfmt.Encoder) error {
		during = runtime.NumGoroutine()
		return nil
	}))
	page(t, r)
	if during > before { // fewer if a goroutine of another test has ended
		t.Errorf("got %d goroutines during the scrape, want the %d that there were", during, before)
	}
}

// A scrape that leads to itself ends with an error, which costs the families
// of the Collector in the circle.
func TestEndlessScrapes(t *testing.T) {
	f := gaugeFamily("mine")
	circle := func(r Source, scrape func(ctx context.Context, r Source, enc expfmt.Encoder) error) Collector {
		return SourceFunc(func(ctx context.Context, enc expfmt.Encoder) error {
			enc.Value(f, none, 1)
			return scrape(ctx, r, enc)
		})
	}
	inside := func(ctx context.Context, r Source, enc expfmt.Encoder) error { return r.Encode(ctx, enc) }
	for _, c := range []struct {
		name string
		add  func(r *Registry)
	}{
		{"its own registry", func(r *Registry) { r.MustRegister(circle(r, inside)) }},
		{"with a context of its own", func(r *Registry) {
			r.MustRegister(circle(r, func(_ context.Context, r Source, enc expfmt.Encoder) error {
				return r.Encode(context.Background(), enc)
			}))
		}},
		{"wrapped, with a context of its own", func(r *Registry) {
			r.MustRegister(WrapCollectorWith(Labels{"a": "1"}, circle(r, func(_ context.Context, r Source, enc expfmt.Encoder) error {
				return r.Encode(context.Background(), enc)
			})))
		}},
		{"on a page of its own", func(r *Registry) {
			r.MustRegister(circle(r, func(ctx context.Context, r Source, _ expfmt.Encoder) error {
				_, err := pageWithin(ctx, r.(Gatherer))
				return err
			}))
		}},
		{"through gatherers", func(r *Registry) { r.MustRegister(circle(Gatherers{r}, inside)) }},
		{"through another registry", func(r *Registry) {
			other := registryOf(circle(r, inside))
			r.MustRegister(circle(other, inside))
		}},
		{"two of them", func(r *Registry) {
			r.MustRegister(circle(r, inside))
			r.MustRegister(WrapCollectorWithPrefix("other_", circle(r, inside)))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(constant(gaugeFamily("good"), none, 3))
			c.add(r)
			got, err := partialPage(r)
			if !strings.Contains(got, "good 3\n") || !errors.Is(err, errEndless) {
				t.Errorf("got the error %v and the page\n%s\nwant the good family and %v", err, got, errEndless)
			}
		})
	}
}

// A Gatherers may contain itself.
func TestEndlessGatherers(t *testing.T) {
	gs := Gatherers{registryOf(constant(gaugeFamily("good"), none, 3)), nil}
	gs[1] = gs
	got, err := partialPage(gs)
	checkText(t, samples(got), "good 3\n")
	if !errors.Is(err, errEndless) {
		t.Errorf("got the error %v, want %v", err, errEndless)
	}
}

// A Collector that hides that it scrapes its own registry ends as well, even
// if it does so twice, and the registry recovers.
func TestHiddenEndlessScrapes(t *testing.T) {
	r := registryOf(constant(gaugeFamily("good"), none, 3))
	most, now := 0, 0
	hides := true
	var mu sync.Mutex
	r.MustRegister(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		mu.Lock()
		now++
		most = max(most, now)
		hidden := hides
		mu.Unlock()
		for range 2 {
			if hidden {
				_, _ = partialPage(r)
			}
		}
		mu.Lock()
		now--
		mu.Unlock()
		enc.Value(gaugeFamily("mine"), none, 1)
		return nil
	}))
	checkText(t, samples(page(t, r)), "good 3\nmine 1\n")
	if most != maxGatherings {
		t.Errorf("got %d runs at the same time, want %d", most, maxGatherings)
	}
	hides = false
	checkText(t, samples(page(t, r)), "good 3\nmine 1\n")
}
