package registry

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
)

// A Collector's goroutine that writes after Collect has returned reaches no
// page. The next scrape reports the Collector.
func TestWritesAfterCollect(t *testing.T) {
	late := gaugeFamily("late")
	for _, c := range []struct {
		name  string
		write func(expfmt.Encoder)
	}{
		{"a value", func(enc expfmt.Encoder) { enc.Value(late, none, 1) }},
		{"a point", func(enc expfmt.Encoder) { enc.Point(late, none, new(expfmt.Point)) }},
		{"nonsense", func(enc expfmt.Encoder) { enc.Point(nil, none, nil) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				runs := 0
				r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
					if runs++; runs == 1 {
						go func() { time.Sleep(time.Second); c.write(enc) }()
					}
					enc.Value(gaugeFamily("mine"), none, 1)
					return nil
				}))
				other := registryOf(constant(gaugeFamily("other"), none, 1))
				checkText(t, samples(page(t, r)), "mine 1\n")
				time.Sleep(time.Minute)
				checkText(t, samples(page(t, other)), "other 1\n")

				got, err := partialPage(r)
				checkText(t, samples(got), "mine 1\n")
				checkError(t, err, "collector registry.SourceFunc: wrote 1 series after Encode had returned")
				checkText(t, samples(page(t, r)), "mine 1\n") // reported once
			})
		})
	}
}

// A series that comes late enough to miss the buffer and early enough for the
// page is reported on the page.
func TestWritesBeforeThePageEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			go func() { time.Sleep(time.Second); enc.Value(gaugeFamily("late"), none, 1) }()
			return nil
		}), SourceFunc(func(context.Context, expfmt.Encoder) error { time.Sleep(time.Minute); return nil }))
		_, err := partialPage(r)
		checkError(t, err, "wrote 1 series after Encode had returned")
	})
}

// A Collector that was left behind is reported once, as late, and fills no
// memory while it goes on.
func TestWritesOfALateCollector(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done, isLate := make(chan struct{}), true
		r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			enc.Value(gaugeFamily("mine"), none, 1)
			<-done
			enc.Value(gaugeFamily("mine"), labelSet("a", "1"), 1)
			if isLate && enc.(*collection).buffer != nil {
				t.Error("got a buffer for a Collector that no scrape waits for, want none")
			}
			isLate = false
			return nil
		}))
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		got, err := pageWithin(ctx, r)
		checkText(t, samples(got), "")
		checkError(t, err, "not done in time")
		close(done)
		synctest.Wait()
		checkText(t, samples(page(t, r)), "mine 1\nmine{a=\"1\"} 1\n")
	})
}

// Several goroutines of a Collector may write at once. The page is that of a
// single goroutine.
func TestCollectorWithManyGoroutines(t *testing.T) {
	const goroutines, series = 8, 20
	families := make([]*expfmt.Family, goroutines)
	for i := range families {
		families[i] = gaugeFamily("g" + strconv.Itoa(i))
	}
	bounds, _ := expfmt.Buckets([]float64{1})
	histogram := expfmt.MustFamily("shared", "Help.", expfmt.TypeHistogram)
	write := func(enc expfmt.Encoder, i int) {
		for n := range series {
			labels := labelSet("n", strconv.Itoa(n), "by", strconv.Itoa(i))
			enc.Value(families[i], labels, float64(n))
			enc.Point(histogram, labels, &expfmt.Point{Bounds: bounds, Counts: []uint64{uint64(i)}, Count: uint64(n + i), Sum: float64(n)})
		}
	}
	collector := func(run func(n int, f func(i int))) Collector {
		return SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			run(goroutines, func(i int) { write(enc, i) })
			return nil
		})
	}
	single := collector(func(n int, f func(int)) {
		for i := range n {
			f(i)
		}
	})
	many := collector(inParallel)
	wrap := func(c Collector) Collector {
		return WrapCollectorWith(Labels{"z": "1"}, WrapCollectorWithPrefix("app_", c))
	}
	for _, c := range []struct {
		name string
		r    *Registry
		want string
	}{
		{"plain", registryOf(many), pageOf(t, single)},
		{"wrapped", registryOf(wrap(many)), pageOf(t, wrap(single))},
	} {
		t.Run(c.name, func(t *testing.T) {
			inParallel(4, func(int) {
				for range 20 {
					if got, err := partialPage(c.r); err != nil || got != c.want {
						t.Errorf("got the error %v and the page\n%s\nwant\n%s", err, got, c.want)
						return
					}
				}
			})
		})
	}
}

// Of several goroutines that write nonsense, each family is reported once.
func TestNonsenseOfManyGoroutines(t *testing.T) {
	bad := gaugeFamily("bad")
	checkOnlyLost(t, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		inParallel(4, func(i int) {
			enc.Value(bad, labelSet("by", strconv.Itoa(i)), 1)
			enc.Point(bad, none, nil)
			enc.Value(bad, labelSet("by", strconv.Itoa(i), "again", ""), 1)
		})
		enc.Value(gaugeFamily("mine"), none, 1)
		return nil
	}), "good 3\nmine 1\nstored 0\n", `family "bad": expected a Point, found nil`)
}

// Collectors come and go, write late and from many goroutines, and fail: each
// page has the series of the good Collector, in order and valid.
func TestUnrulyCollectors(t *testing.T) {
	r := registryOf(constant(gaugeFamily("good"), none, 1))
	var writers sync.WaitGroup
	unruly := func(seed int) Collector {
		f := gaugeFamily(fmt.Sprint("unruly_", seed%3))
		return &described{func(_ context.Context, enc expfmt.Encoder) error {
			for i := range 4 {
				writers.Go(func() {
					for n := range 10 {
						enc.Value(f, labelSet("a", strconv.Itoa(i), "n", strconv.Itoa(n)), float64(seed))
					}
				})
			}
			if seed%5 == 0 {
				panic("out of order")
			}
			return nil
		}, []*expfmt.Family{f}}
	}
	inParallel(4, func(i int) {
		for n := range 100 {
			if i < 2 {
				c := unruly(10*n + i)
				if r.Register(c) == nil {
					defer r.Unregister(c)
				}
				continue
			}
			p := expfmt.NewPage(expfmt.Text{}, nil)
			_ = r.Encode(t.Context(), p)
			got := p.End()
			if !strings.Contains(string(got), "\ngood 1\n") {
				t.Errorf("got the page\n%s\nwant the series good", got)
			}
			order := orderChecker{t: t}
			if err := expfmt.DecodeText(got, &order); err != nil {
				t.Errorf("got the page\n%s\nand the error %v, want a valid page", got, err)
			}
		}
	})
	writers.Wait()
}
