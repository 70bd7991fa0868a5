package expfmt

import (
	"sync"
	"testing"
)

// Each preparation and each scheme has a result of its own, which all
// goroutines share.
func TestPreparedOnce(t *testing.T) {
	first := preparation{family: func(f *Family, name string) any { return &name }}
	second := preparation{
		family: func(f *Family, name string) any { name += " of the second"; return &name },
		bounds: func(b *Bounds) any { return new(int) },
	}
	f, b := MustFamily("a.b", "", TypeGauge), buckets(1)
	want := map[*preparation][]string{
		&first:  {"a_b", "a_dot_b", "U__a_2e_b", "a.b"},
		&second: {"a_b of the second", "a_dot_b of the second", "U__a_2e_b of the second", "a.b of the second"},
	}
	type key struct {
		p      *preparation
		scheme Scheme
	}
	var (
		wg      sync.WaitGroup
		mu      sync.Mutex
		results = make(map[key]map[any]bool)
	)
	for range 4 {
		wg.Go(func() {
			for p, names := range want {
				for scheme := range Scheme(len(schemeWords)) {
					result := f.prepared(p, scheme).(*string)
					if *result != names[scheme] {
						t.Errorf("%v: got %q, want %q", scheme, *result, names[scheme])
					}
					mu.Lock()
					if results[key{p, scheme}] == nil {
						results[key{p, scheme}] = make(map[any]bool)
					}
					results[key{p, scheme}][result] = true
					mu.Unlock()
				}
			}
			result := b.prepared(&second)
			mu.Lock()
			defer mu.Unlock()
			if results[key{}] == nil {
				results[key{}] = make(map[any]bool)
			}
			results[key{}][result] = true
		})
	}
	wg.Wait()
	for k, made := range results {
		if len(made) != 1 {
			t.Errorf("%v: got %d results, want one", k.scheme, len(made))
		}
	}
	if len(results) != 9 {
		t.Errorf("got results of %d keys, want 9", len(results))
	}
}

// No scheme changes a legacy name, so all schemes share a result.
func TestPreparedForLegacyNames(t *testing.T) {
	f := MustFamily("a_b", "", TypeGauge)
	p := preparation{family: func(f *Family, name string) any { return &name }}
	want := f.prepared(&p, NoEscaping)
	for scheme := range Scheme(len(schemeWords)) {
		if got := f.prepared(&p, scheme); got != want {
			t.Errorf("%v: got another result than %v", scheme, NoEscaping)
		}
	}
}

// The result that is looked for is the second of two.
func BenchmarkPrepared(b *testing.B) {
	first := preparation{family: func(f *Family, name string) any { return &name }}
	second := first
	f := MustFamily("a_b", "", TypeGauge)
	f.prepared(&first, NoEscaping)
	f.prepared(&second, NoEscaping)
	for b.Loop() {
		f.prepared(&first, NoEscaping)
	}
}
