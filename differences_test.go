package plainmetrics_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/registry/model"
	"plainmetrics/registry/push"
	"plainmetrics/registry/testutil"
)

// differences has a test for each entry of the README's section
// Differences, by the entry's bold words.
var differences = map[string]func(t *testing.T){
	"Deprecated constructors": func(t *testing.T) {
		registry, collectors := read(t, "testdata/api/registry.txt"), read(t, "testdata/api/runtimecollect-collectors.txt")
		for _, name := range []string{"NewGoCollector", "NewProcessCollector", "NewBuildInfoCollector", "NewExpvarCollector"} {
			if strings.Contains(registry, "func "+name+"(") || !strings.Contains(collectors, "func "+name+"(") {
				t.Errorf("expected %s in package collectors alone", name)
			}
		}
		if strings.Contains(registry, "MetricVec.MetricVec") {
			t.Error("got a field MetricVec, want none")
		}
	},
	"The default registry is empty": func(t *testing.T) {
		wantPage(t, registry.DefaultGatherer, "")
	},
	"A failing collector costs its families": func(t *testing.T) {
		reg := registryOf(counter("good"), registry.NewGaugeFunc(registry.GaugeOpts{Name: "bad"}, func() float64 { panic("ouch") }))
		response := get(reg, httpserve.HandlerOpts{})
		if response.Code != http.StatusOK || !strings.Contains(response.Body.String(), "good 0\n") {
			t.Errorf("got status %d and the page %q, want 200 and good 0", response.Code, response.Body)
		}
		const secret = "postgres://user:password@host"
		bad := registry.NewGaugeFunc(registry.GaugeOpts{Name: "bad"}, func() float64 { panic("dial " + secret) })
		response = get(registryOf(bad), httpserve.HandlerOpts{})
		if body := response.Body.String(); response.Code != http.StatusInternalServerError || strings.Contains(body, secret) {
			t.Errorf("got status %d and the body %q, want 500 and no text of the collector", response.Code, body)
		}
		response = get(registryOf(bad), httpserve.HandlerOpts{ExposeErrors: true})
		if body := response.Body.String(); response.Code != http.StatusInternalServerError || !strings.Contains(body, secret) {
			t.Errorf("got status %d and the body %q, want 500 and the text of the collector", response.Code, body)
		}
	},
	"A late collector costs its families": func(t *testing.T) {
		reg := registryOf(counter("good"), registry.SourceFunc(func(ctx context.Context, _ expfmt.Encoder) error {
			<-ctx.Done()
			return ctx.Err()
		}))
		response := get(reg, httpserve.HandlerOpts{Timeout: 1})
		if response.Code != http.StatusOK || !strings.Contains(response.Body.String(), "good 0\n") {
			t.Errorf("got status %d and the page %q, want 200 and good 0", response.Code, response.Body)
		}
	},
	"Metrics are pointers": func(t *testing.T) {
		var c registry.Counter
		if c != nil {
			t.Error("got a Counter that is not nil, want nil")
		}
		c = counter("c")
		if _, ok := any(c).(registry.ExemplarAdder); !ok {
			t.Error("expected a Counter to be an ExemplarAdder")
		}
	},
	"Registering checks more": func(t *testing.T) {
		reg := registryOf(registry.NewHistogram(registry.HistogramOpts{Name: "x"}))
		for _, c := range []registry.Collector{
			counter("x_count"),
			registry.NewGauge(registry.GaugeOpts{Name: "x"}),
			registry.NewGauge(registry.GaugeOpts{Name: "help", Help: "\xff"}),
			registry.NewGauge(registry.GaugeOpts{Name: "unit", Unit: "\xff"}),
			nil,
		} {
			if err := reg.Register(c); err == nil {
				t.Errorf("Register(%v): got no error", c)
			}
		}
	},
	"Names that a page makes the same": func(t *testing.T) {
		gauge := func(name string, labels ...string) registry.Collector {
			vec := registry.NewGaugeVec(registry.GaugeOpts{Name: name}, labels)
			vec.WithLabelValues(make([]string, len(labels))...)
			return vec
		}
		reg := registryOf(gauge("a.b"), gauge("a_b"), gauge("c", "x.y", "x_y"), counter("y_total"), gauge("y_created"))
		for _, c := range []struct {
			format expfmt.Format
			want   []string // names of families
		}{
			{expfmt.Text{}, []string{"a_b", "y_created", "y_total"}},
			{expfmt.Text{Scheme: expfmt.NoEscaping}, []string{"a.b", "a_b", "c", "y_created", "y_total"}},
			{expfmt.OpenMetrics{Created: true}, []string{"a_b", "y_created", "y_total"}},
		} {
			page := &recordingPage{Page: expfmt.NewPage(c.format, nil)}
			_ = reg.Encode(t.Context(), page)
			if !slices.Equal(page.families, c.want) {
				t.Errorf("%#v: got the families %q, want %q", c.format, page.families, c.want)
			}
			if text := string(page.End()); strings.Count(text, "\ny_created ") != 1 {
				t.Errorf("%#v: expected one sample y_created on the page\n%s", c.format, text)
			}
		}
	},
	"Making a metric checks more": func(t *testing.T) {
		for name, construct := range map[string]func(){
			"bucket NaN": func() { histogram(math.NaN()) },
			"quantile 1.5": func() {
				registry.NewSummary(registry.SummaryOpts{Name: "x", Objectives: map[float64]float64{1.5: 0.1}})
			},
			"label le of a vector": func() { registry.NewHistogramVec(registry.HistogramOpts{Name: "x"}, []string{"le"}) },
		} {
			t.Run(name, func(t *testing.T) {
				defer func() {
					if recover() == nil {
						t.Error("expected a panic")
					}
				}()
				construct()
			})
		}
		differentMetrics(t)
	},
	"A name may come back": func(t *testing.T) {
		before := counter("c")
		reg := registryOf(before)
		reg.Unregister(before)
		if err := reg.Register(registry.NewCounter(registry.CounterOpts{Name: "c", Help: "Another text."})); err != nil {
			t.Error(err)
		}
	},
	"Exemplars are in order": func(t *testing.T) {
		for range 20 {
			c := counter("c")
			c.AddWithExemplar(1, registry.Labels{"b": "2", "a": "1"})
			var got string
			encodeInto(t, registryOf(c), pointFunc(func(p *expfmt.Point) { got = p.Exemplar.Labels.String() }))
			if want := `a="1",b="2"`; got != want {
				t.Fatalf("labels: got %s, want %s", got, want)
			}
		}
		h := registry.NewHistogram(registry.HistogramOpts{
			Name: "h", NativeHistogramBucketFactor: 2, NativeHistogramMaxExemplars: 2, NativeHistogramExemplarTTL: -1,
		})
		for v := range 3 {
			h.ObserveWithExemplar(float64(v), registry.Labels{"a": "1"})
		}
		encodeInto(t, registryOf(h), pointFunc(func(p *expfmt.Point) {
			if e := p.Native.Exemplars; len(e) != 2 || e[0].Value != 1 || e[1].Value != 2 {
				t.Errorf("a TTL of -1: got %d exemplars, want the latest two", len(e))
			}
		}))
	},
	"Counters never wrap": func(t *testing.T) {
		c := counter("c")
		c.Add(1 << 63)
		c.Add(1 << 63)
		if got := testutil.ToFloat64(c); got != 1<<64 {
			t.Errorf("got %v, want 2^64", got)
		}
	},
	"Large summaries": func(t *testing.T) {
		s := registry.NewSummary(registry.SummaryOpts{Name: "s", Objectives: map[float64]float64{0.5: 0.01}})
		for i := range 10_000 {
			s.Observe(float64(i * 7919 % 10_000))
		}
		encodeInto(t, registryOf(s), pointFunc(func(p *expfmt.Point) {
			if got := p.Values[0]; math.Abs(got-5000) > 100 {
				t.Errorf("median of 0 to 9999: got %v, want 5000 within 100", got)
			}
		}))
	},
	"The middleware counts what the client got": func(t *testing.T) {
		requests := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total"}, []string{"code"})
		httpserve.InstrumentHandlerCounter(requests, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
			w.WriteHeader(http.StatusOK)
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		wantPage(t, registryOf(requests), "# HELP requests_total \n# TYPE requests_total counter\nrequests_total{code=\"418\"} 1\n")
	},
	"The middleware for clients closes idle connections": func(t *testing.T) {
		var transport closeCounter
		client := &http.Client{Transport: httpserve.InstrumentRoundTripperInFlight(
			registry.NewGauge(registry.GaugeOpts{Name: "g"}), &transport)}
		client.CloseIdleConnections()
		if transport != 1 {
			t.Errorf("got %d calls of CloseIdleConnections, want 1", transport)
		}
	},
	"The middleware never panics over a label value": func(t *testing.T) {
		requests := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total"}, []string{"path"})
		path := httpserve.WithLabelFromRequest("path", func(r *http.Request) string { return r.URL.Path })
		httpserve.InstrumentHandlerCounter(requests, http.NotFoundHandler(), path).
			ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/%ff", nil))
		wantPage(t, registryOf(requests), "# HELP requests_total \n# TYPE requests_total counter\nrequests_total{path=\"/\ufffd\"} 1\n")
	},
	"Linting in tests minds empty HELP texts": func(t *testing.T) {
		problems, err := testutil.CollectAndLint(registry.NewGauge(registry.GaugeOpts{Name: "x"}))
		if len(problems) != 1 || problems[0].Text != "no help text" || err != nil {
			t.Errorf("got the problems %v, error %v, want one of the HELP text", problems, err)
		}
	},
	"Compressed bytes differ": func(t *testing.T) {
		reg := registryOf(counter("c"))
		request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		request.Header.Set("Accept-Encoding", "gzip")
		response := httptest.NewRecorder()
		httpserve.HandlerFor(reg, httpserve.HandlerOpts{}).ServeHTTP(response, request)
		zipped := bytes.Clone(response.Body.Bytes())
		reader, err := gzip.NewReader(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(reader)
		if want := get(reg, httpserve.HandlerOpts{}).Body.Bytes(); err != nil || !bytes.Equal(page, want) {
			t.Errorf("got the page %q, error %v, want %q", page, err, want)
		}
		var standard bytes.Buffer
		writer := gzip.NewWriter(&standard)
		_, _ = writer.Write(page)
		_ = writer.Close()
		if bytes.Equal(zipped, standard.Bytes()) {
			t.Error("got the bytes of compress/gzip, want others")
		}
	},
	"A push is text": func(t *testing.T) {
		var contentType string
		gateway := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { contentType = r.Header.Get("Content-Type") }))
		defer gateway.Close()
		if err := push.New(gateway.URL, "job").Collector(counter("c")).Push(); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(contentType, "text/plain") {
			t.Errorf("Content-Type: got %q, want text/plain", contentType)
		}
		differentModels(t)
	},
	"A page of OpenMetrics 2.0 lacks families that the format forbids": func(t *testing.T) {
		broken := counter("broken_total")
		broken.Add(math.NaN())
		reg := registryOf(broken, registry.NewGaugeFunc(registry.GaugeOpts{Name: "level"}, func() float64 { return 1 }))
		var errs []error
		h := httpserve.HandlerFor(reg, httpserve.HandlerOpts{
			AcceptedFormats: []expfmt.Format{expfmt.OpenMetrics2{}}, OnError: func(err error) { errs = append(errs, err) },
		})
		response := httptest.NewRecorder()
		h.ServeHTTP(response, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		if got, want := response.Body.String(), "# HELP level \n# TYPE level gauge\nlevel 1.0\n# EOF\n"; got != want || len(errs) != 1 {
			t.Errorf("got the page\n%sand the errors %q, want\n%sand an error", got, errs, want)
		}
	},
}

// TestDifferences runs the test of each entry in the README, and fails for
// entries without a test and tests without an entry.
func TestDifferences(t *testing.T) {
	_, section, _ := strings.Cut(read(t, "README.md"), "## Differences")
	section, _, _ = strings.Cut(section, "\n## ")
	listed := regexp.MustCompile(`(?m)^- \*\*(.+?)\.?\*\*`).FindAllStringSubmatch(section, -1)
	for _, entry := range listed {
		test := differences[entry[1]]
		if test == nil {
			t.Errorf("README.md lists the difference %q: expected a test of the same name", entry[1])
			continue
		}
		t.Run(entry[1], test)
	}
	if len(listed) != len(differences) {
		t.Errorf("README.md: got %d differences, want %d", len(listed), len(differences))
	}
}

// differentMetrics has metrics that client_golang prints, each beside g 1.
func differentMetrics(t *testing.T) {
	h, g, e := registry.NewDesc("h", "", nil, nil), registry.NewDesc("g", "", nil, nil), registry.NewDesc("g", "", []string{"a"}, nil)
	gauge := func(d *registry.Desc, v float64, values ...string) registry.Metric {
		return registry.MustNewConstMetric(d, registry.GaugeValue, v, values...)
	}
	for _, metrics := range [][]registry.Metric{
		{registry.MustNewConstHistogram(h, 2, 1, map[float64]uint64{1: 2, 2: 1}), gauge(g, 1)},
		{registry.MustNewConstHistogram(h, 2, 1, map[float64]uint64{1: 3}), gauge(g, 1)},
		{registry.MustNewConstNativeHistogram(h, 1, 1, map[int]int64{0: 2, 1: -1}, nil, 0, 0, 0.5, time.Time{}), gauge(g, 1)},
		{gauge(g, 1), gauge(e, 2, "")},
		{gauge(g, 1), registry.NewMetricWithTimestamp(time.UnixMilli(1), gauge(g, 2))},
	} {
		reg := registryOf(collectorOf(metrics...))
		page := expfmt.NewPage(expfmt.Text{}, nil)
		err := reg.Encode(t.Context(), page)
		if got, want := string(page.End()), "# HELP g \n# TYPE g gauge\ng 1\n"; got != want || err == nil {
			t.Errorf("got the error %v and the page\n%swant an error and\n%s", err, got, want)
		}
	}
}

// differentModels has models that client_golang passes on as they are.
func differentModels(t *testing.T) {
	desc := registry.NewDesc("h", "", nil, nil)
	all := map[float64]uint64{math.Inf(1): 1}
	reg := registryOf(collectorOf(registry.MustNewConstHistogram(desc, 1, 1, all), emptyGauge{}))
	families, err := reg.Gather()
	if err != nil || len(families) != 2 {
		t.Fatalf("got %d families and the error %v, want 2", len(families), err)
	}
	if got := families[0].Metric[0].Gauge.Value; got == nil || *got != 0 {
		t.Errorf("got the value %v, want 0", got)
	}
	if h := families[1].Metric[0].Histogram; len(h.Bucket) > 0 {
		t.Errorf("got the histogram %v, want no buckets", h)
	}
}

// collectorOf returns an unchecked Collector of metrics.
func collectorOf(metrics ...registry.Metric) registry.Collector { return &unchecked{metrics} }

type unchecked struct{ metrics []registry.Metric }

func (*unchecked) Describe(chan<- *registry.Desc) {}

func (u *unchecked) Collect(ch chan<- registry.Metric) {
	for _, m := range u.metrics {
		ch <- m
	}
}

// An emptyGauge writes a gauge without a value.
type emptyGauge struct{}

func (emptyGauge) Desc() *registry.Desc { return emptyDesc }

func (emptyGauge) Write(m *model.Metric) error { m.Gauge = new(model.Gauge); return nil }

var emptyDesc = registry.NewDesc("empty", "", nil, nil)

func counter(name string) registry.Counter {
	return registry.NewCounter(registry.CounterOpts{Name: name})
}

func histogram(buckets ...float64) registry.Histogram {
	return registry.NewHistogram(registry.HistogramOpts{Name: "h", Buckets: buckets})
}

func registryOf(cs ...registry.Collector) *registry.Registry {
	reg := registry.NewRegistry()
	reg.MustRegister(cs...)
	return reg
}

func get(g registry.Gatherer, opts httpserve.HandlerOpts) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	httpserve.HandlerFor(g, opts).ServeHTTP(response, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return response
}

func wantPage(t *testing.T, g registry.Gatherer, want string) {
	t.Helper()
	page := expfmt.NewPage(expfmt.Text{}, nil)
	encodeInto(t, g, page)
	if got := string(page.End()); got != want {
		t.Errorf("page: got\n%swant\n%s", got, want)
	}
}

func encodeInto(t *testing.T, g registry.Gatherer, enc expfmt.Encoder) {
	t.Helper()
	if err := registry.Checked(g).Encode(t.Context(), enc); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A pointFunc is an Encoder that passes each point to a function.
type pointFunc func(*expfmt.Point)

func (pointFunc) Value(*expfmt.Family, expfmt.LabelSet, float64) {}

func (f pointFunc) Point(_ *expfmt.Family, _ expfmt.LabelSet, p *expfmt.Point) { f(p) }

// A closeCounter is an http.RoundTripper that counts calls of
// CloseIdleConnections.
type closeCounter int

func (*closeCounter) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("no route")
}
func (c *closeCounter) CloseIdleConnections() { *c++ }

// A recordingPage is a Page that keeps the names of its families.
type recordingPage struct {
	*expfmt.Page
	families []string
}

func (p *recordingPage) Value(f *expfmt.Family, l expfmt.LabelSet, v float64) {
	p.record(f)
	p.Page.Value(f, l, v)
}

func (p *recordingPage) Point(f *expfmt.Family, l expfmt.LabelSet, point *expfmt.Point) {
	p.record(f)
	p.Page.Point(f, l, point)
}

func (p *recordingPage) record(f *expfmt.Family) {
	if !slices.Contains(p.families, f.Name()) {
		p.families = append(p.families, f.Name())
	}
}
