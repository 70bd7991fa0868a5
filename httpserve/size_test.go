package httpserve

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestInstrumentHandlerRequestSize(t *testing.T) {
	const method, host, proto = len("PUT"), len("example.com"), len("HTTP/1.1")
	const all = method + host + proto
	unknown := httptest.NewRequest("PUT", "/", struct{ io.Reader }{strings.NewReader("chunks")})
	if unknown.ContentLength != -1 {
		t.Fatalf("got the length %d, want none", unknown.ContentLength)
	}
	withHeader := httptest.NewRequest("PUT", "/", nil)
	withHeader.Header = http.Header{"Accept": {"a", "bc"}, "X-Empty": {""}}
	for _, c := range []struct {
		name string
		r    *http.Request
		want int
	}{
		{"a path", httptest.NewRequest("PUT", "/path", nil), all + len("/path")},
		{"a query", httptest.NewRequest("PUT", "/path?x=1&y=%20", nil), all + len("/path?x=1&y=%20")},
		{"a body", httptest.NewRequest("PUT", "/", strings.NewReader("hello")), all + len("/") + len("hello")},
		{"a body of unknown length", unknown, all + len("/")},
		{"a header", withHeader, all + len("/") + len("Accept") + len("a") + len("bc") + len("X-Empty")},
		{"a whole URL", httptest.NewRequest("PUT", "http://example.com/", nil), all + len("http://example.com/")},
		{"no URL", &http.Request{Method: "PUT"}, method},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := requestSize(c.r); got != int64(c.want) {
				t.Errorf("got %d bytes, want %d", got, c.want)
			}
		})
	}

	vec := newSums("code", "method")
	h := InstrumentHandlerRequestSize(vec, writing(404, "not part of it"))
	h.ServeHTTP(httptest.NewRecorder(), withHeader)
	h.ServeHTTP(httptest.NewRecorder(), withHeader)
	checkText(t, samplesOf(t, vec), `
s_sum{code="404",method="put"} 78
s_count{code="404",method="put"} 2
`)
}

func TestInstrumentHandlerResponseSize(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(http.ResponseWriter)
		want   string
	}{
		{"nothing", func(http.ResponseWriter) {}, `s_sum{code="200"} 0`},
		{"a status", func(w http.ResponseWriter) { w.WriteHeader(201) }, `s_sum{code="201"} 0`},
		{"a body", writes, `s_sum{code="200"} 5`},
		{"a body in parts", func(w http.ResponseWriter) { writes(w); writes(w) }, `s_sum{code="200"} 10`},
		{"a string", func(w http.ResponseWriter) { _, _ = io.WriteString(w, "hello") }, `s_sum{code="200"} 5`},
		{"a reader", func(w http.ResponseWriter) {
			_, _ = io.Copy(w, io.LimitReader(strings.NewReader("hello"), 4))
		}, `s_sum{code="200"} 4`},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := newSums("code")
			get(InstrumentHandlerResponseSize(vec, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { c.answer(w) })), "/")
			got, _, _ := strings.Cut(samplesOf(t, vec), "\n")
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// What is written around a handler is not part of its response, though
// the recorder is that of all.
func TestInstrumentHandlerResponseSizeIsOfOneHandler(t *testing.T) {
	outer, inner := newSums(), newSums()
	get(InstrumentHandlerResponseSize(outer, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "before")
		InstrumentHandlerResponseSize(inner, writing(200, "hello")).ServeHTTP(w, r)
		_, _ = io.WriteString(w, "behind")
	})), "/")
	checkText(t, samplesOf(t, inner), "s_sum 5\ns_count 1\n")
	checkText(t, samplesOf(t, outer), "s_sum 17\ns_count 1\n")
}

// As many bytes are observed as the ResponseWriter took.
func TestInstrumentHandlerResponseSizeOfCutBody(t *testing.T) {
	vec := newSums()
	InstrumentHandlerResponseSize(vec, writing(200, "hello")).ServeHTTP(brokenWriter{http.Header{}}, httptest.NewRequest("GET", "/", nil))
	checkText(t, samplesOf(t, vec), "s_sum 0\ns_count 1\n")
}

// FuzzURLSize holds urlSize against what it is the length of.
func FuzzURLSize(f *testing.F) {
	for _, u := range []string{
		"/", "/path?x=1", "/path?", "//host/path", "//", "*", "", "a:b", "./a:b", "?x", "/ä/%2f%20 ", "/%zz", "/#fragment", "#",
		"http://user:pass@host:80/path?x#y", "mailto:a@b", "http://[fe80::1%25en0]/", "http:///path", "http:path", "host:80",
	} {
		f.Add(u)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := url.ParseRequestURI(text)
		if err != nil {
			if u, err = url.Parse(text); err != nil {
				u = &url.URL{Path: text}
			}
		}
		if got, want := urlSize(u), len(u.String()); got != want {
			t.Errorf("%q: got %d, want %d, the length of %q", text, got, want, u)
		}
	})
}
