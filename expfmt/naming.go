package expfmt

import (
	"fmt"
	"slices"
	"strings"
)

// A Naming says which names a page shows for families and labels: each
// format adds suffixes of its own, and a Scheme escapes names. So different
// names can become one name on a page: a.b and a_b with UnderscoreEscaping,
// or the time of creation of the counter a_total and the gauge a_created.
//
// The zero value is the Naming of the text format without escaping.
// Namings are equal with == if they show the same names.
type Naming struct {
	scheme      Scheme
	escapes     bool // with scheme
	openMetrics bool
	created     bool // with samples for times of creation
}

func newNaming(s Scheme) Naming {
	if s == NoEscaping {
		return Naming{}
	}
	return Naming{scheme: s, escapes: true}
}

// NamingOf returns the result of the encoder's method Naming, which a Page
// has, or the zero value without the method.
func NamingOf(enc Encoder) Naming { return namingOf(enc) }

func namingOf(v any) Naming {
	if named, ok := v.(interface{ Naming() Naming }); ok {
		return named.Naming()
	}
	return Naming{}
}

// Escapes reports whether names outside the legacy alphabet are escaped.
func (n Naming) Escapes() bool { return n.escapes }

// HasCreated reports whether times of creation have samples of their own.
func (n Naming) HasCreated() bool { return n.created }

// FamilyName returns the name of the family on a page, as the text format has
// it: OpenMetrics cuts _total and _info off.
func (n Naming) FamilyName(f *Family) string { return n.escape(f.Name()) }

// SampleNames returns the names of the family's samples on a page, without
// the name of CreatedName. Only gauge histograms have other suffixes in
// OpenMetrics.
func (n Naming) SampleNames(f *Family) []string {
	if f.Name() == "" || n.IsPlain(f) {
		return f.SampleNames()
	}
	suffixes := types[f.typ].textSuffixes
	if n.openMetrics && f.typ == TypeGaugeHistogram {
		suffixes = types[f.typ].openMetricsSuffixes
	}
	return sampleNames(n.escape(f.name), suffixes)
}

// CreatedName returns the name of the samples for the family's times of
// creation, or "" if the page has none.
func (n Naming) CreatedName(f *Family) string {
	if !n.created || f.Name() == "" || f.withoutCreated || !slices.Contains(types[f.typ].openMetricsSuffixes, "_created") {
		return ""
	}
	base, _ := strings.CutSuffix(n.escape(f.name), types[f.typ].suffix)
	return base + "_created"
}

// IsPlain reports whether the page shows the names of Family.SampleNames.
func (n Naming) IsPlain(f *Family) bool {
	return (f.legacy || !n.escapes) && !(n.openMetrics && f.typ == TypeGaugeHistogram)
}

// Labels returns the labels under their names on a page. Labels fails if two
// labels get one name, or a label gets the name __name__, which Prometheus
// gives to the name of the metric: Prometheus then refuses the page.
func (n Naming) Labels(l LabelSet) (LabelSet, error) {
	if !n.escapes || l.IsLegacy() {
		return l, nil
	}
	labels := l.appendTo(nil)
	for i := range labels {
		name := labels[i].Name
		if labels[i].Name = n.escape(name); labels[i].Name == "__name__" {
			return LabelSet{}, fmt.Errorf("label %q is called __name__ with the escaping scheme %v", name, n.scheme)
		}
	}
	labels = sortByName(labels)
	for i := range labels[1:] {
		if name := labels[i].Name; name == labels[i+1].Name {
			return LabelSet{}, fmt.Errorf("two labels are called %s with the escaping scheme %v", name, n.scheme)
		}
	}
	return render(labels), nil
}

func (n Naming) escape(name string) string {
	if !n.escapes || IsLegacyName(name) {
		return name
	}
	return string(n.scheme.appendName(nil, name))
}
