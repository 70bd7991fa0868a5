package series

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"plainmetrics/expfmt"
)

// checkSnapshot holds the columns of a snapshot against each other and
// against the labels that must be in them, each with its number as value.
func checkSnapshot(t *testing.T, s *Store[number], want map[string]float64) {
	t.Helper()
	snapshot := s.Snapshot()
	labels := snapshot.Labels()
	if len(labels) != len(want) {
		t.Fatalf("got %d series, want %d", len(labels), len(want))
	}
	if !slices.IsSortedFunc(labels, s.lookup.template.Compare) {
		t.Error("got labels that are not in order")
	}
	values := make([]float64, len(labels))
	snapshot.ReadValues(values, nil, readNumbers)
	for rank, l := range labels {
		if values[rank] != want[l.String()] {
			t.Fatalf("{%v}: got the value %v, want %v", l, values[rank], want[l.String()])
		}
		if got := snapshot.Cells()[rank].value; got != want[l.String()] {
			t.Fatalf("{%v}: got the cell of %v, want %v", l, got, want[l.String()])
		}
	}
	snapshot.eachRanked(func(rank uint32, series *Series[number]) {
		if series.labels.Load() != &labels[rank] {
			t.Fatalf("{%v}: got a series that does not point to its labels", labels[rank])
		}
	})
}

// Series come and go in numbers that make runs, fill them and empty them,
// with snapshots in between. The simple twin is a map.
func TestSnapshotAgainstMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	s := newStore(valueTemplate)
	want := make(map[string]float64)
	next := 0.0
	for range 60 {
		for range random.IntN(2 * longestStreamRun) {
			value := fmt.Sprint(random.IntN(10_000))
			labels := fmt.Sprintf("a=%q", value)
			if _, ok := want[labels]; ok {
				continue
			}
			next++
			want[labels] = next
			s.Get(nil, []string{value}).value = next
		}
		limit := random.Float64() * next
		for labels, v := range want {
			if v < limit && random.IntN(10) > 0 {
				delete(want, labels)
				s.Delete([]string{labels[len(`a="`) : len(labels)-1]})
			}
		}
		checkSnapshot(t, s, want)
	}
}

// The memory of removed series is freed with their runs, also if a series
// here and there stays.
func TestSnapshotDropsRuns(t *testing.T) {
	const n = 20 * longestStreamRun
	s := newStore(valueTemplate)
	want := make(map[string]float64)
	for i := range n {
		s.Get(nil, []string{fmt.Sprint(i)}).value = float64(i)
	}
	s.Snapshot()
	for i := range n {
		if i%(10*longestStreamRun) == 7*longestStreamRun {
			want[fmt.Sprintf("a=%q", fmt.Sprint(i))] = float64(i)
		} else {
			s.Delete([]string{fmt.Sprint(i)})
		}
	}
	checkSnapshot(t, s, want)
	if got := len(s.runs); got > 3 { // two have one series each, one is not full
		t.Errorf("got %d runs, want those of the two series that are left, and the last one", got)
	}
	s.Get(nil, []string{"x"}).value = 1
	want[`a="x"`] = 1
	checkSnapshot(t, s, want)
}

// A snapshot that was handed out never changes, so that a scrape can walk it
// without a lock.
func TestSnapshotNeverChanges(t *testing.T) {
	s := newStore(valueTemplate)
	for i := range 10 {
		s.Get(nil, []string{fmt.Sprint(i)})
	}
	before := s.Snapshot()
	labels, ranks, cells := slices.Clone(before.labels), slices.Clone(before.ranks), slices.Clone(before.Cells())
	s.Get(nil, []string{"4x"})
	s.Delete([]string{"7"})
	s.Snapshot()
	s.DeleteFunc(func(expfmt.LabelSet) bool { return true })
	s.Get(nil, []string{""})
	s.Snapshot()
	if !slices.Equal(before.labels, labels) || !slices.Equal(before.ranks, ranks) || !slices.Equal(before.Cells(), cells) {
		t.Error("the snapshot was changed")
	}
}

// Snapshots are made while series are created and removed. A series that is
// there all the time is on each of them, once.
func TestSnapshotDuringChange(t *testing.T) {
	s := newStore(valueTemplate)
	for i := range 100 {
		s.Get(nil, []string{fmt.Sprint("steady", i)})
	}
	var done atomic.Bool
	inParallel(3, func(goroutine int) {
		if goroutine == 0 {
			for i := range 20_000 {
				s.Get(nil, []string{fmt.Sprint(i)})
				if i > 3000 {
					s.Delete([]string{fmt.Sprint(i - 3000)})
				}
			}
			done.Store(true)
		}
		for !done.Load() {
			labels := s.Snapshot().Labels()
			if !slices.IsSortedFunc(labels, s.lookup.template.Compare) || len(slices.Compact(slices.Clone(labels))) != len(labels) {
				t.Error("got labels that are not in order, or come twice")
				return
			}
			steady := 0
			for _, l := range labels {
				if l.String() > `a="steady` {
					steady++
				}
			}
			if steady != 100 {
				t.Errorf("got %d of the steady series, want 100", steady)
				return
			}
		}
	})
}
