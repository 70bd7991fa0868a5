package registry

import (
	"math"
	"testing"
	"testing/synctest"
)

func TestGaugePage(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(Gauge)
		want string
	}{
		{"untouched", func(Gauge) {}, "0"},
		{"set", func(g Gauge) { g.Set(8); g.Set(21.5) }, "21.5"},
		{"up and down", func(g Gauge) { g.Inc(); g.Inc(); g.Dec() }, "1"},
		{"below zero", func(g Gauge) { g.Dec() }, "-1"},
		{"added and subtracted", func(g Gauge) { g.Add(5); g.Add(-.5); g.Sub(2); g.Sub(-1) }, "3.5"},
		{"one accumulator", func(g Gauge) { g.Add(.1); g.Add(1); g.Add(.1) }, "1.2000000000000002"},
		{"a million", func(g Gauge) { g.Set(1e6) }, "1e+06"},
		{"beyond a million", func(g Gauge) { g.Set(-1_234_567) }, "-1.234567e+06"},
		{"small", func(g Gauge) { g.Set(.0001) }, "0.0001"},
		{"smaller", func(g Gauge) { g.Set(.00001) }, "1e-05"},
		{"smallest", func(g Gauge) { g.Set(math.SmallestNonzeroFloat64) }, "5e-324"},
		{"greatest", func(g Gauge) { g.Set(math.MaxFloat64) }, "1.7976931348623157e+308"},
		{"negative zero", func(g Gauge) { g.Set(math.Copysign(0, -1)) }, "0"},
		{"infinite", func(g Gauge) { g.Set(math.Inf(1)) }, "+Inf"},
		{"infinitely low", func(g Gauge) { g.Set(math.Inf(-1)) }, "-Inf"},
		{"not a number", func(g Gauge) { g.Set(math.NaN()) }, "NaN"},
		{"infinities cancelled", func(g Gauge) { g.Set(math.Inf(1)); g.Sub(math.Inf(1)) }, "NaN"},
		{"set anew", func(g Gauge) { g.Set(math.NaN()); g.Set(1) }, "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gauge := NewGauge(GaugeOpts{Name: "g", Help: "Help."})
			c.do(gauge)
			checkText(t, pageOf(t, gauge), "# HELP g Help.\n# TYPE g gauge\ng "+c.want+"\n")
		})
	}
}

func TestGaugeSetToCurrentTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // where it is 2000-01-01, 00:00 UTC
		gauge := NewGauge(GaugeOpts{Name: "g"})
		gauge.SetToCurrentTime()
		checkText(t, samplesOf(t, gauge), "g 9.466848e+08\n")
	})
}

func TestZeroGaugeSeries(t *testing.T) {
	var gauge GaugeSeries
	gauge.Add(2)
	gauge.Dec()
	if got := gauge.float.load(); got != 1 {
		t.Errorf("got %v, want 1", got)
	}
}

// No addition is lost when many add at once: a half more than a half less,
// all of which are exact.
func TestGaugeUsedByMany(t *testing.T) {
	gauge := NewGauge(GaugeOpts{Name: "g"})
	inParallel(4, func(int) {
		for range 1000 {
			gauge.Inc()
			gauge.Add(.5)
			gauge.Dec()
			gauge.Sub(.25)
		}
	})
	checkText(t, samplesOf(t, gauge), "g 1000\n")
}
