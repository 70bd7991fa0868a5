package httpserve

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/registry"
)

// promhttpFamilies returns the last lines of the page that Acra's
// documentation shows, which client_golang printed.
func promhttpFamilies(t *testing.T) []string {
	t.Helper()
	seed, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(seed), "\n")
	return slices.DeleteFunc(lines, func(line string) bool { return !strings.Contains(line, "promhttp_") })
}

// The page of the eighth scrape shows itself in flight and seven answered:
// byte for byte what the seed page shows.
func TestInstrumentMetricHandlerSeedPage(t *testing.T) {
	reg := registry.NewRegistry()
	h := InstrumentMetricHandler(reg, HandlerFor(reg, HandlerOpts{}))
	for range 7 {
		get(h, "/")
	}
	want := strings.Join(promhttpFamilies(t), "")
	if diff := cmp.Diff(want, get(h, "/").Body.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestInstrumentMetricHandlerCodes(t *testing.T) {
	write := func(w http.ResponseWriter) { _, _ = w.Write([]byte("x")) }
	tests := []struct {
		name   string
		answer func(http.ResponseWriter)
		want   string
	}{
		{"nothing", func(http.ResponseWriter) {}, `{code="200"} 1`},
		{"a body", write, `{code="200"} 1`},
		{"a status", func(w http.ResponseWriter) { w.WriteHeader(503) }, `{code="503"} 1`},
		{"a status without a series", func(w http.ResponseWriter) { w.WriteHeader(404) }, `{code="404"} 1`},
		{"the first status counts", func(w http.ResponseWriter) { w.WriteHeader(500); w.WriteHeader(200) }, `{code="500"} 1`},
		{"a status behind the body", func(w http.ResponseWriter) { write(w); w.WriteHeader(500) }, `{code="200"} 1`},
		{"a status behind a flush", func(w http.ResponseWriter) { w.(http.Flusher).Flush(); w.WriteHeader(500) }, `{code="200"} 1`},
		{"early hints", func(w http.ResponseWriter) { w.WriteHeader(103); w.WriteHeader(500) }, `{code="500"} 1`},
		{"no status", func(w http.ResponseWriter) { w.WriteHeader(600) }, `{code="unknown"} 1`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg := registry.NewRegistry()
			h := InstrumentMetricHandler(reg, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { test.answer(w) }))
			get(h, "/")
			got := get(HandlerFor(reg, HandlerOpts{}), "/").Body.String()
			if !strings.Contains(got, "promhttp_metric_handler_requests_total"+test.want+"\n") {
				t.Errorf("got\n%s\nwant a sample %s", got, test.want)
			}
		})
	}
}

// A panic is not an answer, but the scrape is over.
func TestInstrumentMetricHandlerPanic(t *testing.T) {
	reg := registry.NewRegistry()
	h := InstrumentMetricHandler(reg, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("out of cheese") }))
	func() {
		defer func() { _ = recover() }()
		get(h, "/")
	}()
	want := strings.Join(promhttpFamilies(t), "")
	want = strings.Replace(want, `in_flight 1`, `in_flight 0`, 1)
	want = strings.Replace(want, `"200"} 7`, `"200"} 0`, 1)
	if diff := cmp.Diff(want, get(HandlerFor(reg, HandlerOpts{}), "/").Body.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestInstrumentMetricHandlerTwice(t *testing.T) {
	reg := registry.NewRegistry()
	h := HandlerFor(reg, HandlerOpts{})
	get(InstrumentMetricHandler(reg, h), "/")
	got := get(InstrumentMetricHandler(reg, h), "/").Body.String()
	if want := `promhttp_metric_handler_requests_total{code="200"} 1`; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant a sample %s", got, want)
	}
}

// Two layers of recorders must not hide from a handler what the real
// ResponseWriter can do.
func TestRecorderHidesNothing(t *testing.T) {
	reg := registry.NewRegistry()
	h := InstrumentMetricHandler(reg, InstrumentMetricHandler(reg, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		control := http.NewResponseController(w)
		if err := control.EnableFullDuplex(); err != nil {
			t.Errorf("got the error %v, want none: net/http can", err)
		}
		if err := control.Flush(); err != nil {
			t.Errorf("got the error %v, want none: net/http can", err)
		}
	})))
	server := httptest.NewServer(h)
	defer server.Close()
	response, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.ContentLength != -1 {
		t.Errorf("got the length %d, want none: the header was flushed before the end", response.ContentLength)
	}
}
