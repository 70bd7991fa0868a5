package push

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/model"
)

// A gateway is a Pushgateway that answers with a status and a text, and keeps
// the last request.
type gateway struct {
	*httptest.Server
	status int
	answer string

	method, path, body string
	header             http.Header
}

func newGateway(t *testing.T) *gateway {
	g := &gateway{status: http.StatusOK}
	g.Server = httptest.NewServer(g)
	t.Cleanup(g.Close)
	return g
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		g.answer = err.Error()
	}
	g.method, g.path, g.header, g.body = r.Method, r.URL.EscapedPath(), r.Header, string(body)
	w.WriteHeader(g.status)
	io.WriteString(w, g.answer)
}

// queue is a Collector of one family.
func queue() registry.Collector {
	return registry.NewGauge(registry.GaugeOpts{Name: "queue", Help: "Jobs.", ConstLabels: registry.Labels{"host": "a", "zone": "b"}})
}

const queuePage = "# HELP queue Jobs.\n# TYPE queue gauge\nqueue{host=\"a\",zone=\"b\"} 0\n"

func TestPath(t *testing.T) {
	tests := []struct {
		name     string
		job      string
		grouping []string // names and values
		path     string
	}{
		{"a job", "backup", nil, "/metrics/job/backup"},
		{"labels in order", "backup", []string{"z", "1", "a", "2", "m", "3"}, "/metrics/job/backup/a/2/m/3/z/1"},
		{"a label twice", "backup", []string{"a", "1", "a", "2"}, "/metrics/job/backup/a/2"},
		{"a slash in the job", "a/b", nil, "/metrics/job@base64/YS9i"},
		{"a slash in a value", "j", []string{"path", "/var/tmp"}, "/metrics/job/j/path@base64/L3Zhci90bXA"},
		{"bytes that differ in the URL alphabet", "j", []string{"a", "/\xfb\xff"}, "/metrics/job/j/a@base64/L_v_"},
		{"an empty value", "j", []string{"a", ""}, "/metrics/job/j/a@base64/="},
		{"dots, which servers cut", "..", []string{"a", ".", "b", "..."}, "/metrics/job@base64/Li4/a@base64/Lg/b/..."},
		{"other characters", "Προ", []string{"a", "x y+%?#&;=\"ü"}, "/metrics/job/%CE%A0%CF%81%CE%BF/a/x+y%2B%25%3F%23%26%3B%3D%22%C3%BC"},
		{"a name with a dot", "j", []string{"a.b", "1"}, "/metrics/job/j/a.b/1"},
		{"a name with signs of a URL", "j", []string{"a?b#c%ü", "1"}, "/metrics/job/j/a%3Fb%23c%25%C3%BC/1"},
	}
	g := newGateway(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := New(g.URL+"/", tt.job)
			for i := 0; i < len(tt.grouping); i += 2 {
				p.Grouping(tt.grouping[i], tt.grouping[i+1])
			}
			if err := p.Push(); err != nil || g.path != tt.path {
				t.Errorf("\ngot  %s, error %v\nwant %s", g.path, err, tt.path)
			}
		})
	}
}

