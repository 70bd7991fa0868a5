package runtimecollect

import (
	"math"
	"runtime/metrics"
	"slices"
	"sync"
	"testing"

	"plainmetrics/expfmt"
)

func TestHighest(t *testing.T) {
	tests := []struct {
		name         string
		values, want []float64
	}{
		{"grows", []float64{0, 1, 2.5, math.MaxFloat64}, []float64{0, 1, 2.5, math.MaxFloat64}},
		{"shrinks and grows", []float64{5, 4, 5, 6}, []float64{5, 5, 5, 6}},
		{"below zero", []float64{-1, math.Copysign(0, -1), 1}, []float64{0, 0, 1}},
		{"not a number", []float64{1, math.NaN(), 2}, []float64{1, 1, 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var h highest
			for i, v := range test.values {
				if got := h.raise(v); got != test.want[i] {
					t.Errorf("value %d, %v: got %v, want %v", i, v, got, test.want[i])
				}
			}
		})
	}
}

// With many concurrent calls of raise, no caller sees a value decrease.
func TestHighestAtOnce(t *testing.T) {
	var h highest
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			before := 0.0
			for i := range 10_000 {
				v := float64(i)
				if got := h.raise(v); got < before || got < v {
					t.Errorf("raise(%v): got %v after %v", v, got, before)
				}
				before = h.raise(0)
			}
		})
	}
	wg.Wait()
	if got := h.raise(0); got != 9999 {
		t.Errorf("got %v in the end, want 9999", got)
	}
}

// Counters never decrease, gauges do.
func TestCountersNeverDecrease(t *testing.T) {
	values := []float64{3, 1, 4, 1}
	scrape := 0
	value := func(*reading, []metrics.Sample) float64 { return values[scrape] }
	here := help{Current: "Here."}
	c := newCollector(Current, []*row{
		{name: "a_gauge", typ: expfmt.TypeGauge, help: here, value: value},
		{name: "b_total", typ: expfmt.TypeCounter, help: here, value: value},
	})
	want := []float64{3, 3, 1, 3, 4, 4, 1, 4}
	var got valueList
	for scrape = range values {
		if err := c.Encode(t.Context(), &got); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("gauge and counter in turn:\ngot  %v\nwant %v", got, want)
	}
}

// A valueList is an Encoder that keeps the values.
type valueList []float64

func (l *valueList) Value(_ *expfmt.Family, _ expfmt.LabelSet, v float64) { *l = append(*l, v) }
func (*valueList) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point)   {}
