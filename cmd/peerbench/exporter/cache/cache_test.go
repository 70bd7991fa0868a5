package cache_test

import (
	"context"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/cache"
	"plainmetrics/cmd/peerbench/exporter/cache/cachetest"
)

func TestRead(t *testing.T) {
	r, err := cache.Read(context.Background(), cachetest.Serve(t, cachetest.Small()).Address)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(r.Commands), 2; got != want {
		t.Fatalf("got %d commands, want %d", got, want)
	}
	get := r.Commands[0]
	if get.Name != "get" || get.Latency.Buckets[0.001] != 35700 || get.Slowest == nil || get.Slowest.Seconds != 0.0421 {
		t.Errorf("got the command %+v", get)
	}
	if got, want := r.Wait.Quantiles[0.99], 0.00025; got != want {
		t.Errorf("got a 99th percentile of %v, want %v", got, want)
	}
	if set := r.Commands[1]; set.Slowest != nil {
		t.Errorf("got a slowest set %+v, want none", set.Slowest)
	}
}

func TestReadErrors(t *testing.T) {
	for name, test := range map[string]struct{ group, stats, want string }{
		"no number":     {"sizes", "count many", `statistic "count": expected a number, found "many"`},
		"no statistic":  {"snapshot", "items 21", `no statistic "time"`},
		"no value":      {"slabs", "1:chunk_size", `stats slabs: unexpected line "STAT 1:chunk_size"`},
		"no bound":      {"sizes", "count 1\nsum 1\nle:x 1", `statistic "le:x": expected a number behind "le:"`},
		"no such group": {"wait", "", `stats wait: unexpected line "ERROR"`},
	} {
		t.Run(name, func(t *testing.T) {
			groups := cachetest.Small()
			groups[test.group] = test.stats
			if test.stats == "" {
				delete(groups, test.group)
			}
			_, err := cache.Read(context.Background(), cachetest.Serve(t, groups).Address)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got the error %v, want %q", err, test.want)
			}
		})
	}
}
