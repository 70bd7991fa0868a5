package registry

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestTimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // where time stands still but for sleeps
		h := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1, 2}})
		timer := NewTimer(h)
		time.Sleep(1500 * time.Millisecond)
		if got := timer.ObserveDuration(); got != 1500*time.Millisecond {
			t.Errorf("got %v, want 1.5s", got)
		}
		time.Sleep(time.Second)
		timer.ObserveDuration() // still since its beginning
		checkText(t, samplesOf(t, h), `
h_bucket{le="1"} 0
h_bucket{le="2"} 1
h_bucket{le="+Inf"} 2
h_sum 4
h_count 2
`)
	})
}

// Without an Observer a Timer just tells the time.
func TestTimerWithoutObserver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		timer := NewTimer(nil)
		time.Sleep(time.Minute)
		if got := timer.ObserveDuration(); got != time.Minute {
			t.Errorf("got %v, want 1m", got)
		}
	})
}

// An ObserverFunc lets a Timer set a gauge.
func TestObserverFunc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGauge(GaugeOpts{Name: "g"})
		timer := NewTimer(ObserverFunc(g.Set))
		time.Sleep(250 * time.Millisecond)
		timer.ObserveDuration()
		checkText(t, samplesOf(t, g), "g 0.25\n")
	})
}

// A HistogramVec and a SummaryVec are used alike, as ObserverVecs.
func TestObserverVec(t *testing.T) {
	for _, c := range []struct {
		name string
		vec  ObserverVec
		want string
	}{
		{"histogram", NewHistogramVec(HistogramOpts{Name: "v", Buckets: []float64{1}}, []string{"a", "b"}), `
v_bucket{a="1",b="2",le="1"} 1
v_bucket{a="1",b="2",le="+Inf"} 6
v_sum{a="1",b="2"} 21
v_count{a="1",b="2"} 6
`},
		{"summary", NewSummaryVec(SummaryOpts{Name: "v"}, []string{"a", "b"}), `
v_sum{a="1",b="2"} 21
v_count{a="1",b="2"} 6
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			observeInAllWays(t, c.vec)
			checkText(t, samplesOf(t, c.vec), c.want)
		})
	}
}

// observeInAllWays observes 1 to 6 in one series.
func observeInAllWays(t *testing.T, vec ObserverVec) {
	all := Labels{"a": "1", "b": "2"}
	vec.With(all).Observe(1)
	vec.WithLabelValues("1", "2").Observe(2)
	third, err := vec.GetMetricWith(all)
	checkError(t, err)
	third.Observe(3)
	fourth, err := vec.GetMetricWithLabelValues("1", "2")
	checkError(t, err)
	fourth.Observe(4)
	curried, err := vec.CurryWith(Labels{"a": "1"})
	checkError(t, err)
	curried.WithLabelValues("2").Observe(5)
	curried.MustCurryWith(Labels{"b": "2"}).WithLabelValues().Observe(6)
}

// Where a Vec fails an ObserverVec returns no Observer, not one that holds
// a nil pointer.
func TestObserverVecErrors(t *testing.T) {
	var vec ObserverVec = NewHistogramVec(HistogramOpts{Name: "v"}, []string{"a"})
	if o, err := vec.GetMetricWith(Labels{"b": ""}); o != nil || err == nil {
		t.Errorf("unknown label: got %v and the error %v, want nil and an error", o, err)
	}
	if o, err := vec.GetMetricWithLabelValues(); o != nil || err == nil {
		t.Errorf("no values: got %v and the error %v, want nil and an error", o, err)
	}
	if v, err := vec.CurryWith(Labels{"b": ""}); v != nil || err == nil {
		t.Errorf("unknown label to curry: got %v and the error %v, want nil and an error", v, err)
	}
	checkError(t, panicOf(func() { vec.With(Labels{"b": ""}) }), `metric "v"`)
	checkError(t, panicOf(func() { vec.WithLabelValues("1", "2") }), `metric "v"`)
	checkError(t, panicOf(func() { vec.MustCurryWith(Labels{"b": ""}) }), `metric "v"`)
}
