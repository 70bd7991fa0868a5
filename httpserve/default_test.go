package httpserve

import (
	"slices"
	"strings"
	"testing"

	"plainmetrics/registry"
)

// withDefault runs f with a new default registry.
func withDefault(t *testing.T, f func(reg *registry.Registry)) {
	t.Helper()
	registerer, gatherer := registry.DefaultRegisterer, registry.DefaultGatherer
	defer func() { registry.DefaultRegisterer, registry.DefaultGatherer = registerer, gatherer }()
	reg := registry.NewRegistry()
	registry.DefaultRegisterer, registry.DefaultGatherer = reg, reg
	f(reg)
}

// countFamilies returns how many families of a page have names that begin
// with prefix.
func countFamilies(page, prefix string) int { return strings.Count(page, "# TYPE "+prefix) }

func TestHandlerTwice(t *testing.T) {
	withDefault(t, func(*registry.Registry) {
		get(Handler(), "/")
		got := get(Handler(), "/")
		page := got.Body.String()
		if got.Code != 200 || countFamilies(page, "go_") < 20 || countFamilies(page, "promhttp_") != 2 {
			t.Errorf("got status %d and the page\n%s\nwant the families of Go and of promhttp", got.Code, page)
		}
		if want := `promhttp_metric_handler_requests_total{code="200"} 1`; !strings.Contains(page, want) {
			t.Errorf("got\n%s\nwant a sample %s", page, want)
		}
		names := []string{}
		for line := range strings.Lines(page) {
			if name, ok := strings.CutPrefix(line, "# TYPE "); ok {
				names = append(names, strings.Fields(name)[0])
			}
		}
		if !slices.IsSorted(names) || len(slices.Compact(names)) != len(names) {
			t.Errorf("got the families %q, want each once and in order", names)
		}
	})
}

// A program may have put a family of its own where a collector's would be.
func TestHandlerKeepsWhatIsRegistered(t *testing.T) {
	withDefault(t, func(reg *registry.Registry) {
		own := registry.NewGauge(registry.GaugeOpts{Name: "go_goroutines", Help: "Mine."})
		reg.MustRegister(own)
		page := get(Handler(), "/").Body.String()
		if n := countFamilies(page, "go_"); n != 1 || !strings.Contains(page, "# HELP go_goroutines Mine.\n") {
			t.Errorf("got\n%s\nwant go_goroutines with its own HELP text, and no other family of Go", page)
		}
	})
}
