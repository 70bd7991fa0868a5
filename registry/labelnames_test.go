package registry

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
