package testutil

import (
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// TestExpected compares with pages that prometheus/common understands.
func TestExpected(t *testing.T) {
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wait.seconds", Help: "Waiting.", Buckets: []float64{1}})
	const begin = "# HELP \"wait.seconds\" Waiting.\n# TYPE \"wait.seconds\" histogram\n"
	for _, test := range []struct{ name, page, want string }{
		{"whole", begin + "{\"wait.seconds_bucket\",le=\"1\"} 0\n{\"wait.seconds_bucket\",le=\"+Inf\"} 0\n{\"wait.seconds_sum\"} 0\n{\"wait.seconds_count\"} 0\n", ""},
		{"without a sum", begin + "{\"wait.seconds_bucket\",le=\"1\"} 0\n{\"wait.seconds_bucket\",le=\"+Inf\"} 0\n{\"wait.seconds_count\"} 0\n\t\t", ""},
		{"another sum", begin + "{\"wait.seconds_bucket\",le=\"1\"} 0\n{\"wait.seconds_sum\"} 1\n{\"wait.seconds_count\"} 0\n", "metrics differ"},
		{"no page", "{", "converting reader to metric families failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := CollectAndCompare(histogram, strings.NewReader(test.page))
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

// The error of a scrape comes before that of the expected page, as in
// client_golang.
func TestScrapeFirst(t *testing.T) {
	err := ScrapeAndCompare("no URL", strings.NewReader("{"))
	if err == nil || !strings.HasPrefix(err.Error(), "scraping metrics failed") {
		t.Errorf("got error %v, want that of the scrape", err)
	}
}
