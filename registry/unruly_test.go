package registry

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"plainmetrics/expfmt"
)

var scrapes = flag.Int("scrapes", 400, "number of scrapes of TestScrapesOfUnrulyCollectors")

// Collectors fan out, send and write too late, panic while their goroutines go
// on, and are registered and unregistered, all at once. Every page decodes and
// is what a sequential run prints; the errors name the culprits.
func TestScrapesOfUnrulyCollectors(t *testing.T) {
	u := newUnruly()
	want := splitFamilies(page(t, u.expected()))
	stop := make(chan struct{})
	var changes sync.WaitGroup
	changes.Go(func() { u.change(t, stop) })
	var scrapers sync.WaitGroup
	for range 8 {
		scrapers.Go(func() {
			for range *scrapes / 8 {
				u.scrape(t, want)
				u.release()
			}
		})
	}
	scrapers.Wait()
	close(stop)
	changes.Wait()

	// Whoever still writes after the last scrape is named by the next one.
	close(u.gate)
	u.left.Wait()
	err := u.scrape(t, want)
	checkError(t, err, "collector *registry.lateSender: sent ", "collector *registry.lateWriter: wrote ")
	u.left.Wait()
}

// scrape scrapes the registry, and checks the page and the error.
func (u unruly) scrape(t *testing.T, want map[string]string) error {
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	got, err := pageWithin(ctx, u.Registry)
	u.check(t, got, want)
	if err == nil || !strings.Contains(err.Error(), "collector *registry.panickingSender: panic: out of reach") {
		t.Errorf("got the error %v, want one that names the collector that panics", err)
	}
	return err
}

// An unruly is a registry of unruly collectors.
type unruly struct {
	*Registry
	*lateness
}

// A lateness holds goroutines back that outlive their collector.
type lateness struct {
	gate chan struct{}
	left sync.WaitGroup
}

// release lets some goroutines go on.
func (l *lateness) release() {
	for range 10 {
		select {
		case l.gate <- struct{}{}:
		default:
		}
	}
}

func newUnruly() unruly {
	u := unruly{NewRegistry(), &lateness{gate: make(chan struct{})}}
	u.MustRegister(storedVec(), CollectorFunc(fanOutSend), SourceFunc(fanOutWrite),
		&lateSender{u.lateness}, FromSource(&lateWriter{u.lateness}), &panickingSender{u.lateness})
	return u
}

func storedVec() *CounterVec {
	stored := NewCounterVec(CounterOpts{Name: "stored"}, []string{"i"})
	for i := range 20 {
		stored.WithLabelValues(fmt.Sprint(i)).Add(float64(i))
	}
	return stored
}

// expected returns a registry of what stays of the collectors.
func (u unruly) expected() *Registry {
	r := NewRegistry()
	changing := NewGaugeVec(GaugeOpts{Name: "changing"}, []string{"i"})
	for i := range 50 {
		changing.WithLabelValues(fmt.Sprint(i)).Set(float64(i))
	}
	late, written := NewGauge(GaugeOpts{Name: "late"}), NewGauge(GaugeOpts{Name: "late_written"})
	late.Set(1)
	written.Set(1)
	r.MustRegister(storedVec(), CollectorFunc(fanOutSend), SourceFunc(fanOutWrite), changing, late, written,
		NewGauge(GaugeOpts{Name: "sent_in_time"}), NewGauge(GaugeOpts{Name: "written_in_time"}))
	return r
}

// splitFamilies returns the text of each family of a page, by its name.
func splitFamilies(page string) map[string]string {
	families := make(map[string]string)
	for _, family := range strings.SplitAfter(page, "# HELP ") {
		if name, _, ok := strings.Cut(family, " "); ok && name != "#" {
			families[name] = strings.TrimSuffix(family, "# HELP ")
		}
	}
	return families
}

