package registry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// newStatusVec returns a vector with labels that are not in order.
func newStatusVec() *CounterVec {
	return NewCounterVec(CounterOpts{Name: "hits", Help: "Hits."}, []string{"path", "code", "host"})
}

func TestVecPage(t *testing.T) {
	vec := newStatusVec()
	vec.WithLabelValues("/", "500", "b").Inc()
	vec.With(Labels{"host": "a", "path": "/", "code": "200"}).Add(2)
	vec.WithLabelValues("/a", "200", "a") // asking makes it
	vec.With(Labels{"host": "b", "path": "/", "code": "500"}).Inc()
	checkText(t, pageOf(t, vec), `
# HELP hits Hits.
# TYPE hits counter
hits{code="200",host="a",path="/"} 2
hits{code="200",host="a",path="/a"} 0
hits{code="500",host="b",path="/"} 2
`)
}

func TestVecWithoutSeries(t *testing.T) {
	checkText(t, pageOf(t,
		newStatusVec(),
		NewGaugeVec(GaugeOpts{Name: "b"}, []string{"l"}),
		NewHistogramVec(HistogramOpts{Name: "c"}, []string{"l"}),
		NewSummaryVec(SummaryOpts{Name: "d"}, []string{"l"}),
	), "")
}

// A vector may have no labels, and so one series at most.
func TestVecWithoutLabels(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, nil)
	checkText(t, samplesOf(t, vec), "")
	vec.WithLabelValues().Set(1)
	vec.With(nil).Inc()
	checkText(t, samplesOf(t, vec), "g 2\n")
	if !vec.Delete(Labels{}) || vec.DeleteLabelValues() {
		t.Errorf("want one series to delete")
	}
	checkText(t, samplesOf(t, vec), "")
}

func TestVecEscapesValues(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"a", "b"})
	for _, v := range []string{`say "hi"`, `C:\tmp`, "two\nlines", "naïve", `a",b="c`, ""} {
		vec.WithLabelValues(v, "").Set(1)
	}
	checkText(t, samplesOf(t, vec), `
g{a="",b=""} 1
g{a="C:\\tmp",b=""} 1
g{a="a\",b=\"c",b=""} 1
g{a="naïve",b=""} 1
g{a="say \"hi\"",b=""} 1
g{a="two\nlines",b=""} 1
`)
}

// What is asked for wrongly fails with the metric, what was expected and
// what was found; or panics with the same.
func TestVecErrors(t *testing.T) {
	vec := newStatusVec()
	curried := vec.MustCurryWith(Labels{"code": "200"})
	for _, c := range []struct {
		name   string
		vec    *CounterVec
		values []string
		labels Labels
		want   []string
	}{
		{"too few values", vec, []string{"/", "200"}, nil, []string{"expected 3", `["path" "code" "host"]`, `found 2: ["/" "200"]`}},
		{"too many values", vec, []string{"/", "200", "a", "b"}, nil, []string{"expected 3", `found 4: ["/" "200" "a" "b"]`}},
		{"no values", vec, []string{}, nil, []string{"expected 3", "found 0"}},
		{"value not UTF-8", vec, []string{"/", "\xff", "a"}, nil, []string{`label "code"`, "UTF-8", `label value "\xff" is not valid UTF-8`}},
		{"too few labels", vec, nil, Labels{"path": "/", "code": "200"}, []string{`expected the labels ["path" "code" "host"]`, `found ["code" "path"]`}},
		{"too many labels", vec, nil, Labels{"path": "/", "code": "200", "host": "a", "x": ""}, []string{`expected the labels ["path" "code" "host"]`, `found ["code" "host" "path" "x"]`}},
		{"other labels", vec, nil, Labels{"path": "/", "code": "200", "x": ""}, []string{`expected the labels ["path" "code" "host"]`, `found ["code" "path" "x"]`}},
		{"no labels", vec, nil, Labels{}, []string{`expected the labels ["path" "code" "host"]`, "found []"}},
		{"label not UTF-8", vec, nil, Labels{"path": "/", "code": "\xff", "host": ""}, []string{`label "code"`, "UTF-8", `label value "\xff" is not valid UTF-8`}},
		{"curried label given", curried, nil, Labels{"path": "/", "code": "200", "host": "a"}, []string{`expected the labels ["path" "host"]`, `found ["code" "host" "path"]`}},
		{"too few labels beside the curried", curried, nil, Labels{"path": "/"}, []string{`expected the labels ["path" "host"]`, `found ["path"]`}},
		{"too few values beside the curried", curried, []string{"/"}, nil, []string{"expected 3", "found 2"}},
		{"too many values beside the curried", curried, []string{"/", "a", "b"}, nil, []string{"expected 3", "found 4"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := append(c.want, `registry: metric "hits"`)
			if c.values != nil {
				_, err := c.vec.GetMetricWithLabelValues(c.values...)
				checkError(t, err, want...)
				checkError(t, panicOf(func() { c.vec.WithLabelValues(c.values...) }), want...)
				if c.vec.DeleteLabelValues(c.values...) {
					t.Errorf("DeleteLabelValues: got true, want false")
				}
				return
			}
			_, err := c.vec.GetMetricWith(c.labels)
			checkError(t, err, want...)
			checkError(t, panicOf(func() { c.vec.With(c.labels) }), want...)
			if c.vec.Delete(c.labels) {
				t.Errorf("Delete: got true, want false")
			}
		})
	}
	checkText(t, samplesOf(t, vec), "")
}

