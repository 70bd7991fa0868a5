// Package pushes holds the requests of package push against client_golang's:
// method, URL, header and body, and the errors.
package pushes

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	theirs "github.com/prometheus/client_golang/prometheus/push"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	ourexpfmt "plainmetrics/expfmt"
	"plainmetrics/registry"
	ours "plainmetrics/registry/push"
)

var (
	seed  = flag.Uint64("seed", 0, "draw the pushes from this `SEED`")
	count = flag.Int("pushes", 20_000, "compare this `NUMBER` of random pushes")
)

// A push is a push in words that both libraries take.
type push struct {
	url, job string
	grouping [][2]string // a name may come twice
	metrics  []metric
	scheme   int // index of schemes

	method         string // a method of a Pusher
	header         http.Header
	user, password string // "" for no user
	status         int
	answer         string
}

// A metric is a gauge, a counter or a histogram with constant labels.
type metric struct {
	name, help string
	typ        string
	labels     map[string]string
	value      float64
	gathered   bool // by a Gatherer of its own, not collected
}

var schemes = []struct {
	theirs expfmt.Format
	ours   ourexpfmt.Format
}{
	{expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.UnderscoreEscaping), ourexpfmt.Text{}},
	{expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.NoEscaping), ourexpfmt.Text{Scheme: ourexpfmt.NoEscaping}},
	{expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.DotsEscaping), ourexpfmt.Text{Scheme: ourexpfmt.DotsEscaping}},
	{expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.ValueEncodingEscaping), ourexpfmt.Text{Scheme: ourexpfmt.ValueEncodingEscaping}},
	{expfmt.NewFormat(expfmt.TypeOpenMetrics).WithEscapingScheme(model.UnderscoreEscaping), ourexpfmt.OpenMetrics{}},
}

// A result is everything that a push shows.
type result struct {
	Method, URL string
	Header      http.Header
	Length      int64
	Body        string
	Err         string
	Error       string // result of the method Error
}

// A recorder is an HTTP client that keeps the last request.
type recorder struct {
	push   *push
	result result
}

func (r *recorder) Do(request *http.Request) (*http.Response, error) {
	body := []byte(nil)
	if request.Body != nil {
		var err error
		if body, err = io.ReadAll(request.Body); err != nil {
			return nil, err
		}
	}
	r.result = result{Method: request.Method, URL: request.URL.String(), Header: request.Header, Length: request.ContentLength, Body: string(body)}
	return &http.Response{StatusCode: r.push.status, Body: io.NopCloser(strings.NewReader(r.push.answer))}, nil
}

// A pusher has the methods of both libraries.
type pusher interface {
	Push() error
	Add() error
	Delete() error
	Error() error
}

func (r *recorder) finish(p pusher) result {
	err := map[string]func() error{"Push": p.Push, "Add": p.Add, "Delete": p.Delete}[r.push.method]()
	r.result.Err, r.result.Error = fmt.Sprint(err), fmt.Sprint(p.Error())
	return r.result
}

func (p *push) theirs() result {
	client := &recorder{push: p}
	pusher := theirs.New(p.url, p.job).Client(client).Format(schemes[p.scheme].theirs)
	for _, pair := range p.grouping {
		pusher.Grouping(pair[0], pair[1])
	}
	if p.header != nil {
		pusher.Header(p.header.Clone())
	}
	if p.user != "" {
		pusher.BasicAuth(p.user, p.password)
	}
	for _, m := range p.metrics {
		var c prometheus.Collector
		switch m.typ {
		case "counter":
			counter := prometheus.NewCounter(prometheus.CounterOpts{Name: m.name, Help: m.help, ConstLabels: m.labels})
			counter.Add(m.value)
			c = counter
		case "histogram":
			histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: m.name, Help: m.help, ConstLabels: m.labels, Buckets: []float64{1, 2.5}})
			histogram.Observe(m.value)
			c = histogram
		default:
			gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: m.name, Help: m.help, ConstLabels: m.labels})
			gauge.Set(m.value)
			c = gauge
		}
		if !m.gathered {
			pusher.Collector(c)
			continue
		}
		reg := prometheus.NewRegistry()
		reg.MustRegister(c)
		pusher.Gatherer(reg)
	}
	return client.finish(pusher)
}

