package registry

import (
	"strings"
	"testing"
)

// fill makes the series of all combinations of two paths, codes and hosts.
func fill(vec *CounterVec) *CounterVec {
	for _, path := range []string{"/", "/x"} {
		for _, code := range []string{"200", "500"} {
			for _, host := range []string{"a", "b"} {
				vec.WithLabelValues(path, code, host)
			}
		}
	}
	return vec
}

func TestVecDelete(t *testing.T) {
	for _, c := range []struct {
		name   string
		delete func(*CounterVec) int
		want   int
		left   int
	}{
		{"values", func(v *CounterVec) int { return count(v.DeleteLabelValues("/", "200", "a")) }, 1, 7},
		{"values twice", func(v *CounterVec) int {
			return count(v.DeleteLabelValues("/", "200", "a")) + count(v.DeleteLabelValues("/", "200", "a"))
		}, 1, 7},
		{"values of none", func(v *CounterVec) int { return count(v.DeleteLabelValues("/", "200", "c")) }, 0, 8},
		{"labels", func(v *CounterVec) int { return count(v.Delete(Labels{"path": "/", "code": "200", "host": "a"})) }, 1, 7},
		{"labels of none", func(v *CounterVec) int { return count(v.Delete(Labels{"path": "/", "code": "2", "host": "a"})) }, 0, 8},
		{"curried values", func(v *CounterVec) int {
			return count(v.MustCurryWith(Labels{"code": "200"}).DeleteLabelValues("/", "a"))
		}, 1, 7},
		{"curried labels", func(v *CounterVec) int {
			return count(v.MustCurryWith(Labels{"code": "200"}).Delete(Labels{"path": "/", "host": "a"}))
		}, 1, 7},

		{"one part", func(v *CounterVec) int { return v.DeletePartialMatch(Labels{"code": "200"}) }, 4, 4},
		{"two parts", func(v *CounterVec) int { return v.DeletePartialMatch(Labels{"code": "200", "host": "a"}) }, 2, 6},
		{"all parts", func(v *CounterVec) int {
			return v.DeletePartialMatch(Labels{"code": "200", "host": "a", "path": "/"})
		}, 1, 7},
		{"no part", func(v *CounterVec) int { return v.DeletePartialMatch(nil) }, 8, 0},
		{"part of none", func(v *CounterVec) int { return v.DeletePartialMatch(Labels{"code": "20"}) }, 0, 8},
		{"unknown part", func(v *CounterVec) int { return v.DeletePartialMatch(Labels{"code": "200", "x": ""}) }, 0, 8},

		// As in client_golang: what is curried does not narrow the match,
		// and is no part to match.
		{"part beside a curried label", func(v *CounterVec) int {
			return v.MustCurryWith(Labels{"code": "200"}).DeletePartialMatch(Labels{"host": "a"})
		}, 4, 4},
		{"curried part", func(v *CounterVec) int {
			return v.MustCurryWith(Labels{"code": "200"}).DeletePartialMatch(Labels{"code": "200"})
		}, 0, 8},

		{"reset", func(v *CounterVec) int { v.Reset(); return 8 }, 8, 0},
		{"reset of a curried one", func(v *CounterVec) int { v.MustCurryWith(Labels{"code": "200"}).Reset(); return 8 }, 8, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := fill(newStatusVec())
			scraped := fill(newStatusVec())
			pageOf(t, scraped) // series that are in order already are deleted otherwise
			for _, v := range []*CounterVec{vec, scraped} {
				if got := c.delete(v); got != c.want {
					t.Errorf("got %d series deleted, want %d", got, c.want)
				}
				if got := strings.Count(samplesOf(t, v), "\n"); got != c.left {
					t.Errorf("got %d series left, want %d", got, c.left)
				}
			}
		})
	}
}

func count(deleted bool) int {
	if deleted {
		return 1
	}
	return 0
}

// Constant labels are on all series or none, so they match nothing.
func TestVecDeletePartialMatchOfConstantLabel(t *testing.T) {
	vec := NewCounterVec(CounterOpts{Name: "c", ConstLabels: Labels{"zone": "z"}}, []string{"a"})
	vec.WithLabelValues("1")
	if got := vec.DeletePartialMatch(Labels{"zone": "z"}); got != 0 {
		t.Errorf("got %d series deleted, want 0", got)
	}
}

// Whoever holds a deleted series can go on counting: it is on no page, and
// has nothing to do with the series that is born in its place.
func TestVecDeletedSeriesLiveOn(t *testing.T) {
	for name, remove := range map[string]func(*CounterVec){
		"delete": func(v *CounterVec) { v.DeleteLabelValues("/", "200", "a") },
		"reset":  func(v *CounterVec) { v.Reset() },
	} {
		t.Run(name, func(t *testing.T) {
			vec := newStatusVec()
			old := vec.WithLabelValues("/", "200", "a")
			old.Add(5)
			remove(vec)
			old.Inc()
			checkText(t, samplesOf(t, vec), "")
			anew := vec.WithLabelValues("/", "200", "a")
			anew.Add(.5)
			old.Inc()
			checkText(t, samplesOf(t, vec), `hits{code="200",host="a",path="/"} 0.5`+"\n")
			if old == anew || old.value() != 7 {
				t.Errorf("got %v from the deleted series, want 7 and another series in its place", old.value())
			}
		})
	}
}
