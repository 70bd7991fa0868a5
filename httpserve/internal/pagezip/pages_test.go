package pagezip_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// A shape makes pages of one kind; n is the approximate number of lines.
type shape struct {
	name string
	page func(r *rand.Rand, n int) []byte
}

var shapes = []shape{
	{"counters", counters},
	{"equal counters", equalCounters},
	{"equal families", equalFamilies},
	{"histograms", histograms},
	{"middle label", middleLabel},
	{"gauges", gauges},
	{"OpenMetrics", openMetrics},
	{"summaries", summaries},
	{"UUIDs", uuids},
	{"long paths", longPaths},
	{"dictionary", dictionary},
	{"many families", manyFamilies},
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, seed)) }

// items returns 0 to n-1 as decimals in the order of text.
func items(n int) []string {
	var numbers []string
	var add func(prefix int)
	add = func(prefix int) {
		if prefix >= n {
			return
		}
		numbers = append(numbers, strconv.Itoa(prefix))
		if prefix > 0 {
			for d := range 10 {
				add(prefix*10 + d)
			}
		}
	}
	for d := range 10 {
		add(d)
	}
	return numbers
}

func counters(r *rand.Rand, n int) []byte {
	var b []byte
	per := max(n/10, 1)
	paths := items(per)
	for f := range 10 {
		b = fmt.Appendf(b, "# HELP http_requests_total_%d Requests of kind %d.\n# TYPE http_requests_total_%d counter\n", f, f, f)
		for _, path := range paths {
			b = fmt.Appendf(b, "http_requests_total_%d{code=\"200\",method=\"GET\",path=\"/api/v1/item/%s\"} %d\n", f, path, r.IntN(1_000_003))
		}
	}
	return b
}

// equalFamilies returns families that differ only in name, each with series
// by code, method and path.
func equalFamilies(r *rand.Rand, n int) []byte {
	var lines []string
	for _, code := range []string{"200", "302", "404"} {
		for _, method := range []string{"DELETE", "GET", "POST", "PUT"} {
			for path := range max(1, n/120) {
				lines = append(lines, fmt.Sprintf("{code=%q,method=%q,path=\"/items/%05d\"} %d\n", code, method, path, r.IntN(1_000_003)))
			}
		}
	}
	var b []byte
	for f := range 10 {
		name := fmt.Sprint("family_", []string{"a", "bb", "ccc"}[f%3], f)
		b = fmt.Appendf(b, "# HELP %s Requests.\n# TYPE %s counter\n", name, name)
		for _, line := range lines {
			b = append(append(b, name...), line...)
		}
	}
	return b
}

func equalCounters(r *rand.Rand, n int) []byte {
	b := []byte("# HELP jobs_total Jobs.\n# TYPE jobs_total counter\n")
	for _, path := range items(n) {
		b = fmt.Appendf(b, "jobs_total{path=\"/%s\",zone=\"eu\"} 0\n", path)
	}
	return b
}

func histograms(r *rand.Rand, n int) []byte {
	b := []byte("# HELP request_seconds Time to serve a request.\n# TYPE request_seconds histogram\n")
	for _, item := range items(n / 14) {
		labels := fmt.Sprintf(`handler="/api/v1/item/%s",method="GET"`, item)
		count := 0
		for _, le := range []string{"0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"} {
			if r.IntN(3) > 0 {
				count += r.IntN(1000)
			}
			b = fmt.Appendf(b, "request_seconds_bucket{%s,le=\"%s\"} %d\n", labels, le, count)
		}
		b = fmt.Appendf(b, "request_seconds_sum{%s} %v\n", labels, r.Float64()*float64(count))
		b = fmt.Appendf(b, "request_seconds_count{%s} %d\n", labels, count)
	}
	return b
}

func middleLabel(r *rand.Rand, n int) []byte {
	b := []byte("# TYPE hits_total counter\n")
	for _, item := range items(n) {
		b = fmt.Appendf(b, "hits_total{a=\"const\",path=\"/x/%s\",z=\"a long constant value\"} %d\n", item, r.IntN(100_000))
	}
	return b
}