func (p *push) ours() result {
	client := &recorder{push: p}
	pusher := ours.New(p.url, p.job).Client(client).Format(schemes[p.scheme].ours)
	for _, pair := range p.grouping {
		pusher.Grouping(pair[0], pair[1])
	}
	if p.header != nil {
		pusher.Header(p.header.Clone())
	}
	if p.user != "" {
		pusher.BasicAuth(p.user, p.password)
	}
	for _, m := range p.metrics {
		var c registry.Collector
		switch m.typ {
		case "counter":
			counter := registry.NewCounter(registry.CounterOpts{Name: m.name, Help: m.help, ConstLabels: m.labels})
			counter.Add(m.value)
			c = counter
		case "histogram":
			histogram := registry.NewHistogram(registry.HistogramOpts{Name: m.name, Help: m.help, ConstLabels: m.labels, Buckets: []float64{1, 2.5}})
			histogram.Observe(m.value)
			c = histogram
		default:
			gauge := registry.NewGauge(registry.GaugeOpts{Name: m.name, Help: m.help, ConstLabels: m.labels})
			gauge.Set(m.value)
			c = gauge
		}
		if !m.gathered {
			pusher.Collector(c)
			continue
		}
		reg := registry.NewRegistry()
		reg.MustRegister(c)
		pusher.Gatherer(reg)
	}
	return client.finish(pusher)
}

// compare compares both results, but for what is different on purpose: the
// order of labels in the URL, the words of a registry's errors, the metric in an error,
// which client_golang prints as protobuf, the last line of OpenMetrics, which
// client_golang leaves out, and names in the URL that are not ASCII, which
// client_golang leaves to net/url: then other characters look different, too,
// and mean the same.
func compare(t *testing.T, p *push) (failed bool) {
	t.Helper()
	want, got := p.theirs(), p.ours()
	for _, r := range []*result{&want, &got} {
		if slices.ContainsFunc(p.grouping, func(pair [2]string) bool { return pair[0] == "ü" }) {
			r.URL, r.Err = unescape(r.URL), unescape(r.Err)
		}
		r.URL, r.Err, r.Error = sortLabels(r.URL), plain(r.Err), plain(r.Error)
		if eof := "# EOF\n"; r.Method != "" && r.Method != http.MethodDelete && strings.HasSuffix(r.Body, eof) {
			r.Body, r.Length = strings.TrimSuffix(r.Body, eof), r.Length-int64(len(eof))
		}
	}
	if !reflect.DeepEqual(want, got) {
		t.Errorf("seed %d: %+v\ngot  %+v\nwant %+v", *seed, *p, got, want)
		return true
	}
	return false
}

func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// sortLabels sorts the pairs of segments behind the job.
func sortLabels(url string) string {
	front, path, _ := strings.Cut(url, "/metrics/")
	segments := strings.Split(path, "/")
	var pairs []string
	for i := 2; i+1 < len(segments); i += 2 {
		pairs = append(pairs, segments[i]+"/"+segments[i+1])
	}
	slices.Sort(pairs)
	return strings.Join(append([]string{front, strings.Join(segments[:min(2, len(segments))], "/")}, pairs...), "/")
}

// plain returns the text of an error without what differs.
func plain(text string) string {
	text = strings.TrimPrefix(text, "push: ")
	text = strings.TrimPrefix(text, "registry: ")
	if front, behind, ok := strings.Cut(text, " ("); ok && strings.HasPrefix(text, "pushed metric ") {
		_, behind, _ = strings.Cut(behind, ") already")
		text = front + " (…) already" + behind
	}
	for _, ofRegistry := range []string{"was collected before", "duplicate metrics collector registration attempted"} {
		if strings.Contains(text, ofRegistry) {
			return ofRegistry
		}
	}
	if front, path, ok := strings.Cut(text, "/metrics/"); ok {
		path, answer, _ := strings.Cut(path, ": ")
		text = sortLabels(front+"/metrics/"+path) + ": " + answer
	}
	return text
}

