package httpserve

import (
	"net/http"
	"slices"

	"plainmetrics/expfmt"
)

// A familyFilter is an Encoder that writes only some families to a page.
type familyFilter struct {
	page  *expfmt.Page
	names []string
	shown bool // names has the open family
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

// Family implements expfmt.Encoder.
func (f *familyFilter) Family(family *expfmt.Family) {
	if f.shown = slices.Contains(f.names, family.Name()); f.shown {
		f.page.Family(family)
	}
}

// Value implements expfmt.Encoder.
func (f *familyFilter) Value(l expfmt.LabelSet, v float64) {
	if f.shown {
		f.page.Value(l, v)
	}
}

// Point implements expfmt.Encoder.
func (f *familyFilter) Point(l expfmt.LabelSet, p *expfmt.Point) {
	if f.shown {
		f.page.Point(l, p)
	}
}
