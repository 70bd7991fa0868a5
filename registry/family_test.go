package registry

import (
	"testing"

	"plainmetrics/expfmt"
)

var digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// A series of a vector is written as it is on the page of the vector.
func TestFamilyEncodeOnly(t *testing.T) {
	vec := fill(newStatusVec())
	series := vec.WithLabelValues("/x", "500", "b")
	series.Inc()
	p := expfmt.NewPage(expfmt.Text{}, nil)
	checkError(t, series.Encode(t.Context(), p))
	checkText(t, string(p.End()), `
# HELP hits Hits.
# TYPE hits counter
hits{code="500",host="b",path="/x"} 1
`)
}