func gauges(r *rand.Rand, n int) []byte {
	b := []byte("# TYPE level gauge\n")
	for _, item := range items(n) {
		b = fmt.Appendf(b, "level{sensor=\"%s\"} %v\n", item, r.NormFloat64()*100)
	}
	return b
}

func openMetrics(r *rand.Rand, n int) []byte {
	b := []byte("# HELP calls Calls.\n# TYPE calls counter\n")
	for _, item := range items(n / 2) {
		b = fmt.Appendf(b, "calls_total{method=\"m%s\"} %d.0", item, r.IntN(100_000))
		if r.IntN(4) == 0 {
			b = fmt.Appendf(b, " # {trace_id=\"%016x%016x\"} %v 17%08d.%03d", r.Uint64(), r.Uint64(), r.Float64(), r.IntN(1e8), r.IntN(1000))
		}
		b = fmt.Appendf(b, "\ncalls_created{method=\"m%s\"} 1.7%08d%03de+09\n", item, r.IntN(1e8), r.IntN(1000))
	}
	return append(b, "# EOF\n"...)
}

func summaries(r *rand.Rand, n int) []byte {
	b := []byte("# HELP rpc_seconds Time of a call.\n# TYPE rpc_seconds summary\n")
	for _, item := range items(n / 5) {
		for _, q := range []string{"0.5", "0.9", "0.99"} {
			b = fmt.Appendf(b, "rpc_seconds{service=\"s%s\",quantile=\"%s\"} %v\n", item, q, r.ExpFloat64())
		}
		b = fmt.Appendf(b, "rpc_seconds_sum{service=\"s%s\"} %v\nrpc_seconds_count{service=\"s%s\"} %d\n", item, r.ExpFloat64()*1000, item, r.IntN(10000))
	}
	return b
}

func uuids(r *rand.Rand, n int) []byte {
	b := []byte("# TYPE tasks gauge\n")
	for range n {
		b = fmt.Appendf(b, "tasks{id=\"%08x-%04x-4%03x-8%03x-%012x\",state=\"running\"} %d\n", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Int64N(1<<48), r.IntN(10))
	}
	return b
}

var wordList = []string{"users", "orders", "payments", "search", "catalog", "inventory", "reports", "admin", "settings", "sessions", "login", "export", "import", "webhooks", "images", "thumbnails"}

func longPaths(r *rand.Rand, n int) []byte {
	b := []byte("# TYPE hits_total counter\n")
	for range n {
		b = append(b, `hits_total{path="`...)
		for range 3 + r.IntN(6) {
			b = append(b, '/')
			b = append(b, wordList[r.IntN(len(wordList))]...)
		}
		b = fmt.Appendf(b, "/%d\",status=\"%d\"} %d\n", r.IntN(1000), 200+r.IntN(5), r.IntN(100_000))
	}
	return b
}

func dictionary(r *rand.Rand, n int) []byte {
	b := []byte("# TYPE events_total counter\n")
	for range n {
		b = fmt.Appendf(b, "events_total{from=\"%s\",kind=\"%s\",to=\"%s\"} %d\n", wordList[r.IntN(16)], wordList[r.IntN(16)], wordList[r.IntN(16)], r.IntN(10_000))
	}
	return b
}

func manyFamilies(r *rand.Rand, n int) []byte {
	var b []byte
	for i := range n / 4 {
		name := wordList[r.IntN(16)] + "_" + wordList[r.IntN(16)] + "_" + strconv.Itoa(i)
		b = fmt.Appendf(b, "# HELP %s Number of %s of the %s.\n# TYPE %s gauge\n%s %d\n%s{x=\"y\"} %v\n", name, wordList[r.IntN(16)], wordList[r.IntN(16)], name, name, r.IntN(1000), name, r.Float64())
	}
	return b
}

func seedPage(t testing.TB) []byte {
	page, err := os.ReadFile("../../../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	return page
}