// check checks a page: all families are there, whole. The changing one may be
// missing, and so may the late one, which may also be in time.
func (u unruly) check(t *testing.T, page string, want map[string]string) {
	if err := expfmt.DecodeText([]byte(page), new(expfmt.Snapshot)); err != nil {
		t.Errorf("got a page that does not decode: %v\n%s", err, page)
	}
	got := splitFamilies(page)
	for name, family := range want {
		if text, found := got[name]; text != family && (found || name != "changing" && !strings.HasPrefix(name, "late")) {
			t.Errorf("family %s: got\n%swant\n%s", name, text, family)
		}
		delete(got, name)
	}
	for name := range got {
		t.Errorf("got the family %s, want none of that name", name)
	}
}

// change registers and unregisters a collector until stop is closed.
func (u unruly) change(t *testing.T, stop <-chan struct{}) {
	desc := NewDesc("changing", "", []string{"i"}, nil)
	c := &describedSender{desc, func(ch chan<- Metric) {
		for i := range 50 {
			ch <- MustNewConstMetric(desc, GaugeValue, float64(i), fmt.Sprint(i))
		}
	}}
	for {
		select {
		case <-stop:
			return
		default:
		}
		if err := u.Register(c); err != nil {
			t.Errorf("Register: got the error %v, want none", err)
		}
		if !u.Unregister(c) {
			t.Error("Unregister: got false, want true")
		}
	}
}

type describedSender struct {
	desc *Desc
	send func(chan<- Metric)
}

func (s *describedSender) Describe(ch chan<- *Desc) { ch <- s.desc }
func (s *describedSender) Collect(ch chan<- Metric) { s.send(ch) }

var fannedDesc = NewDesc("fanned_out", "", []string{"i"}, nil)

// fanOutSend sends 100 metrics from 10 goroutines.
func fanOutSend(ch chan<- Metric) {
	var senders sync.WaitGroup
	for i := range 10 {
		senders.Go(func() {
			for j := range 10 {
				ch <- MustNewConstMetric(fannedDesc, GaugeValue, float64(10*i+j), fmt.Sprint(10*i+j))
			}
		})
	}
	senders.Wait()
}

var fannedFamily = MustLabeledFamily(Opts{Name: "fanned_out_written"}, expfmt.TypeGauge, "i")

// fanOutWrite writes 100 series from 10 goroutines.
func fanOutWrite(_ context.Context, enc expfmt.Encoder) error {
	var writers sync.WaitGroup
	for i := range 10 {
		writers.Go(func() {
			for j := range 10 {
				fannedFamily.Value(enc, float64(10*i+j), fmt.Sprint(10*i+j))
			}
		})
	}
	writers.Wait()
	return nil
}

var inTimeDesc, lateDesc = NewDesc("sent_in_time", "", nil, nil), NewDesc("late", "", nil, nil)

// A lateSender leaves a goroutine behind that sends.
type lateSender struct{ *lateness }

func (*lateSender) Describe(chan<- *Desc) {}

func (s *lateSender) Collect(ch chan<- Metric) {
	ch <- MustNewConstMetric(inTimeDesc, GaugeValue, 0)
	s.left.Go(func() {
		<-s.gate
		ch <- MustNewConstMetric(lateDesc, GaugeValue, 1)
	})
}

var (
	writtenFamily     = MustLabeledFamily(Opts{Name: "written_in_time"}, expfmt.TypeGauge)
	lateWrittenFamily = MustLabeledFamily(Opts{Name: "late_written"}, expfmt.TypeGauge)
)

// A lateWriter leaves a goroutine behind that writes.
type lateWriter struct{ *lateness }

func (w *lateWriter) Encode(_ context.Context, enc expfmt.Encoder) error {
	writtenFamily.Value(enc, 0)
	w.left.Go(func() {
		<-w.gate
		lateWrittenFamily.Value(enc, 1)
	})
	return nil
}

// A panickingSender panics while its goroutines send.
type panickingSender struct{ *lateness }

func (*panickingSender) Describe(chan<- *Desc) {}

func (s *panickingSender) Collect(ch chan<- Metric) {
	for i := range 3 {
		s.left.Go(func() { sendGauges(ch, i, i+1) })
	}
	panic("out of reach")
}
