package httpserve

import (
	"net/http"
	"slices"

	"plainmetrics/expfmt"
)

// A selection is the Encoder of a page that shows only some families.
type selection struct {
	page  *expfmt.Page
	names []string
	shown bool // the open family is one of them
}

var _ expfmt.Encoder = (*selection)(nil)

// namesOf returns the families that a request asks for; none stands for
// all.
func namesOf(r *http.Request) []string {
	if r.URL == nil || r.URL.RawQuery == "" {
		return nil
	}
	return r.URL.Query()["name[]"]
}

// Family implements expfmt.Encoder.
func (s *selection) Family(f *expfmt.Family) {
	if s.shown = slices.Contains(s.names, f.Name()); s.shown {
		s.page.Family(f)
	}
}

// Value implements expfmt.Encoder.
func (s *selection) Value(l expfmt.LabelSet, v float64) {
	if s.shown {
		s.page.Value(l, v)
	}
}

// Point implements expfmt.Encoder.
func (s *selection) Point(l expfmt.LabelSet, p *expfmt.Point) {
	if s.shown {
		s.page.Point(l, p)
	}
}