func TestMethods(t *testing.T) {
	tests := []struct {
		name   string
		push   func(*Pusher) error
		method string
		body   string
		status []int // without an error
	}{
		{"Push", (*Pusher).Push, "PUT", queuePage, []int{200, 202}},
		{"PushContext", func(p *Pusher) error { return p.PushContext(t.Context()) }, "PUT", queuePage, []int{200, 202}},
		{"Add", (*Pusher).Add, "POST", queuePage, []int{200, 202}},
		{"AddContext", func(p *Pusher) error { return p.AddContext(t.Context()) }, "POST", queuePage, []int{200, 202}},
		{"Delete", (*Pusher).Delete, "DELETE", "", []int{202}},
	}
	g := newGateway(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := New(g.URL, "backup").Collector(queue())
			for _, status := range []int{200, 202, 204, 400} {
				g.status, g.answer = status, ""
				if status == 400 {
					g.answer = "no\n"
				}
				err := tt.push(p)
				if g.method != tt.method || g.body != tt.body || g.path != "/metrics/job/backup" {
					t.Errorf("request: got %s %s %q, want %s /metrics/job/backup %q", g.method, g.path, g.body, tt.method, tt.body)
				}
				isExpected := false
				for _, s := range tt.status {
					isExpected = isExpected || s == status
				}
				if (err == nil) != isExpected {
					t.Errorf("status %d: got error %v, want none: %v", status, err, isExpected)
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	g := newGateway(t)
	g.status, g.answer = http.StatusInternalServerError, "fake error\n"
	failing := registry.SourceFunc(func(context.Context, expfmt.Encoder) error { return errors.New("no source") })
	panicking := registry.GathererFunc(func() ([]*model.MetricFamily, error) { panic("no model") })
	tests := []struct {
		name   string
		pusher *Pusher
		push   string // error of Push
		delete string // error of Delete
	}{
		{
			"status", New(g.URL, "j").Grouping("a", "b"),
			"push: unexpected status code 500 while pushing to GATEWAY/metrics/job/j/a/b: fake error\n",
			"push: unexpected status code 500 while deleting GATEWAY/metrics/job/j/a/b: fake error\n",
		},
		{"no job", New(g.URL, "").Grouping("", ""), "push: job name is empty", "push: job name is empty"},
		{"an empty name", New(g.URL, "j").Grouping("", "x"), "push: grouping label has invalid name: ", "push: grouping label has invalid name: "},
		{"no UTF-8", New(g.URL, "j").Grouping("a\xff", "x"), "push: grouping label has invalid name: a\xff", "push: grouping label has invalid name: a\xff"},
		{"a name with a slash", New(g.URL, "j").Grouping("a/b", "x"), "push: grouping label has invalid name: a/b", "push: grouping label has invalid name: a/b"},
		{"a name of dots", New(g.URL, "j").Grouping("..", "x"), "push: grouping label has invalid name: ..", "push: grouping label has invalid name: .."},
		{"a name with the suffix", New(g.URL, "j").Grouping("a@base64", "x"), "push: grouping label has invalid name: a@base64", "push: grouping label has invalid name: a@base64"},
		{"the first error counts", New(g.URL, "j").Grouping("a/b", "x").Grouping("c/d", "x").Collector(nil), "push: grouping label has invalid name: a/b", "push: grouping label has invalid name: a/b"},
		{"a Collector of the same family", New(g.URL, "j").Collector(queue()).Collector(queue()), "duplicate metrics collector registration attempted", "duplicate metrics collector registration attempted"},
		{"a label of the key", New(g.URL, "j").Grouping("zone", "c").Collector(queue()), `push: pushed metric queue ({host="a",zone="b"}) already contains grouping label zone`, "500"},
		{
			"a job", New(g.URL, "j").Collector(registry.NewGauge(registry.GaugeOpts{Name: "a", ConstLabels: registry.Labels{"job": ""}})),
			`push: pushed metric a ({job=""}) already contains a job label`, "500",
		},
		{
			"a job of a histogram", New(g.URL, "j").Gatherer(gathererOf(registry.NewHistogram(registry.HistogramOpts{Name: "h", ConstLabels: registry.Labels{"job": "x"}}))),
			`push: pushed metric h ({job="x"}) already contains a job label`, "500",
		},
		{"a failing Collector", New(g.URL, "j").Collector(registry.FromSource(failing)), "no source", "500"},
		{"a panicking Gatherer", New(g.URL, "j").Gatherer(panicking), "no model", "500"},
		{"nil", New(g.URL, "j").Gatherer(nil), "nil", "500"},
		{"an address", New("%", "j"), "invalid U", "invalid U"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for what, got := range map[string]error{tt.push: tt.pusher.Push(), tt.delete: tt.pusher.Delete()} {
				if want := strings.ReplaceAll(what, "GATEWAY", g.URL); got == nil || !strings.Contains(got.Error(), want) {
					t.Errorf("\ngot  %v\nwant %s", got, want)
				}
			}
		})
	}
}

func gathererOf(c registry.Collector) registry.Gatherer {
	reg := registry.NewRegistry()
	reg.MustRegister(c)
	return reg
}

// Nothing is sent if the push would lack something.
func TestNothingIsSent(t *testing.T) {
	g := newGateway(t)
	half := registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(expfmt.MustFamily("half", "", expfmt.TypeGauge), expfmt.LabelSet{}, 1)
		return errors.New("half of it")
	})
	p := New(g.URL, "j").Collector(queue()).Collector(registry.FromSource(half))
	if err := p.Push(); err == nil || g.method != "" {
		t.Errorf("got error %v and a request %q, want an error and no request", err, g.method)
	}
	if err := p.Error(); err != nil {
		t.Errorf("Error after a push that failed: got %v, want nil", err)
	}
}

