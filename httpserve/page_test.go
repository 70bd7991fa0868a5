package httpserve

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/registry"
)

// samplesOf returns the page of the given metrics without its headers.
func samplesOf(t *testing.T, cs ...registry.Collector) string {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(cs...)
	var samples strings.Builder
	for line := range strings.Lines(get(HandlerFor(reg, HandlerOpts{}), "/").Body.String()) {
		if !strings.HasPrefix(line, "#") {
			samples.WriteString(line)
		}
	}
	return samples.String()
}

// checkText compares texts; a line break before want is not part of it.
func checkText(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// checkPanic checks that f panics with an error that has all the words.
func checkPanic(t *testing.T, f func(), words ...string) {
	t.Helper()
	defer func() {
		t.Helper()
		err, ok := recover().(error)
		if !ok {
			t.Fatalf("got no panic with an error, want one with %q", words)
		}
		for _, word := range words {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("got the panic %q, want %q in it", err, word)
			}
		}
	}()
	f()
}

// ignorePanic calls f, which net/http does likewise with handlers.
func ignorePanic(f func()) {
	defer func() { _ = recover() }()
	f()
}

// writing returns a handler that answers with status and body.
func writing(status int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})
}

// newCounts returns a vector of counters with labels of the given names.
func newCounts(names ...string) *registry.CounterVec {
	return registry.NewCounterVec(registry.CounterOpts{Name: "requests_total"}, names)
}

// newSums returns a vector whose page has a sum and a count.
func newSums(names ...string) *registry.SummaryVec {
	return registry.NewSummaryVec(registry.SummaryOpts{Name: "s"}, names)
}
