package runtimecollect_test

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

var _ registry.Describer = (*runtimecollect.Collector)(nil)

// page returns the page of a registry with c.
func page(t *testing.T, c registry.Collector) string {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(c)
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return string(p.End())
}

// shape returns the lines of the go_* families, without values, and without
// the Go version and the runtime's HELP texts, which differ between Go
// versions.
func shape(page string) []string {
	var lines []string
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "# HELP go_") && strings.Contains(line, " Sourced from /"):
			name := strings.Fields(line)[2]
			_, source, _ := strings.Cut(line, " Sourced")
			lines = append(lines, "# HELP "+name+" … Sourced"+source)
		case strings.HasPrefix(line, "# HELP go_"), strings.HasPrefix(line, "# TYPE go_"):
			lines = append(lines, line)
		case strings.HasPrefix(line, "go_info{"):
			name, _, _ := strings.Cut(line, `="`)
			lines = append(lines, name+`="…"}`)
		case strings.HasPrefix(line, "go_"):
			series, _, _ := strings.Cut(line, " ")
			lines = append(lines, series)
		}
	}
	return lines
}

// The Legacy set prints what an Acra service with client_golang v1.11
// printed.
func TestLegacyEqualsSeedPage(t *testing.T) {
	seed, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := shape(string(seed))
	if len(want) != 28*3+6 { // the summary has 6 lines more
		t.Fatalf("seed page: got %d lines, want those of 28 families", len(want))
	}
	got := shape(page(t, runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy))))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-seed +got:\n%s", diff)
	}
}

// The page of the Current set was printed by client_golang v1.25.0.
func TestCurrentEqualsClientGolang(t *testing.T) {
	golden, err := os.ReadFile("testdata/client_golang-v1.25.0.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := shape(string(golden))
	if len(want) != 29*3+6 {
		t.Fatalf("client_golang's page: got %d lines, want those of 29 families", len(want))
	}
	if diff := cmp.Diff(want, shape(page(t, runtimecollect.New()))); diff != "" {
		t.Errorf("-client_golang +got:\n%s", diff)
	}
}

// Families come in order: what a Collector writes to a page is the page.
func TestInOrder(t *testing.T) {
	c := runtimecollect.New(allow(runtimecollect.MetricsAll))
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := c.Encode(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shape(page(t, c)), shape(string(p.End()))); diff != "" {
		t.Errorf("-registry +collector:\n%s", diff)
	}
}

func TestInfo(t *testing.T) {
	want := `go_info{version="` + runtime.Version() + `"} 1` + "\n"
	if got := page(t, runtimecollect.New()); !strings.Contains(got, want) {
		t.Errorf("expected the line\n%sin\n%s", want, got)
	}
}

// Two Collectors of one set are the same to a registry.
func TestRegisterTwice(t *testing.T) {
	reg := registry.NewRegistry()
	first := runtimecollect.New()
	reg.MustRegister(first)
	err := reg.Register(runtimecollect.New())
	already, ok := err.(registry.AlreadyRegisteredError)
	if !ok || already.ExistingCollector != first {
		t.Errorf("got %v, want an AlreadyRegisteredError with the first", err)
	}
	if !reg.Unregister(runtimecollect.New()) {
		t.Error("expected a second Collector to unregister the first")
	}
}

func TestUnknownSet(t *testing.T) {
	defer func() {
		const want = "runtimecollect: expected the Set Current or Legacy, found number 2"
		if err, _ := recover().(error); err == nil || err.Error() != want {
			t.Errorf("\ngot  %v\nwant %s", err, want)
		}
	}()
	runtimecollect.WithSet(runtimecollect.Legacy + 1)
}

// Scrapes at the same time share no memory: the race detector has nothing
// to say, and the numbers of each scrape agree, as those of one reading do.
func TestConcurrentScrapes(t *testing.T) {
	c := runtimecollect.New(allow(runtimecollect.MetricsAll))
	families := len(c.Families())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 25 {
				v := collect(t, c)
				parts := v["go_memstats_heap_inuse_bytes"] + v["go_memstats_heap_idle_bytes"]
				if got := v["go_memstats_heap_sys_bytes"]; got != parts {
					t.Errorf("heap_sys_bytes: got %v, want the sum of its parts, %v", got, parts)
				}
				below, count := v["go_gc_heap_allocs_by_size_bytes 8.999999999999998"], v["go_gc_heap_allocs_by_size_bytes_count"]
				if below > count || below == 0 {
					t.Errorf("allocs_by_size_bytes: got %v in a bucket, want at most the %v of all, not 0", below, count)
				}
				if n := len(c.Families()); n != families {
					t.Errorf("got %d families, want %d", n, families)
				}
			}
		})
	}
	wg.Wait()
}
