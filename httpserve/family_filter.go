package httpserve

import (
	"net/http"
	"slices"

	"plainmetrics/expfmt"
)

// A familyFilter is an Encoder that writes only some families to a page.
type familyFilter struct {
	page      *expfmt.Page
	names     []string
	hasSeries bool // a series was written, to the page or not
}

var _ expfmt.Encoder = (*familyFilter)(nil)

// familyNames returns the names of the families that a request asks for, or
// none if it asks for the whole page.
func familyNames(r *http.Request) []string {
	if r.URL == nil || r.URL.RawQuery == "" {
		return nil
	}
	return r.URL.Query()["name[]"]
}

// Naming returns the naming of the page.
func (f *familyFilter) Naming() expfmt.Naming { return f.page.Naming() }

// Value implements expfmt.Encoder.
func (f *familyFilter) Value(family *expfmt.Family, l expfmt.LabelSet, v float64) {
	f.hasSeries = true
	if slices.Contains(f.names, family.Name()) {
		f.page.Value(family, l, v)
	}
}

// Point implements expfmt.Encoder.
func (f *familyFilter) Point(family *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	f.hasSeries = true
	if slices.Contains(f.names, family.Name()) {
		f.page.Point(family, l, p)
	}
}
