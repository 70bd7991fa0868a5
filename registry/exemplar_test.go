package registry

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
)

// lastPoint returns the point of a metric with one series.
func lastPoint(t *testing.T, c Collector) expfmt.Point {
	t.Helper()
	var got expfmt.Point
	checkError(t, registryOf(c).Encode(t.Context(), pointRecorder{&got}))
	return got
}

// checkExemplar checks the labels, the value and the time of an exemplar. An
// empty want means that got should be nil.
func checkExemplar(t *testing.T, got *expfmt.Exemplar, want string, v float64) {
	t.Helper()
	switch {
	case got == nil && want != "":
		t.Errorf("got no exemplar, want {%s}", want)
	case got != nil && (got.Labels.String() != want || got.Value != v || got.Time != time.Now().UnixNano()):
		t.Errorf("got the exemplar {%v} %v at %v, want {%s} %v at %v", got.Labels, got.Value, got.Time, want, v, time.Now().UnixNano())
	}
}

// An exemplar stays until an update with another exemplar.
func TestCounterExemplar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewCounter(CounterOpts{Name: "c"})
		checkExemplar(t, lastPoint(t, c).Exemplar, "", 0)
		c.AddWithExemplar(1, nil)
		checkExemplar(t, lastPoint(t, c).Exemplar, "", 0)
		c.AddWithExemplar(2, Labels{"trace": "a"})
		time.Sleep(time.Second)
		c.AddWithExemplar(.5, Labels{"trace": "b", "span": "c"})
		c.AddWithExemplar(7, nil)
		c.Inc()
		got := lastPoint(t, c)
		checkExemplar(t, got.Exemplar, `span="c",trace="b"`, .5)
		if got.Value != 11.5 {
			t.Errorf("got a value of %v, want 11.5", got.Value)
		}
	})
}

// Each bucket has its own exemplar.
func TestHistogramExemplars(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1, 2}})
		h.ObserveWithExemplar(.5, nil)
		if got := lastPoint(t, h).Exemplars; len(got) > 0 {
			t.Errorf("got %d exemplars, want none", len(got))
		}
		h.ObserveWithExemplar(1, Labels{"trace": "a"})
		h.ObserveWithExemplar(5, Labels{"trace": "b"})
		h.ObserveWithExemplar(6, Labels{"trace": "c"})
		got := lastPoint(t, h)
		if len(got.Exemplars) != 3 || got.Count != 4 {
			t.Fatalf("got %d exemplars and a count of %d, want 3 and 4", len(got.Exemplars), got.Count)
		}
		checkExemplar(t, got.Exemplars[0], `trace="a"`, 1)
		checkExemplar(t, got.Exemplars[1], "", 0)
		checkExemplar(t, got.Exemplars[2], `trace="c"`, 6)
	})
}

func TestTimerWithExemplar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1, 2}})
		timer := NewTimer(h)
		time.Sleep(time.Second)
		if got := timer.ObserveDurationWithExemplar(Labels{"trace": "a"}); got != time.Second {
			t.Errorf("got %v, want 1s", got)
		}
		checkExemplar(t, lastPoint(t, h).Exemplars[0], `trace="a"`, 1)

		// Other observers, and nil exemplars, observe without an exemplar.
		g := NewGauge(GaugeOpts{Name: "g"})
		NewTimer(ObserverFunc(g.Set)).ObserveDurationWithExemplar(Labels{"trace": "a"})
		NewTimer(nil).ObserveDurationWithExemplar(Labels{"trace": "a"})
		timer.ObserveDurationWithExemplar(nil)
		if got := lastPoint(t, h).Count; got != 2 {
			t.Errorf("got a count of %d, want 2", got)
		}
	})
}

func TestExemplarPanics(t *testing.T) {
	long := strings.Repeat("ä", ExemplarMaxRunes-1)
	c := NewCounter(CounterOpts{Name: "c"})
	h := NewHistogram(HistogramOpts{Name: "h"})
	c.AddWithExemplar(1, Labels{"a": long}) // the longest that is valid, in characters
	for _, bad := range []struct {
		labels Labels
		want   []string
	}{
		{Labels{"ab": long}, []string{"exemplar", "128", "exemplar labels have 129 runes"}},
		{Labels{"__a": "1"}, []string{"label name", `"__a"`}},
		{Labels{"a": "\xff"}, []string{`"a"`, "UTF-8"}},
	} {
		checkError(t, panicOf(func() { c.AddWithExemplar(1, bad.labels) }), bad.want...)
		checkError(t, panicOf(func() { h.ObserveWithExemplar(1, bad.labels) }), bad.want...)
	}
	checkError(t, panicOf(func() { c.AddWithExemplar(-1, Labels{"a": "1"}) }), "not negative")
}

// Programs written for client_golang assert the interfaces.
func TestExemplarInterfaces(t *testing.T) {
	var counter any = NewCounterVec(CounterOpts{Name: "c"}, nil).WithLabelValues()
	if _, ok := counter.(ExemplarAdder); !ok {
		t.Errorf("got a Counter that is no ExemplarAdder")
	}
	if _, ok := NewHistogramVec(HistogramOpts{Name: "h"}, nil).WithLabelValues().(ExemplarObserver); !ok {
		t.Errorf("got a series of a HistogramVec that is no ExemplarObserver")
	}
}

// A series has the time of its creation, for formats that show it. A series
// that is deleted and created again has the later time.
func TestCreated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHistogram(HistogramOpts{Name: "h"})
		s := NewSummary(SummaryOpts{Name: "s"})
		vec := NewCounterVec(CounterOpts{Name: "c"}, nil)
		vec.WithLabelValues().Inc()
		created := time.Now().UnixNano()
		time.Sleep(time.Hour)
		for _, c := range []Collector{h, s, vec} {
			if got := lastPoint(t, c).Created; got != created {
				t.Errorf("%T: got a time of creation %v, want %v", c, got, created)
			}
		}
		vec.Reset()
		vec.WithLabelValues().Inc()
		if got := lastPoint(t, vec).Created; got != time.Now().UnixNano() {
			t.Errorf("got a time of creation %v, want that of the new series", got)
		}
	})
}

// All metrics of one name have the same unit.
func TestUnits(t *testing.T) {
	gauge := func(unit, a string) Collector {
		return NewGauge(GaugeOpts{Name: "g_seconds", Unit: unit, ConstLabels: Labels{"a": a}})
	}
	r := registryOf(gauge("seconds", "1"), gauge("seconds", "2"))
	checkError(t, r.Register(gauge("bytes", "3")), `"g_seconds"`, `has unit "bytes" but should have "seconds"`)
	checkError(t, r.Register(gauge("\xff", "3")), `"g_seconds"`, "unit", `"\xff"`)
	for _, f := range r.Families() {
		if f.Unit() != "seconds" {
			t.Errorf("got the unit %q, want seconds", f.Unit())
		}
	}
	wrapped := newRegistration(WrapCollectorWithPrefix("app_", gauge("seconds", "1"))).descs[0].family
	if wrapped.Name() != "app_g_seconds" || wrapped.Unit() != "seconds" {
		t.Errorf("got family %q with the unit %q, want app_g_seconds with seconds", wrapped.Name(), wrapped.Unit())
	}
	checkText(t, samples(page(t, r)), "g_seconds{a=\"1\"} 0\ng_seconds{a=\"2\"} 0\n") // the text format has no line for units
}
