package expfmt

import (
	"strings"
	"testing"
)

// Names count as well as values, and characters rather than bytes.
func TestCheckExemplarLabels(t *testing.T) {
	const tooLong = "expfmt: exemplar labels have 129 runes, exceeding the limit of 128"
	tests := []struct {
		name   string
		labels LabelSet
		want   string // nothing if the labels fit
	}{
		{"none", LabelSet{}, ""},
		{"longest", labels("trace", strings.Repeat("x", 123)), ""},
		{"too long", labels("trace", strings.Repeat("x", 124)), tooLong},
		{"characters of two bytes", labels("trace", strings.Repeat("é", 123)), ""},
		{"several labels", labels("a", strings.Repeat("x", 63), "b", strings.Repeat("\"", 64)), tooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := CheckExemplarLabels(tt.labels); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
