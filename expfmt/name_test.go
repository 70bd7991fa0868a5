package expfmt

import (
	"regexp"
	"testing"
)

func TestNames(t *testing.T) {
	tests := []struct {
		name                  string
		metric, label, legacy bool
	}{
		{"", false, false, false},
		{"requests_total", true, true, true},
		{":job:requests:rate5m", true, true, true},
		{"_hidden", true, true, true},
		{"__name__", true, false, true},
		{"a__b", true, true, true},
		{"A9", true, true, true},
		{"9A", true, true, false},
		{"http.requests", true, true, false},
		{"with space", true, true, false},
		{"line\nfeed", true, true, false},
		{"花火", true, true, false},
		{"é", true, true, false},
		{"\xff", false, false, false},
		{"cut \xc3", false, false, false},
	}
	for _, tt := range tests {
		if got := IsMetricName(tt.name); got != tt.metric {
			t.Errorf("IsMetricName(%q): got %v, want %v", tt.name, got, tt.metric)
		}
		if got := IsLabelName(tt.name); got != tt.label {
			t.Errorf("IsLabelName(%q): got %v, want %v", tt.name, got, tt.label)
		}
		if got := IsLegacyName(tt.name); got != tt.legacy {
			t.Errorf("IsLegacyName(%q): got %v, want %v", tt.name, got, tt.legacy)
		}
	}
}

// The rule is told as a regular expression in the documentation.
func TestIsLegacyNameAgreesWithItsRule(t *testing.T) {
	rule := regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)
	for a := range 256 {
		for _, name := range []string{string([]byte{byte(a)}), string([]byte{'a', byte(a)})} {
			if got, want := IsLegacyName(name), rule.MatchString(name); got != want {
				t.Errorf("%q: got %v, want %v", name, got, want)
			}
		}
	}
}
