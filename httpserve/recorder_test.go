package httpserve

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// answers are what handlers do, and what their clients get.
var answers = []struct {
	name    string
	answer  func(http.ResponseWriter)
	status  int
	written int64
}{
	{"nothing", func(http.ResponseWriter) {}, 200, 0},
	{"a status", func(w http.ResponseWriter) { w.WriteHeader(418) }, 418, 0},
	{"two statuses", func(w http.ResponseWriter) { w.WriteHeader(404); w.WriteHeader(200) }, 404, 0},
	{"a body", writes, 200, 5},
	{"a body and a status", func(w http.ResponseWriter) { writes(w); w.WriteHeader(500) }, 200, 5},
	{"an empty body", func(w http.ResponseWriter) { _, _ = w.Write(nil); w.WriteHeader(500) }, 200, 0},
	{"a string", func(w http.ResponseWriter) { _, _ = io.WriteString(w, "hi"); w.WriteHeader(500) }, 200, 2},
	{"a flush", func(w http.ResponseWriter) { w.(http.Flusher).Flush(); w.WriteHeader(500) }, 200, 0},
	{"a flush by a controller", func(w http.ResponseWriter) {
		_ = http.NewResponseController(w).Flush()
		w.WriteHeader(500)
	}, 200, 0},
	{"early hints", func(w http.ResponseWriter) { w.WriteHeader(103); w.WriteHeader(404) }, 404, 0},
	{"early hints and a body", func(w http.ResponseWriter) { w.WriteHeader(103); writes(w) }, 200, 5},
	{"a reader", func(w http.ResponseWriter) { _ = copyTo(w, strings.NewReader("hello")); w.WriteHeader(500) }, 200, 5},
	{"a large reader", func(w http.ResponseWriter) { _ = copyTo(w, strings.NewReader(strings.Repeat("x", 100_000))) }, 200, 100_000},
	{"a slow reader", func(w http.ResponseWriter) {
		_ = copyTo(w, iotest.OneByteReader(strings.NewReader(strings.Repeat("x", sniffLen+3))))
	}, 200, sniffLen + 3},
	{"a reader behind a status", func(w http.ResponseWriter) { w.WriteHeader(201); _ = copyTo(w, strings.NewReader("hello")) }, 201, 5},
	{"an empty reader", func(w http.ResponseWriter) { _ = copyTo(w, strings.NewReader("")); w.WriteHeader(502) }, 502, 0},
	{"a reader that fails", func(w http.ResponseWriter) {
		if err := copyTo(w, iotest.ErrReader(errNoRoute)); errors.Is(err, errNoRoute) {
			w.WriteHeader(502)
		}
	}, 502, 0},
	{"a reader that fails late", func(w http.ResponseWriter) {
		_ = copyTo(w, io.MultiReader(strings.NewReader("hello"), iotest.ErrReader(errNoRoute)))
		w.WriteHeader(502)
	}, 200, 5},
}

// copyTo copies src to w by reading from it, and not by having it write.
func copyTo(w io.Writer, src io.Reader) error {
	_, err := io.Copy(w, struct{ io.Reader }{src})
	return err
}

// The recorder has what the client got, and the client gets what it would
// get without: from net/http, and from a ResponseWriter that can do little.
func TestRecorder(t *testing.T) {
	for _, c := range answers {
		t.Run(c.name, func(t *testing.T) {
			got := make(chan recorder, 1)
			h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w, rec := record(w)
				c.answer(w)
				got <- *rec
			})
			server := httptest.NewUnstartedServer(h)
			server.Config.ErrorLog = log.New(io.Discard, "", 0) // the statuses that come too late
			server.Start()
			defer server.Close()
			response, err := server.Client().Get(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if response.StatusCode != c.status || int64(len(body)) != c.written {
				t.Errorf("the client got %d and %d bytes, want %d and %d", response.StatusCode, len(body), c.status, c.written)
			}
			checkRecorder(t, <-got, c.status, c.written)

			plain := &plainResponse{status: 200}
			h.ServeHTTP(plain, nil)
			if plain.status != c.status || plain.written != c.written {
				t.Errorf("the ResponseWriter got %d and %d bytes, want %d and %d", plain.status, plain.written, c.status, c.written)
			}
			checkRecorder(t, <-got, c.status, c.written)
		})
	}
}

// A plainResponse is a ResponseWriter that can be flushed, and no more.
type plainResponse struct {
	discard
	status  int
	written int64
	final   bool
}

func (p *plainResponse) WriteHeader(status int) {
	if status >= 200 && !p.final {
		p.status, p.final = status, true
	}
}