// However a series is asked for, it is the same.
func TestVecCurrying(t *testing.T) {
	vec := newStatusVec()
	want := vec.WithLabelValues("/", "200", "a")
	for _, c := range []struct {
		name string
		got  Counter
	}{
		{"labels", vec.With(Labels{"code": "200", "host": "a", "path": "/"})},
		{"first", vec.MustCurryWith(Labels{"path": "/"}).WithLabelValues("200", "a")},
		{"middle", vec.MustCurryWith(Labels{"code": "200"}).WithLabelValues("/", "a")},
		{"last", vec.MustCurryWith(Labels{"host": "a"}).WithLabelValues("/", "200")},
		{"two", vec.MustCurryWith(Labels{"host": "a", "path": "/"}).WithLabelValues("200")},
		{"all", vec.MustCurryWith(Labels{"host": "a", "path": "/", "code": "200"}).WithLabelValues()},
		{"none", vec.MustCurryWith(nil).WithLabelValues("/", "200", "a")},
		{"nested", vec.MustCurryWith(Labels{"host": "a"}).MustCurryWith(Labels{"path": "/"}).WithLabelValues("200")},
		{"nested, the other way", vec.MustCurryWith(Labels{"path": "/"}).MustCurryWith(Labels{"host": "a"}).WithLabelValues("200")},
		{"labels beside", vec.MustCurryWith(Labels{"code": "200"}).With(Labels{"host": "a", "path": "/"})},
		{"labels beside nested", vec.MustCurryWith(Labels{"code": "200"}).MustCurryWith(Labels{"host": "a"}).With(Labels{"path": "/"})},
	} {
		if c.got != want {
			t.Errorf("%s: got another series", c.name)
		}
	}
	checkText(t, samplesOf(t, vec), `hits{code="200",host="a",path="/"} 0`+"\n")
}

// Currying leaves the vector as it was, so that several can be made of one.
func TestVecCurriedApart(t *testing.T) {
	base := newStatusVec().MustCurryWith(Labels{"path": "/"})
	ok, failed := base.MustCurryWith(Labels{"code": "200"}), base.MustCurryWith(Labels{"code": "500"})
	ok.WithLabelValues("a").Add(1)
	failed.WithLabelValues("a").Add(2)
	base.WithLabelValues("404", "a").Add(3)
	checkText(t, samplesOf(t, ok), `
hits{code="200",host="a",path="/"} 1
hits{code="404",host="a",path="/"} 3
hits{code="500",host="a",path="/"} 2
`)
}

// As above, with so many labels that a list of them has room for more.
func TestVecCurriedApartWithManyLabels(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, digits)
	curried := []*GaugeVec{vec}
	for i := range digits[:9] {
		base := curried[i]
		curried = append(curried, base.MustCurryWith(Labels{digits[i]: "a"}))
		base.MustCurryWith(Labels{digits[i]: "b"}) // must not become part of the other
	}
	want := vec.WithLabelValues("a", "a", "a", "a", "a", "a", "a", "a", "a", "x")
	if curried[9].WithLabelValues("x") != want {
		t.Errorf("got another series")
	}
}

func TestVecCurryErrors(t *testing.T) {
	vec := newStatusVec()
	curried := vec.MustCurryWith(Labels{"code": "200"})
	for _, c := range []struct {
		name   string
		vec    *CounterVec
		labels Labels
		want   []string
	}{
		{"unknown", vec, Labels{"x": "1"}, []string{`["path" "code" "host"]`, `found ["x"]`}},
		{"twice", curried, Labels{"code": "200"}, []string{`label name "code"`, "already curried"}},
		{"twice, with another value", curried, Labels{"code": "500"}, []string{`label name "code"`, "already curried"}},
		{"one right, one unknown", curried, Labels{"host": "a", "x": "1"}, []string{`found ["x"]`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.vec.CurryWith(c.labels)
			checkError(t, err, append(c.want, `registry: metric "hits"`)...)
			if got != nil {
				t.Errorf("got a Vec, want nil")
			}
			checkError(t, panicOf(func() { c.vec.MustCurryWith(c.labels) }), c.want...)
		})
	}
	// A value is not looked at before it is used.
	_, err := vec.MustCurryWith(Labels{"code": "\xff"}).GetMetricWithLabelValues("/", "a")
	checkError(t, err, `label "code"`, "UTF-8")
}

// A metric of a vector is a Collector too, of its one series, until it is
// deleted.
func TestVecSeriesAsCollector(t *testing.T) {
	vec := fill(newStatusVec())
	one := vec.WithLabelValues("/", "200", "a")
	r := registryOf(one)
	checkText(t, samples(page(t, r)), `hits{code="200",host="a",path="/"} 0`+"\n")
	vec.Reset()
	checkText(t, page(t, r), "")
}

