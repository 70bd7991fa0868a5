package httpserve

import (
	"net/http"

	"plainmetrics/expfmt"
)

// A familyFilter is an Encoder that writes only some families to a page.
type familyFilter struct {
	page      *expfmt.Page
	names     map[string]bool
	family    *expfmt.Family // of the last series
	isShown   bool           // names has family
	hasSeries bool           // a series was written, to the page or not
}

var _ expfmt.Encoder = (*familyFilter)(nil)

// familyNames returns the names of the families that a request asks for, or
// nil if it asks for the whole page.
func familyNames(r *http.Request) map[string]bool {
	if r.URL == nil || r.URL.RawQuery == "" {
		return nil
	}
	var names map[string]bool
	for _, name := range r.URL.Query()["name[]"] {
		if names == nil {
			names = make(map[string]bool)
		}
		names[name] = true
	}
	return names
}

// Naming returns the naming of the page.
func (f *familyFilter) Naming() expfmt.Naming { return f.page.Naming() }

// Value implements expfmt.Encoder.
func (f *familyFilter) Value(family *expfmt.Family, l expfmt.LabelSet, v float64) {
	if f.shows(family) {
		f.page.Value(family, l, v)
	}
}

// Point implements expfmt.Encoder.
func (f *familyFilter) Point(family *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	if f.shows(family) {
		f.page.Point(family, l, p)
	}
}

// shows reports whether the page shows the family of a series. A request may
// have thousands of names, so shows looks once for each family.
func (f *familyFilter) shows(family *expfmt.Family) bool {
	f.hasSeries = true
	if family != f.family {
		f.family, f.isShown = family, f.names[family.Name()]
	}
	return f.isShown
}
