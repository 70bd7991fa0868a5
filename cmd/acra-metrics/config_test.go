package main

import (
	"strings"
	"testing"
)

func TestParseVersion(t *testing.T) {
	for _, test := range []struct {
		text                string
		major, minor, patch uint64
		valid               bool
	}{
		{"0.85.0", 0, 85, 0, true},
		{"1.2.3", 1, 2, 3, true},
		{"4294967295.0.0", 4294967295, 0, 0, true},
		{"4294967296.0.0", 0, 0, 0, false},
		{"1.2", 0, 0, 0, false},
		{"1.2.3.4", 0, 0, 0, false},
		{"1.2.", 0, 0, 0, false},
		{"v1.2.3", 0, 0, 0, false},
		{"", 0, 0, 0, false},
	} {
		t.Run(test.text, func(t *testing.T) {
			got, err := parseVersion(test.text)
			if !test.valid {
				if err == nil || !strings.Contains(err.Error(), "expected MAJOR.MINOR.PATCH") {
					t.Errorf("got %v, error %v, want an error that describes the form", got, err)
				}
				return
			}
			if want := (version{test.text, test.major, test.minor, test.patch}); err != nil || got != want {
				t.Errorf("got %v, error %v, want %v", got, err, want)
			}
		})
	}
}
