package httpserve

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

const twoFamilies = `# HELP a_total A.
# TYPE a_total counter
a_total{path="/x"} 3
# HELP b_bytes B.
# TYPE b_bytes gauge
b_bytes 2.5
`

// newRegistry returns a registry with twoFamilies and what cs collect.
func newRegistry(cs ...registry.Collector) *registry.Registry {
	reg := registry.NewRegistry()
	a := registry.NewCounterVec(registry.CounterOpts{Name: "a_total", Help: "A."}, []string{"path"})
	a.WithLabelValues("/x").Add(3)
	b := registry.NewGauge(registry.GaugeOpts{Name: "b_bytes", Help: "B."})
	b.Set(2.5)
	reg.MustRegister(a, b)
	reg.MustRegister(cs...)
	return reg
}

var missing = expfmt.MustFamily("missing", "Never on a page.", expfmt.TypeGauge)

var (
	failing = registry.SourceFunc(func(context.Context, expfmt.Encoder) error {
		return errors.New("no such device")
	})
	panicking = registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(missing, expfmt.LabelSet{}, 1)
		panic("out of cheese")
	})
)

// late is a Collector that takes no notice of the deadline: it goes on
// until it is released.
func late(released <-chan struct{}) registry.Collector {
	return registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(missing, expfmt.LabelSet{}, 1)
		<-released
		return nil
	})
}

// get returns the answer of h to a request with headers given as name and
// value by turns.
func get(h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	return do(h, http.MethodGet, target, headers...)
}

