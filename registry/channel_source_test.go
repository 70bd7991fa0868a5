package registry

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// An uncheckedFunc is a function as a Collector that describes nothing.
type uncheckedFunc func(chan<- Metric)

func (f uncheckedFunc) Describe(chan<- *Desc) {}

func (f uncheckedFunc) Collect(ch chan<- Metric) { f(ch) }

// gaugeDesc is the Desc of the metrics that the tests send.
var gaugeDesc = NewDesc("g", "", []string{"i"}, nil)

func sendGauges(ch chan<- Metric, from, to int) {
	for i := from; i < to; i++ {
		ch <- MustNewConstMetric(gaugeDesc, GaugeValue, float64(i), strconv.Itoa(i))
	}
}

// A Collector may send from several goroutines, more than fit into the
// channel, and over a longer time than a run receives nothing.
func TestCollectorsThatSendMuch(t *testing.T) {
	for _, c := range []struct {
		name    string
		collect uncheckedFunc
		want    int
	}{
		{"nothing", func(chan<- Metric) {}, 0},
		{"as much as has room", func(ch chan<- Metric) { sendGauges(ch, 0, smallestChannel) }, smallestChannel},
		{"more than has room", func(ch chan<- Metric) { sendGauges(ch, 0, 10*smallestChannel) }, 10 * smallestChannel},
		{"slowly", func(ch chan<- Metric) {
			for i := range 5 {
				sendGauges(ch, i, i+1)
				time.Sleep(reliefTime)
			}
		}, 5},
		{"many goroutines", func(ch chan<- Metric) {
			var senders sync.WaitGroup
			for i := range 20 {
				senders.Go(func() { sendGauges(ch, 100*i, 100*i+100) })
			}
			senders.Wait()
		}, 2000},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := registryOf(c.collect)
				for range 3 { // the second run has room for all
					if got := strings.Count(page(t, r), "\ng{"); got != c.want {
						t.Errorf("got %d series, want %d", got, c.want)
					}
				}
			})
		})
	}
}

// A metric that can't be written is left out alone; a Collector that panics
// or ends its goroutine loses all of its families, and nobody else's.
func TestUnrulyChannelCollectors(t *testing.T) {
	for _, c := range []struct {
		name    string
		collect uncheckedFunc
		samples string // of the Collector
		want    []string
	}{
		{"nil metric", func(ch chan<- Metric) { ch <- nil; sendGauges(ch, 1, 2) }, "g{i=\"1\"} 1\n", []string{"expected a Metric, found nil"}},
		{"invalid metric", func(ch chan<- Metric) {
			ch <- NewInvalidMetric(gaugeDesc, errors.New("no connection"))
			sendGauges(ch, 1, 2)
		}, "g{i=\"1\"} 1\n", []string{"error collecting metric Desc{fqName: \"g\"", "no connection"}},
		{"invalid Desc", func(ch chan<- Metric) {
			ch <- NewInvalidMetric(NewInvalidDesc(errors.New("no name")), errors.New("no connection"))
			sendGauges(ch, 1, 2)
		}, "g{i=\"1\"} 1\n", []string{"no name"}},
		{"nil Desc", func(ch chan<- Metric) {
			ch <- writtenMetric{write: func(*model.Metric) error { return nil }}
			sendGauges(ch, 1, 2)
		},
			"g{i=\"1\"} 1\n", []string{"writtenMetric: expected a Desc, found nil"}},
		{"panic in Write", func(ch chan<- Metric) {
			ch <- writtenMetric{gaugeDesc, func(*model.Metric) error { panic("out of reach") }}
			sendGauges(ch, 1, 2)
		}, "g{i=\"1\"} 1\n", []string{"writtenMetric: panic: out of reach"}},
		{"panic of a function", func(ch chan<- Metric) {
			time.Sleep(2 * reliefTime)
			ch <- NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { panic("out of reach") })
			sendGauges(ch, 1, 2)
		}, "g{i=\"1\"} 1\n", []string{"FuncMetric: panic: out of reach"}},
		{"panic in a late Write", func(ch chan<- Metric) {
			time.Sleep(2 * reliefTime)
			ch <- writtenMetric{gaugeDesc, func(*model.Metric) error { panic("out of reach") }}
		}, "", []string{"writtenMetric: panic: out of reach"}},
		{"panic", func(ch chan<- Metric) { sendGauges(ch, 1, 2); panic("out of reach") }, "", []string{"registry.uncheckedFunc: panic: out of reach"}},
		{"late panic", func(ch chan<- Metric) { time.Sleep(2 * reliefTime); panic("out of reach") }, "", []string{"registry.uncheckedFunc: panic: out of reach"}},
		{"end of the goroutine", func(ch chan<- Metric) { sendGauges(ch, 1, 2); runtime.Goexit() }, "", []string{"registry.uncheckedFunc: ended its goroutine"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				r := registryOf(NewCounter(CounterOpts{Name: "stored"}), c.collect)
				for range 2 {
					got, err := pageWithin(ctx, r)
					checkText(t, samples(got), c.samples+"stored 0\n")
					checkError(t, err, c.want...)
				}
			})
		})
	}
}

