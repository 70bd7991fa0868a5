package registry

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

// checkSheet holds the columns of a vector's sheet against each other and
// against what must be in them: the labels, each with its number as value.
func checkSheet(t *testing.T, vec *CounterVec, want map[string]float64) {
	t.Helper()
	s := vec.store.current()
	if len(s.labels) != len(want) {
		t.Fatalf("got %d series, want %d", len(s.labels), len(want))
	}
	if !slices.IsSorted(s.labels) { // there is nothing to escape in them
		t.Error("got labels that are not in order")
	}
	values := make([]float64, len(s.labels))
	s.values(values, vec.store.kind)
	for rank, labels := range s.labels {
		if values[rank] != want[labels] {
			t.Fatalf("{%s}: got the value %v, want %v", labels, values[rank], want[labels])
		}
		if got := s.byRank()[rank].value(); got != want[labels] {
			t.Fatalf("{%s}: got the cell of %v, want %v", labels, got, want[labels])
		}
	}
	for rank, one := range s.ranked() {
		if one.labels.Load() != &s.labels[rank] {
			t.Fatalf("{%s}: got a series that does not point to its labels", s.labels[rank])
		}
	}
}

// Series come and go in numbers that make runs, fill them and empty them,
// and sheets are made in between. The simple twin is a map.
func TestSheetAgainstMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
	want := make(map[string]float64)
	next := 0.0
	for range 60 {
		for range random.IntN(2 * longestRun) {
			value := fmt.Sprint(random.IntN(10_000))
			labels := fmt.Sprintf("a=%q", value)
			if _, ok := want[labels]; ok {
				continue
			}
			next++
			want[labels] = next
			vec.WithLabelValues(value).Add(next)
		}
		last := random.Float64() * next
		for labels, v := range want {
			if v < last && random.IntN(10) > 0 {
				delete(want, labels)
				vec.DeleteLabelValues(labels[len(`a="`) : len(labels)-1])
			}
		}
		checkSheet(t, vec, want)
	}
}

// The memory of series that are gone goes with their runs, also if one
// here and there stays.
func TestSheetForgetsRuns(t *testing.T) {
	const n = 20 * longestRun
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
	want := make(map[string]float64)
	for i := range n {
		vec.WithLabelValues(fmt.Sprint(i)).Add(float64(i))
	}
	vec.store.current()
	for i := range n {
		if i%(10*longestRun) == 7*longestRun {
			want[fmt.Sprintf("a=%q", fmt.Sprint(i))] = float64(i)
		} else {
			vec.DeleteLabelValues(fmt.Sprint(i))
		}
	}
	checkSheet(t, vec, want)
	if got := len(vec.store.runs); got > 3 { // two have one series each, one is not full
		t.Errorf("got %d runs, want those of the two series that are left, and the last one", got)
	}
	vec.WithLabelValues("x").Inc()
	want[`a="x"`] = 1
	checkSheet(t, vec, want)
}

// Sheets are made while series are born and removed: what is there all the
// time is on each of them, once.
func TestSheetDuringChange(t *testing.T) {
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
	for i := range 100 {
		vec.WithLabelValues(fmt.Sprint("steady", i))
	}
	var done atomic.Bool
	inParallel(3, func(role int) {
		switch role {
		case 0:
			for i := range 20_000 {
				vec.WithLabelValues(fmt.Sprint(i))
				if i > 3000 {
					vec.DeleteLabelValues(fmt.Sprint(i - 3000))
				}
			}
			done.Store(true)
		default:
			for !done.Load() {
				s := vec.store.current()
				if !slices.IsSorted(s.labels) || len(slices.Compact(slices.Clone(s.labels))) != len(s.labels) {
					t.Error("got labels that are not in order, or come twice")
					return
				}
				from, _ := slices.BinarySearch(s.labels, `a="steady`)
				if got := len(s.labels) - from; got != 100 {
					t.Errorf("got %d of the steady series, want 100", got)
					return
				}
			}
		}
	})
}
