package expfmt

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A locatingRecorder records the calls of a decoder with positions.
type locatingRecorder struct{ calls []string }

func (r *locatingRecorder) Value(f *Family, l LabelSet, _ float64) {
	r.add("value %s{%v}", f.Name(), l)
}

func (r *locatingRecorder) Point(f *Family, l LabelSet, _ *Point) {
	r.add("point %s{%v}", f.Name(), l)
}

func (r *locatingRecorder) LocateFamily(f *Family, line, column int) {
	r.add("family %s at %d:%d", f.Name(), line, column)
}

func (r *locatingRecorder) LocateLabel(name string, line, column int) {
	r.add("label %s at %d:%d", name, line, column)
}

func (r *locatingRecorder) add(format string, args ...any) {
	r.calls = append(r.calls, fmt.Sprintf(format, args...))
}

func TestLocator(t *testing.T) {
	tests := []struct {
		name, page string
		decode     func([]byte, Encoder) error
		want       []string
	}{
		{
			"text", "# a comment\n  # HELP \t a A.\na{c=\"1\", b=\"2\"} 1\nb 2\n# TYPE c gauge\n", DecodeText,
			[]string{"family a at 2:12", "label b at 3:10", "label c at 3:3", `value a{b="2",c="1"}`, "family b at 4:1", "value b{}", "family c at 5:8"},
		},
		{
			"text, where series wait for the end of their family",
			"# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 1\nh_sum{a=\"1\"} 1\nh_count{a=\"1\"} 1\n", DecodeText,
			[]string{"family h at 1:8", "label a at 2:10", "label le at 2:16", "label a at 3:7", "label a at 4:9", `point h{a="1"}`},
		},
		{
			"OpenMetrics", "# TYPE a counter\na_total{b=\"1\"} 1 # {d=\"2\"} 1\n{\"e.f\"} 1\n# EOF\n", DecodeOpenMetrics,
			[]string{"family a_total at 1:8", "label b at 2:9", `point a_total{b="1"}`, "family e.f at 3:2", "value e.f{}"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got locatingRecorder
			if err := tt.decode([]byte(tt.page), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}

// A family of OpenMetrics is not taken for another that is named as its
// own name with _total.
func TestLocatorOfNamesWithTotal(t *testing.T) {
	problems, err := LintOpenMetrics([]byte("# HELP a \na_total 1.0\n# EOF\n"))
	if err != nil || len(problems) == 0 {
		t.Fatalf("got %v and the error %v, want problems", problems, err)
	}
	for _, p := range problems {
		if p.Line != 2 || p.Column != 1 {
			t.Errorf("got %d:%d: %v, want 2:1", p.Line, p.Column, p)
		}
	}
}
