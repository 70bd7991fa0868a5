package httpserve

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A discard is the ResponseWriter of a client that takes everything.
type discard struct{ header http.Header }

func (d discard) Header() http.Header            { return d.header }
func (d discard) WriteHeader(int)                {}
func (d discard) Write(body []byte) (int, error) { return len(body), nil }

// scrape answers r with h once.
func (d discard) scrape(h http.Handler, r *http.Request) {
	clear(d.header)
	h.ServeHTTP(d, r)
}

func prometheusRequest(headers ...string) *http.Request {
	r := httptest.NewRequest("GET", "/metrics", nil)
	r.Header.Set("Accept", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"+
		"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"+
		"text/plain;version=0.0.4;q=0.3,*/*;q=0.2")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// bigRegistry has n series.
func bigRegistry(n int) *registry.Registry {
	reg := registry.NewRegistry()
	vec := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total", Help: "Requests."}, []string{"path"})
	for i := range n {
		vec.WithLabelValues("/" + strconv.Itoa(i)).Add(float64(i))
	}
	reg.MustRegister(vec)
	return reg
}

// A warm scrape allocates the same few objects for a page of any size: the
// page, the zipper and what the registry needs come from pools, and the
// Accept headers are read where they are. Under -race, pools forget at
// random.
func TestHandlerAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget")
	}
	tests := []struct {
		name    string
		request *http.Request
		want    float64
	}{
		// The text of Content-Type, and the slices that hold the values of
		// Content-Type and Vary in the header.
		{"plain", prometheusRequest(), 3},
		// The slice of Content-Encoding.
		{"gzip", prometheusRequest("Accept-Encoding", "gzip"), 4},
		// The context that ends, its timer, its cancel function, and what
		// ties it to the context of the request.
		{"with a deadline", prometheusRequest(scrapeTimeoutHeader, "10"), 7},
	}
	for _, test := range tests {
		for _, series := range []int{10, 10_000} {
			t.Run(test.name+" "+strconv.Itoa(series), func(t *testing.T) {
				h := HandlerFor(bigRegistry(series), HandlerOpts{MaxRequestsInFlight: 1})
				w := discard{http.Header{}}
				got := testing.AllocsPerRun(20, func() { w.scrape(h, test.request) })
				if got > test.want {
					t.Errorf("got %v allocations, want at most %v", got, test.want)
				}
			})
		}
	}
}

// A page that has to be made is made once, not grown: a pool that was
// emptied, or a page too large to keep, costs one allocation more.
func TestHandlerColdPageAllocs(t *testing.T) {
	h := HandlerFor(bigRegistry(1000), HandlerOpts{}).(*handler)
	w := discard{http.Header{}}
	w.scrape(h, prometheusRequest())
	size := get(h, "/").Body.Len()
	for pages.Get() != nil { // empty it
	}
	page := h.newPage(nil)
	if got := page.Cap(); got < size || got > size+size/4 {
		t.Errorf("got a page with room for %d bytes, want a little more than the %d bytes of the last one", got, size)
	}
}

func TestPoolsKeepNoGiants(t *testing.T) {
	for pages.Get() != nil {
	}
	releasePage(expfmt.NewPage(nil, make([]byte, 0, smallPage+1)))
	if pages.Get() != nil {
		t.Errorf("got a page of more than %d bytes back, want it forgotten", smallPage)
	}
	tests := []struct {
		name           string
		capacity, used int
		want           bool
	}{
		{"small", smallPage, 0, true},
		{"large and used", 4 * smallPage, 2 * smallPage, true},
		{"large and hardly used", 4 * smallPage, smallPage, false},
	}
	for _, test := range tests {
		if got := isKept(test.capacity, test.used); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	for zippers.Get() != nil {
	}
	(&zipper{zipped: make([]byte, 0, smallPage+1)}).release()
	if zippers.Get() != nil {
		t.Errorf("got a zipper of more than %d bytes back, want it forgotten", smallPage)
	}
}

func BenchmarkHandler(b *testing.B) {
	for _, bench := range []struct {
		name    string
		request *http.Request
	}{
		{"plain", prometheusRequest()},
		{"gzip", prometheusRequest("Accept-Encoding", "gzip")},
	} {
		for _, series := range []int{10, 100_000} {
			b.Run(bench.name+"/"+strconv.Itoa(series), func(b *testing.B) {
				h := HandlerFor(bigRegistry(series), HandlerOpts{})
				w := discard{http.Header{}}
				b.ReportAllocs()
				for b.Loop() {
					w.scrape(h, bench.request)
				}
			})
		}
	}
}