// Series with values that are hard to tell apart are told apart, also when
// some of them are deleted and created again.
func TestVecHardValues(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"a", "b"})
	for i, v := range hardValues {
		vec.WithLabelValues(v, "x").Set(float64(i))
		vec.WithLabelValues("x", v).Set(-float64(i))
	}
	for i, v := range hardValues {
		if i%3 == 0 && !vec.DeleteLabelValues(v, "x") {
			t.Errorf("%q: want it deleted", v)
		}
	}
	if got := vec.DeletePartialMatch(Labels{"b": "a"}); got != 1 { // client_golang would delete all
		t.Errorf("got %d series deleted, want 1", got)
	}
	vec.WithLabelValues("x", "a").Set(-1)
	for i, v := range hardValues {
		want := float64(i)
		if i%3 == 0 {
			want = 0 // created again
		}
		if got := vec.WithLabelValues(v, "x").float.load(); got != want {
			t.Errorf("%q and x: got %v, want %v", v, got, want)
		}
		if got := vec.WithLabelValues("x", v).float.load(); got != -float64(i) {
			t.Errorf("x and %q: got %v, want %v", v, got, -float64(i))
		}
	}
	if got, want := strings.Count(samplesOf(t, vec), "\n"), 2*len(hardValues); got != want {
		t.Errorf("got %d series, want %d", got, want)
	}
}

// The names are in the order in which values are given, not in that of the
// page, and without those whose values have been given.
func TestLabelNames(t *testing.T) {
	vec := newStatusVec()
	for _, c := range []struct {
		name    string
		curried []Labels
		want    []string
	}{
		{"all", nil, []string{"path", "code", "host"}},
		{"nothing curried", []Labels{{}}, []string{"path", "code", "host"}},
		{"the middle one curried", []Labels{{"code": "200"}}, []string{"path", "host"}},
		{"curried twice", []Labels{{"host": "a"}, {"path": "/"}}, []string{"code"}},
		{"none left", []Labels{{"path": "/", "code": "200", "host": "a"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := vec
			for _, labels := range c.curried {
				vec = vec.MustCurryWith(labels)
			}
			got := vec.LabelNames()
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Fatalf("(-want +got)\n%s", diff)
			}
			vec.WithLabelValues(got...) // there are as many as it takes
		})
	}
}

// Constant labels have their values already.
func TestLabelNamesAreVariable(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"host": "a"}}, []string{"path"})
	if diff := cmp.Diff([]string{"path"}, vec.LabelNames()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := NewGaugeVec(GaugeOpts{Name: "g"}, nil).LabelNames(); len(got) > 0 {
		t.Errorf("got the names %q, want none", got)
	}
}

// What a caller does to the names is nothing to the vector.
func TestLabelNamesAreACopy(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"path"})
	vec.LabelNames()[0] = "changed"
	vec.With(Labels{"path": "/"}).Set(1)
	checkText(t, samplesOf(t, vec), `g{path="/"} 1`+"\n")
}

// Vectors of Observers have the method, though ObserverVec does not ask
// for it, and keep it when they are curried.
func TestLabelNamesOfObservers(t *testing.T) {
	names := []string{"path", "code"}
	for _, vec := range []ObserverVec{
		NewHistogramVec(HistogramOpts{Name: "h"}, names),
		NewSummaryVec(SummaryOpts{Name: "s"}, names),
	} {
		named, ok := vec.MustCurryWith(Labels{"path": "/"}).(interface{ LabelNames() []string })
		if !ok {
			t.Errorf("%T: got no method LabelNames, want one", vec)
			continue
		}
		if diff := cmp.Diff([]string{"code"}, named.LabelNames()); diff != "" {
			t.Errorf("%T: (-want +got)\n%s", vec, diff)
		}
	}
}

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
// has nothing to do with the series created in its place.
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

// A vector whose labels make no sense can't be registered, but looks up and
// deletes series as any other.
func TestVecWithInvalidLabels(t *testing.T) {
	for _, c := range []struct {
		name     string
		constant Labels
		names    []string
	}{
		{"constant and variable", Labels{"a": "1"}, []string{"a", "b"}},
		{"name twice", nil, []string{"a", "b", "b"}},
		{"invalid name", nil, []string{"a", "b", "\xff"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := NewCounterVec(CounterOpts{Name: "c", ConstLabels: c.constant}, c.names)
			values := []string{"x", "y", "z"}[:len(c.names)]
			counter := vec.WithLabelValues(values...)
			if again := vec.WithLabelValues(values...); again != counter {
				t.Error("got another series for the same values")
			}
			if got := vec.DeletePartialMatch(Labels{"a": "y"}); got != 0 {
				t.Errorf("got %d series deleted by a label that none has, want 0", got)
			}
			if got := vec.DeletePartialMatch(Labels{"a": "x"}); got != 1 {
				t.Errorf("got %d series deleted, want 1", got)
			}
			checkError(t, NewRegistry().Register(vec), `metric "c"`, "label")
		})
	}
}