func (p *plainResponse) Flush() { p.final = true }

func (p *plainResponse) Write(body []byte) (int, error) {
	p.final = true
	p.written += int64(len(body))
	return len(body), nil
}

func checkRecorder(t *testing.T, got recorder, status int, written int64) {
	t.Helper()
	if got.status != status || got.written != written {
		t.Errorf("got %d and %d bytes recorded, want %d and %d", got.status, got.written, status, written)
	}
}

// What is no informational status is one, whatever the ResponseWriter says
// to it.
func TestRecorderOddStatus(t *testing.T) {
	for _, status := range []int{0, 99, 101, 199, 600} {
		w, rec := record(discard{})
		w.WriteHeader(status)
		want := status
		if status == 199 {
			want = 200
		}
		checkRecorder(t, *rec, want, 0)
	}
}

// A flush that does not happen settles nothing.
func TestRecorderNoFlush(t *testing.T) {
	w, rec := record(discard{})
	if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
		t.Errorf("got the error %v, want %v", err, http.ErrNotSupported)
	}
	w.WriteHeader(404)
	checkRecorder(t, *rec, 404, 0)
}

// Middleware has one recorder for all, unless somebody else's
// ResponseWriter stands between.
func TestRecordShares(t *testing.T) {
	outer, rec := record(httptest.NewRecorder())
	if inner, again := record(outer); inner != outer || again != rec {
		t.Errorf("got another recorder, want the same")
	}
	foreign := struct{ http.ResponseWriter }{outer}
	if _, other := record(foreign); other == rec {
		t.Errorf("got the same recorder for what does not write to it directly")
	}
}

// fileConn notes what it is given to send by itself.
type fileConn struct {
	net.Conn
	sent chan<- string
}

func (c fileConn) ReadFrom(src io.Reader) (int64, error) {
	what := fmt.Sprintf("%T", src)
	if limited, ok := src.(*io.LimitedReader); ok {
		what = fmt.Sprintf("%T", limited.R)
	}
	c.sent <- what
	return io.Copy(c.Conn, src)
}

type fileListener struct {
	net.Listener
	sent chan<- string
}

func (l fileListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return fileConn{conn, l.sent}, nil
}

// A file gets through all recorders to the connection, which can have the
// operating system send it.
func TestRecorderSendsFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, make([]byte, 100_000), 0o600); err != nil {
		t.Fatal(err)
	}
	copied := func(w http.ResponseWriter, _ *http.Request) {
		file, err := os.Open(name)
		if err != nil {
			t.Error(err)
			return
		}
		defer file.Close()
		w.Header().Set("Content-Length", "100000")
		_, _ = io.CopyN(w, file, 100_000)
	}
	for _, c := range []struct {
		name string
		h    http.Handler
	}{
		{"served", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) })},
		{"copied", http.HandlerFunc(copied)},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := newSums("code")
			between := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				InstrumentHandlerTimeToWriteHeader(newSums(), c.h).ServeHTTP(struct {
					http.ResponseWriter
					io.ReaderFrom
				}{w, w.(io.ReaderFrom)}, r)
			})
			done := make(chan bool, 1)
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				InstrumentHandlerResponseSize(vec, between).ServeHTTP(w, r)
				done <- true
			}))
			sent := make(chan string, 1)
			server.Listener = fileListener{server.Listener, sent}
			server.Start()
			defer server.Close()
			response, err := server.Client().Get(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := io.Copy(io.Discard, response.Body); n != 100_000 || err != nil {
				t.Errorf("the client got %d bytes and the error %v, want 100000 and none", n, err)
			}
			_ = response.Body.Close()
			<-done
			if got := <-sent; got != "*os.File" {
				t.Errorf("the connection was given a %s, want an *os.File", got)
			}
			checkText(t, samplesOf(t, vec), `
s_sum{code="200"} 100000
s_count{code="200"} 1
`)
		})
	}
}

// The header is written when a copy begins to be sent, and not when it is
// done.
func TestRecorderNotesHeaderOfCopy(t *testing.T) {
	w, rec := record(httptest.NewRecorder())
	var noted time.Time
	rec.onHeader = func(int) { noted = time.Now() }
	_ = copyTo(w, io.MultiReader(strings.NewReader(strings.Repeat("x", sniffLen)), readerFunc(func([]byte) (int, error) {
		if noted.IsZero() {
			t.Errorf("the header was not noted with the first bytes")
		}
		return 0, io.EOF
	})))
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