// A writtenMetric is a Metric of a program's own.
type writtenMetric struct {
	desc  *Desc
	write func(*model.Metric) error
}

func (m writtenMetric) Desc() *Desc                   { return m.desc }
func (m writtenMetric) Write(out *model.Metric) error { return m.write(out) }

// A Collector that ignores its deadline costs its own families, and is not
// run again while it is busy.
func TestChannelCollectorOfNoEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		released, runs := make(chan struct{}), 0
		r := registryOf(NewCounter(CounterOpts{Name: "stored"}), uncheckedFunc(func(ch chan<- Metric) {
			runs++
			for i := 0; ; i++ {
				select {
				case <-released:
					return
				default:
					sendGauges(ch, i, i+100)
					time.Sleep(time.Second)
				}
			}
		}))
		for range 3 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			got, err := pageWithin(ctx, r)
			cancel()
			checkText(t, samples(got), "stored 0\n")
			checkError(t, err, "collector registry.uncheckedFunc: ")
		}
		close(released)
		time.Sleep(time.Minute) // the Collector ends
		if runs != 1 {
			t.Errorf("got %d runs, want 1", runs)
		}
	})
}

// A metric that comes after Collect has returned reaches no page and does not
// panic; the next scrape names the Collector.
func TestMetricsAfterCollect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := make(chan struct{})
		isFirst := true
		r := registryOf(uncheckedFunc(func(ch chan<- Metric) {
			sendGauges(ch, 0, 1)
			if isFirst {
				isFirst = false
				go func() { <-late; sendGauges(ch, 1, 1000) }()
			}
		}))
		checkText(t, samples(page(t, r)), "g{i=\"0\"} 0\n")
		close(late)
		synctest.Wait()
		got, err := partialPage(r)
		checkText(t, samples(got), "g{i=\"0\"} 0\n")
		checkError(t, err, "collector registry.uncheckedFunc: sent ", " metrics after an earlier Collect had returned, which are lost")
		synctest.Wait() // the sender ends
		checkText(t, samples(page(t, r)), "g{i=\"0\"} 0\n")
	})
}

// What is a Source is never asked through a channel, also behind a wrapping
// registerer.
func TestSourcesAreNotAskedThroughAChannel(t *testing.T) {
	c := asked{source: constant(gaugeFamily("g"), none, 1)}
	r := registryOf(c)
	WrapRegistererWithPrefix("app_", r).MustRegister(c)
	checkText(t, samples(page(t, r)), "app_g 1\ng 1\n")
}

// An asked is a Source that panics when it is asked through a channel.
type asked struct {
	sourceOnly
	source SourceFunc
}

func (a asked) Encode(ctx context.Context, enc expfmt.Encoder) error { return a.source(ctx, enc) }

// A metric that panics or ends its goroutine costs itself, whichever goroutine
// asks for its value.
func TestMetricsThatEndTheirGoroutine(t *testing.T) {
	panics := NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { panic("no value") })
	for _, c := range []struct {
		name   string
		metric Metric
		late   bool // sent when another goroutine receives
		want   string
	}{
		{"nil at first", Counter(nil), false, "metric *registry.CounterSeries: panic: "},
		{"nil", Counter(nil), true, "metric *registry.CounterSeries: panic: "},
		{"panic at first", panics, false, "metric *registry.FuncMetric: panic: no value"},
		{"panic", panics, true, "metric *registry.FuncMetric: panic: no value"},
		{"stamped", NewMetricWithTimestamp(time.Unix(1, 0), panics), true, "panic: no value"},
		{"end", exitingMetric{}, true, "a metric ended the goroutine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := partialPage(registryOf(uncheckedFunc(func(ch chan<- Metric) {
					if c.late {
						time.Sleep(2 * reliefTime)
					}
					ch <- c.metric
					ch <- c.metric
					sendGauges(ch, 0, smallestChannel+1) // more than has room
				})))
				if n := strings.Count(samples(got), "\n"); n != smallestChannel+1 {
					t.Errorf("got %d samples, want %d", n, smallestChannel+1)
				}
				checkErrors(t, err, []string{c.want, c.want})
			})
		})
	}
}

// An exitingMetric is a metric whose Write ends the goroutine.
type exitingMetric struct{}

func (exitingMetric) Desc() *Desc { return gaugeDesc }

func (exitingMetric) Write(*model.Metric) error {
	runtime.Goexit()
	return nil
}
