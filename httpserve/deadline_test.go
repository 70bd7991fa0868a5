package httpserve

import (
	"testing"
	"time"
)

func TestAllowedTime(t *testing.T) {
	tests := []struct {
		name, header string
		want         time.Duration
	}{
		{"no header", "", 0},
		{"Prometheus' default", "10", 9500 * time.Millisecond},
		{"a minute", "60", 59500 * time.Millisecond},
		{"where the margin stops growing", "5", 4500 * time.Millisecond},
		{"a second", "1", 900 * time.Millisecond},
		{"a fraction", "2.5", 2250 * time.Millisecond},
		{"an exponent", "1e1", 9500 * time.Millisecond},
		{"too short", "0.001", shortestScrape},
		{"nearly nothing", "1e-300", shortestScrape},
		{"too long", "1e9", longestScrape - safetyMargin},
		{"longer than a Duration", "1e300", longestScrape - safetyMargin},
		{"for ever", "inf", longestScrape - safetyMargin},
		{"longer than a number", "1e999", 0},
		{"nothing", "0", 0},
		{"less than nothing", "-1", 0},
		{"the end of time", "-inf", 0},
		{"no number", "nan", 0},
		{"a word", "soon", 0},
		{"a unit", "10s", 0},
		{"blanks", " 10", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := allowedTime(test.header); got != test.want {
				t.Errorf("%s: %s\ngot  %v\nwant %v", scrapeTimeoutHeader, test.header, got, test.want)
			}
		})
	}
}