func TestHeader(t *testing.T) {
	g := newGateway(t)
	own := http.Header{"Authorization": {"Bearer token"}, "Content-Type": {"text/html"}, "X-Team": {"a", "b"}}
	tests := []struct {
		name    string
		pusher  *Pusher
		content string
		header  map[string]string
	}{
		{"default", New(g.URL, "j"), "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", map[string]string{"Authorization": ""}},
		{"OpenMetrics", New(g.URL, "j").Format(expfmt.OpenMetrics{Scheme: expfmt.NoEscaping}), "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8", nil},
		{"a user", New(g.URL, "j").BasicAuth("top", "secret"), expfmt.Text{}.ContentType(), map[string]string{"Authorization": "Basic dG9wOnNlY3JldA=="}},
		{"own header", New(g.URL, "j").Header(own), expfmt.Text{}.ContentType(), map[string]string{"Authorization": "Bearer token", "X-Team": "a,b"}},
		{"both", New(g.URL, "j").BasicAuth("top", "secret").Header(own), expfmt.Text{}.ContentType(), map[string]string{"Authorization": "Basic dG9wOnNlY3JldA==", "X-Team": "a,b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.pusher.Push(); err != nil {
				t.Fatal(err)
			}
			if got := g.header.Get("Content-Type"); got != tt.content {
				t.Errorf("Content-Type: got %q, want %q", got, tt.content)
			}
			g.status = http.StatusAccepted
			if err := tt.pusher.Delete(); err != nil {
				t.Fatal(err)
			}
			for name, want := range tt.header {
				if got := strings.Join(g.header.Values(name), ","); got != want {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
		})
	}
	if len(own) != 3 || own.Get("Content-Type") != "text/html" || own.Get("Authorization") != "Bearer token" {
		t.Errorf("the caller's header has become %v", own)
	}
}

func TestFormat(t *testing.T) {
	g := newGateway(t)
	var jobs registry.Counter
	synctest.Test(t, func(*testing.T) { // created in the year 2000
		jobs = registry.NewCounter(registry.CounterOpts{Name: "a.jobs_total"})
	})
	same := registry.NewGauge(registry.GaugeOpts{Name: "a_jobs_total"})
	tests := []struct {
		format expfmt.Format
		body   string
	}{
		{expfmt.Text{}, "# HELP a_jobs_total \n# TYPE a_jobs_total counter\na_jobs_total 0\n"},
		{expfmt.Text{Scheme: expfmt.NoEscaping}, "# HELP \"a.jobs_total\" \n# TYPE \"a.jobs_total\" counter\n{\"a.jobs_total\"} 0\n"},
		{expfmt.Protobuf{Encoding: expfmt.ProtobufCompactText}, `name:"a_jobs_total" help:"" type:COUNTER metric:{counter:{value:0 created_timestamp:{seconds:946684800}}}` + "\n"},
		{expfmt.OpenMetrics2{}, "# HELP a_jobs_total \n# TYPE a_jobs_total counter\na_jobs_total 0.0 st@946684800\n# EOF\n"},
		{expfmt.OpenMetrics{}, "# HELP a_jobs \n# TYPE a_jobs counter\na_jobs_total 0.0\n# EOF\n"},
	}
	for _, tt := range tests {
		if err := New(g.URL, "j").Collector(jobs).Format(tt.format).Push(); err != nil || g.body != tt.body {
			t.Errorf("%+v:\ngot  %q, error %v\nwant %q", tt.format, g.body, err, tt.body)
		}
	}
	// OpenMetrics 2.0 has no counter of NaN.
	jobs.Add(math.NaN())
	if err := New(g.URL, "j").Collector(jobs).Format(expfmt.OpenMetrics2{}).Push(); err == nil {
		t.Errorf("a counter of NaN: got the page %q, want an error", g.body)
	}
	// The page would have a name twice.
	if err := New(g.URL, "j").Collector(jobs).Collector(same).Push(); err == nil {
		t.Errorf("two families of one name: got the page %q, want an error", g.body)
	}
}

// A fakeClient is an HTTPDoer.
type fakeClient struct {
	request *http.Request
	err     error
}

func (c *fakeClient) Do(r *http.Request) (*http.Response, error) {
	c.request = r
	return nil, c.err
}

func TestClient(t *testing.T) {
	client := &fakeClient{err: errors.New("no network")}
	for _, url := range []string{"gateway:9091", "http://gateway:9091/"} {
		p := New(url, "j").Client(client)
		for _, push := range []func() error{p.Push, p.Delete} {
			if err := push(); !errors.Is(err, client.err) || client.request.URL.String() != "http://gateway:9091/metrics/job/j" {
				t.Errorf("%s: got %v for the URL %v, want %v for http://gateway:9091/metrics/job/j", url, err, client.request.URL, client.err)
			}
		}
	}
}

func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client := &fakeClient{}
	g := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { cancel() }))
	defer g.Close()
	waiting := registry.SourceFunc(func(ctx context.Context, _ expfmt.Encoder) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	})
	if err := New(g.URL, "j").Collector(registry.FromSource(waiting)).Client(client).PushContext(ctx); err == nil || client.request != nil {
		t.Errorf("a late Collector: got error %v and request %v, want an error and no request", err, client.request)
	}
	if err := New(g.URL, "j").AddContext(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: got error %v, want %v", err, context.Canceled)
	}
}

// An answer may be longer than an error should be.
func TestLongAnswer(t *testing.T) {
	g := newGateway(t)
	g.status, g.answer = http.StatusBadRequest, strings.Repeat("x", largestAnswer+1)
	if err := New(g.URL, "j").Push(); err == nil || strings.Count(err.Error(), "x") > largestAnswer+9 {
		t.Errorf("got an error of %d bytes, want about %d", len(err.Error()), largestAnswer)
	}
}