func TestRequests(t *testing.T) {
	queue := metric{name: "queue", help: "Jobs.", typ: "gauge", value: 2.5, labels: map[string]string{"zone": "b", "host": "a\n\"x\""}}
	jobs := metric{name: "jobs_total", help: "", typ: "counter", value: 7}
	wait := metric{name: "wait_seconds", help: "W \\ x", typ: "histogram", value: 2, gathered: true}
	tests := map[string]push{
		"metrics":             {metrics: []metric{queue, jobs, wait}},
		"none":                {},
		"Add":                 {metrics: []metric{queue}, method: "Add"},
		"Delete":              {metrics: []metric{queue}, method: "Delete", status: 202},
		"Delete, 200":         {method: "Delete", answer: "x"},
		"host and port":       {url: "127.0.0.1:9091/"},
		"a path":              {url: "https://gateway/a/b//"},
		"no address":          {url: "http://[::1"},
		"no job":              {job: "-"},
		"a job with a slash":  {job: "a/b"},
		"labels":              {grouping: [][2]string{{"a", "1"}, {"b", ""}, {"c", "x/y"}, {"d", "ü %+&=?#;,:@!$'()*~"}, {"a", "2"}}},
		"a name with a dot":   {grouping: [][2]string{{"a.b", "1"}, {"ü", "2"}, {"job", "3"}}},
		"an empty name":       {grouping: [][2]string{{"", "1"}}},
		"a name not UTF-8":    {grouping: [][2]string{{"a\xff", "1"}, {"", "2"}}},
		"a value not UTF-8":   {grouping: [][2]string{{"a", "\xff"}}},
		"a label of the key":  {grouping: [][2]string{{"zone", ""}, {"host", "x"}}, metrics: []metric{jobs, queue}},
		"a label job":         {grouping: [][2]string{{"job", "x"}}, metrics: []metric{{name: "x", labels: map[string]string{"job": ""}}}},
		"le is no label":      {grouping: [][2]string{{"le", "1"}}, metrics: []metric{wait}},
		"202":                 {status: 202},
		"204":                 {status: 204},
		"404":                 {status: 404, answer: "404 page not found\n"},
		"a header":            {header: http.Header{"X-A": {"1", "2"}, "Content-Type": {"x"}, "Authorization": {"y"}}},
		"a user":              {user: "top", password: "a:b"},
		"a user and a header": {user: "top", header: http.Header{"Authorization": {"y"}}},
		"a user, Delete":      {user: "top", header: http.Header{"Content-Type": {"x"}}, method: "Delete"},
		"no escaping":         {scheme: 1, metrics: []metric{{name: "a.b", labels: map[string]string{"c.d": "x"}}}},
		"dots":                {scheme: 2, metrics: []metric{{name: "a.b", labels: map[string]string{"c.d": "x"}}}},
		"values":              {scheme: 3, metrics: []metric{{name: "a.b", labels: map[string]string{"c.d": "x"}}}},
		"OpenMetrics":         {scheme: 4, metrics: []metric{queue, jobs, wait}},
	}
	for name, p := range tests {
		t.Run(name, func(t *testing.T) {
			compare(t, p.complete())
		})
	}
}

// complete gives the fields without a value their defaults; a job - is none.
func (p push) complete() *push {
	if p.url == "" {
		p.url = "http://gateway:9091"
	}
	switch p.job {
	case "":
		p.job = "backup"
	case "-":
		p.job = ""
	}
	if p.method == "" {
		p.method = "Push"
	}
	if p.status == 0 {
		p.status = 200
	}
	return &p
}

// TestRandomRequests compares pushes drawn from a seed.
func TestRandomRequests(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 0))
	sent, failures := 0, 0
	for range *count {
		p := draw(r)
		if compare(t, p) {
			if failures++; failures == 5 {
				t.FailNow()
			}
		}
		if p.ours().Err == "<nil>" {
			sent++
		}
	}
	if sent < *count/4 {
		t.Errorf("got %d pushes without an error, want a quarter at least of %d", sent, *count)
	}
}

func pick[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

// Not: values and jobs . and .., which ours send in base64, and names that
// mean something else in a URL.
func draw(r *rand.Rand) *push {
	value := func() string {
		var text strings.Builder
		for range r.IntN(4) {
			text.WriteString(pick(r, "a", "B", "/", " ", "%", "+", "ü", "\"", "?", "#", "\\", "\n", "&", "=", ";", "@base64", "\xff", "1", "~"))
		}
		return text.String()
	}
	p := push{url: pick(r, "gateway", "http://gateway:9091", "https://gateway/x/", "http://[::1]:9091"), job: value(), scheme: r.IntN(len(schemes))}
	for range r.IntN(4) {
		p.grouping = append(p.grouping, [2]string{pick(r, "a", "b", "zone", "host", "a.b", "ü", "job", pick(r, "a", "c", "", "\xff")), value()})
	}
	for i := range r.IntN(4) {
		m := metric{name: "abc"[i:i+1] + pick(r, "", "_total", "x:y"), help: pick(r, "", "Text.", "a\\b\nc"), typ: pick(r, "gauge", "counter", "histogram"), value: float64(r.IntN(5)) / 2, gathered: r.IntN(3) == 0, labels: map[string]string{}}
		for range r.IntN(3) {
			m.labels[pick(r, "x", "y", "z", "host", pick(r, "y.z", "job", "x"))] = strings.ToValidUTF8(value(), "")
		}
		p.metrics = append(p.metrics, m)
	}
	if r.IntN(5) == 0 && len(p.metrics) > 0 {
		p.metrics = append(p.metrics, p.metrics[0])
	}
	p.method, p.status, p.answer = pick(r, "Push", "Push", "Add", "Delete"), pick(r, 200, 200, 202, 202, 400, 204), pick(r, "", "text\n")
	if r.IntN(3) == 0 {
		p.header = http.Header{"X-A": {value()}, "Authorization": {"x"}}
	}
	if r.IntN(3) == 0 {
		p.user, p.password = "u"+value(), value()
	}
	return p.complete()
}