func do(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// An answer is all of a response that a scraper sees.
type answer struct {
	Status  int
	Header  http.Header
	Content string
}

func answerOf(w *httptest.ResponseRecorder) answer {
	return answer{w.Code, w.Header(), w.Body.String()}
}

func textHeader(more ...string) http.Header {
	h := http.Header{
		"Content-Type": {"text/plain; version=0.0.4; charset=utf-8; escaping=underscores"},
		"Vary":         {"Accept", "Accept-Encoding"},
	}
	for i := 0; i < len(more); i += 2 {
		h.Set(more[i], more[i+1])
	}
	return h
}

func TestHandlerAnswers(t *testing.T) {
	h := HandlerFor(newRegistry(), HandlerOpts{})
	tests := []struct {
		name, method, target string
		headers              []string
		want                 answer
	}{
		{"plain", "GET", "/metrics", nil, answer{200, textHeader(), twoFamilies}},
		{"POST", "POST", "/metrics", nil, answer{200, textHeader(), twoFamilies}},
		{"another escaping scheme", "GET", "/metrics", []string{"Accept", "text/plain;escaping=dots"},
			answer{200, textHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=dots"), twoFamilies}},
		{"only the first Accept header counts", "GET", "/metrics", []string{"Accept", "a/b", "Accept", "text/plain;escaping=dots"},
			answer{200, textHeader(), twoFamilies}},
		{"one family", "GET", "/metrics?name[]=b_bytes", nil,
			answer{200, textHeader(), "# HELP b_bytes B.\n# TYPE b_bytes gauge\nb_bytes 2.5\n"}},
		{"all families by name", "GET", "/metrics?name[]=b_bytes&name%5B%5D=a_total", nil, answer{200, textHeader(), twoFamilies}},
		{"a family that is not there", "GET", "/metrics?name[]=c", nil, answer{200, textHeader(), ""}},
		{"another query", "GET", "/metrics?name=b_bytes", nil, answer{200, textHeader(), twoFamilies}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := answerOf(do(h, test.method, test.target, test.headers...))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The answer to HEAD has the header of the answer to GET, and no body.
func TestHandlerHEAD(t *testing.T) {
	server := httptest.NewServer(HandlerFor(newRegistry(), HandlerOpts{}))
	defer server.Close()
	for _, encoding := range []string{"identity", "gzip"} {
		var answers []answer
		for _, method := range []string{"GET", "HEAD"} {
			r, err := http.NewRequest(method, server.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", encoding)
			response, err := server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			response.Header.Del("Date")
			answers = append(answers, answer{response.StatusCode, response.Header, string(body)})
		}
		want := answers[0]
		want.Content = ""
		if diff := cmp.Diff(want, answers[1]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", encoding, diff)
		}
	}
}

func TestHandlerWithoutCompression(t *testing.T) {
	h := HandlerFor(newRegistry(), HandlerOpts{DisableCompression: true})
	want := answer{200, textHeader(), twoFamilies}
	want.Header["Vary"] = []string{"Accept"}
	if diff := cmp.Diff(want, answerOf(get(h, "/", "Accept-Encoding", "gzip"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestHandlerEmptyRegistry(t *testing.T) {
	got := answerOf(get(HandlerFor(registry.NewRegistry(), HandlerOpts{}), "/"))
	if diff := cmp.Diff(answer{200, textHeader(), ""}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A zipper is used again by later scrapes: nothing of an earlier page may
// be left in it, and a page may not change under the hands of a client
// that still reads it.
func TestHandlerGzip(t *testing.T) {
	reg := newRegistry()
	c := registry.NewCounter(registry.CounterOpts{Name: "c_total", Help: strings.Repeat("C. ", 10_000)})
	h := HandlerFor(reg, HandlerOpts{})
	var zipped []*httptest.ResponseRecorder
	var want []string
	for i := range 4 {
		if i == 2 {
			reg.MustRegister(c)
		}
		want = append(want, get(h, "/").Body.String())
		zipped = append(zipped, get(h, "/", "Accept-Encoding", "gzip"))
		c.Inc()
	}
	for i, w := range zipped {
		if diff := cmp.Diff(textHeader("Content-Encoding", "gzip"), w.Header()); diff != "" {
			t.Errorf("header (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(want[i], unzip(t, w.Body)); diff != "" {
			t.Errorf("scrape %d (-want +got)\n%s", i, diff)
		}
	}
}

func unzip(t *testing.T, r io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestHandlerMaxRequestsInFlight(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	slow := registry.SourceFunc(func(context.Context, expfmt.Encoder) error {
		entered <- struct{}{}
		<-leave
		return nil
	})
	h := HandlerFor(newRegistry(slow), HandlerOpts{MaxRequestsInFlight: 1})
	first := make(chan *httptest.ResponseRecorder)
	go func() { first <- get(h, "/") }()
	<-entered

	got := answerOf(get(h, "/"))
	want := answer{503, http.Header{
		"Content-Type":           {"text/plain; charset=utf-8"},
		"X-Content-Type-Options": {"nosniff"},
	}, "Limit of concurrent requests reached (1), try again later.\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the second request (-want +got)\n%s", diff)
	}

	close(leave)
	if diff := cmp.Diff(answer{200, textHeader(), twoFamilies}, answerOf(<-first)); diff != "" {
		t.Errorf("the first request (-want +got)\n%s", diff)
	}
	go func() { <-entered }()
	if got := get(h, "/").Code; got != 200 {
		t.Errorf("a request after the first: got status %d, want 200: its slot must be free again", got)
	}
}

func TestHandlerDeadline(t *testing.T) {
	tests := []struct {
		name    string
		timeout time.Duration
		header  string
		want    time.Duration
	}{
		{"of the scraper", 0, "10", 9500 * time.Millisecond},
		{"of the handler", 3 * time.Second, "", 3 * time.Second},
		{"the handler's is the shorter", 3 * time.Second, "10", 3 * time.Second},
		{"the scraper's is the shorter", 30 * time.Second, "10", 9500 * time.Millisecond},
		{"a bad header", 3 * time.Second, "soon", 3 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var failures []error
				released := make(chan struct{})
				h := HandlerFor(newRegistry(late(released)), HandlerOpts{
					Timeout: test.timeout,
					OnError: func(err error) { failures = append(failures, err) },
				})
				start := time.Now()
				got := answerOf(get(h, "/", scrapeTimeoutHeader, test.header))
				if took := time.Since(start); took != test.want {
					t.Errorf("got the page after %v, want it after %v", took, test.want)
				}
				if diff := cmp.Diff(answer{200, textHeader(), twoFamilies}, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				if len(failures) != 1 || !errors.Is(failures[0], context.DeadlineExceeded) {
					t.Errorf("got the errors %v, want one that is %v", failures, context.DeadlineExceeded)
				}
				close(released)
				synctest.Wait()
			})
		})
	}
}

// If all collectors are late, nothing is left but to say so.
func TestHandlerAllLate(t *testing.T) {
	nosniff := http.Header{"Content-Type": {"text/plain; charset=utf-8"}, "X-Content-Type-Options": {"nosniff"}}
	for name, target := range map[string]string{"all": "/", "names": "/?name[]=a_total"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				released := make(chan struct{})
				reg := registry.NewRegistry()
				reg.MustRegister(late(released))
				h := HandlerFor(reg, HandlerOpts{Timeout: time.Millisecond})
				want := answer{503, nosniff, "Exceeded configured timeout of 1ms.\n"}
				if diff := cmp.Diff(want, answerOf(get(h, target))); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				close(released)
				synctest.Wait()
			})
		})
	}
}

// Without any limit the collectors have the time that the client has.
func TestHandlerClientGoesAway(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	goesAway := registry.SourceFunc(func(ctx context.Context, _ expfmt.Encoder) error {
		if _, ok := ctx.Deadline(); ok {
			t.Error("got a deadline, want none")
		}
		leave()
		<-ctx.Done()
		return nil
	})
	h := HandlerFor(newRegistry(goesAway), HandlerOpts{})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/", nil))
}

func TestHandlerErrors(t *testing.T) {
	const nothingLeft = "An error has occurred while serving metrics:\n\n" +
		"no metrics are left; the program has the errors (HandlerOpts.OnError, HandlerOpts.ErrorLog)\n"
	const exposed = "An error has occurred while serving metrics:\n\n" +
		"registry: collector registry.SourceFunc: no such device\n"
	nosniff := http.Header{"Content-Type": {"text/plain; charset=utf-8"}, "X-Content-Type-Options": {"nosniff"}}
	onlyFailing := registry.NewRegistry()
	onlyFailing.MustRegister(failing)
	tests := []struct {
		name     string
		gatherer registry.Gatherer
		target   string
		opts     HandlerOpts
		want     answer
	}{
		{"the rest is served", newRegistry(failing), "/", HandlerOpts{}, answer{200, textHeader(), twoFamilies}},
		{"the rest is served on request", newRegistry(failing), "/", HandlerOpts{ErrorHandling: ContinueOnError}, answer{200, textHeader(), twoFamilies}},
		{"a panic costs its collector alone", newRegistry(panicking), "/", HandlerOpts{}, answer{200, textHeader(), twoFamilies}},
		{"the rest is served, errors are exposed", newRegistry(failing), "/", HandlerOpts{ExposeErrors: true}, answer{200, textHeader(), twoFamilies}},
		{"nothing is left", onlyFailing, "/", HandlerOpts{}, answer{500, nosniff, nothingLeft}},
		{"nothing is left on request", onlyFailing, "/", HandlerOpts{ErrorHandling: ContinueOnError}, answer{500, nosniff, nothingLeft}},
		{"nothing is left, errors are exposed", onlyFailing, "/", HandlerOpts{ExposeErrors: true}, answer{500, nosniff, exposed}},
		{"nothing is left to choose from", onlyFailing, "/?name[]=a_total", HandlerOpts{}, answer{500, nosniff, nothingLeft}},
		{"nothing is chosen", newRegistry(failing), "/?name[]=nothing", HandlerOpts{}, answer{200, textHeader(), ""}},
		{"nothing is chosen, after a panic", newRegistry(panicking), "/?name[]=nothing", HandlerOpts{}, answer{200, textHeader(), ""}},
		{"nothing is chosen, errors are exposed", newRegistry(failing), "/?name[]=nothing", HandlerOpts{ExposeErrors: true}, answer{200, textHeader(), ""}},
		{"the family that failed is chosen", newRegistry(panicking), "/?name[]=missing", HandlerOpts{}, answer{200, textHeader(), ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var failures int
			var logged bytes.Buffer
			self := registry.NewRegistry()
			opts := test.opts
			opts.ErrorLog = log.New(&logged, "", 0)
			opts.OnError = func(error) { failures++ }
			opts.Registry = self
			if diff := cmp.Diff(test.want, answerOf(get(HandlerFor(test.gatherer, opts), test.target))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if failures != 1 || !strings.HasPrefix(logged.String(), "error gathering metrics: registry: collector ") {
				t.Errorf("got %d errors and the log\n%s\nwant 1 error in both", failures, logged.String())
			}
			checkErrorsTotal(t, self, "1", "0")
		})
	}
}

func TestHandlerPanicOnError(t *testing.T) {
	h := HandlerFor(newRegistry(failing), HandlerOpts{ErrorHandling: PanicOnError, MaxRequestsInFlight: 1})
	for range 2 { // a panic must free its slot
		func() {
			defer func() {
				if recover() == nil {
					t.Error("got no panic, want one")
				}
			}()
			get(h, "/")
		}()
	}
}

// checkErrorsTotal checks promhttp_metric_handler_errors_total.
func checkErrorsTotal(t *testing.T, g registry.Gatherer, gathering, encoding string) {
	t.Helper()
	want := `# HELP promhttp_metric_handler_errors_total Total number of internal errors encountered by the promhttp metric handler.
# TYPE promhttp_metric_handler_errors_total counter
promhttp_metric_handler_errors_total{cause="encoding"} ` + encoding + `
promhttp_metric_handler_errors_total{cause="gathering"} ` + gathering + "\n"
	if diff := cmp.Diff(want, get(HandlerFor(g, HandlerOpts{}), "/").Body.String()); diff != "" {
		t.Errorf("errors (-want +got)\n%s", diff)
	}
}

func TestHandlerErrorsTotalIsShared(t *testing.T) {
	self := registry.NewRegistry()
	opts := HandlerOpts{Registry: self}
	first := HandlerFor(newRegistry(failing), opts)
	checkErrorsTotal(t, self, "0", "0")
	second := HandlerFor(newRegistry(failing), opts)
	get(first, "/")
	get(second, "/")
	checkErrorsTotal(t, self, "2", "0")
}

func TestHandlerForPanicsIfItCannotCount(t *testing.T) {
	self := registry.NewRegistry()
	self.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "promhttp_metric_handler_errors_total"}))
	defer func() {
		if recover() == nil {
			t.Error("got no panic, want one")
		}
	}()
	HandlerFor(newRegistry(), HandlerOpts{Registry: self})
}

// A brokenWriter is the ResponseWriter of a client that has gone away.
type brokenWriter struct{ header http.Header }

var errBroken = errors.New("connection reset")

func (w brokenWriter) Header() http.Header       { return w.header }
func (w brokenWriter) WriteHeader(int)           {}
func (w brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestHandlerSendingFails(t *testing.T) {
	var failure error
	self := registry.NewRegistry()
	h := HandlerFor(newRegistry(), HandlerOpts{Registry: self, OnError: func(err error) { failure = err }})
	h.ServeHTTP(brokenWriter{http.Header{}}, httptest.NewRequest("GET", "/", nil))
	if !errors.Is(failure, errBroken) {
		t.Errorf("got the error %v, want %v", failure, errBroken)
	}
	checkErrorsTotal(t, self, "0", "1")
}
