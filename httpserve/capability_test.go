package httpserve

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// abilities are the capabilities of a ResponseWriter; each notes its calls.
type abilities struct{ asked *string }

var errAsked = errors.New("asked")

type notifies abilities

var gone = make(chan bool)

func (a notifies) CloseNotify() <-chan bool {
	*a.asked += "notifies "
	return gone
}

type flushes abilities

func (a flushes) Flush() { *a.asked += "flushes " }

type hijacks abilities

func (a hijacks) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	*a.asked += "hijacks "
	return nil, nil, errAsked
}

type pushes abilities

func (a pushes) Push(target string, _ *http.PushOptions) error {
	*a.asked += "pushes "
	return errAsked
}

type reads abilities

func (a reads) ReadFrom(src io.Reader) (int64, error) {
	*a.asked += "reads "
	return io.Copy(io.Discard, src)
}

// combinations has a ResponseWriter for each combination of abilities, by
// the names of these.
var combinations = map[string]func(*discard, abilities) http.ResponseWriter{
	"none": func(d *discard, a abilities) http.ResponseWriter { return d },
	"notifies": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
		}{d, notifies(a)}
	},
	"flushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
		}{d, flushes(a)}
	},
	"hijacks": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			hijacks
		}{d, hijacks(a)}
	},
	"pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			pushes
		}{d, pushes(a)}
	},
	"reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			reads
		}{d, reads(a)}
	},
	"notifies flushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
		}{d, notifies(a), flushes(a)}
	},
	"notifies hijacks": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			hijacks
		}{d, notifies(a), hijacks(a)}
	},
	"notifies pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			pushes
		}{d, notifies(a), pushes(a)}
	},
	"notifies reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			reads
		}{d, notifies(a), reads(a)}
	},
	"flushes hijacks": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			hijacks
		}{d, flushes(a), hijacks(a)}
	},
	"flushes pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			pushes
		}{d, flushes(a), pushes(a)}
	},
	"flushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			reads
		}{d, flushes(a), reads(a)}
	},
	"hijacks pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			hijacks
			pushes
		}{d, hijacks(a), pushes(a)}
	},
	"hijacks reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			hijacks
			reads
		}{d, hijacks(a), reads(a)}
	},
	"pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			pushes
			reads
		}{d, pushes(a), reads(a)}
	},
	"notifies flushes hijacks": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			hijacks
		}{d, notifies(a), flushes(a), hijacks(a)}
	},
	"notifies flushes pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			pushes
		}{d, notifies(a), flushes(a), pushes(a)}
	},
	"notifies flushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			reads
		}{d, notifies(a), flushes(a), reads(a)}
	},
	"notifies hijacks pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			hijacks
			pushes
		}{d, notifies(a), hijacks(a), pushes(a)}
	},
	"notifies hijacks reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			hijacks
			reads
		}{d, notifies(a), hijacks(a), reads(a)}
	},
	"notifies pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			pushes
			reads
		}{d, notifies(a), pushes(a), reads(a)}
	},
	"flushes hijacks pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			hijacks
			pushes
		}{d, flushes(a), hijacks(a), pushes(a)}
	},
	"flushes hijacks reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			hijacks
			reads
		}{d, flushes(a), hijacks(a), reads(a)}
	},
	"flushes pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			pushes
			reads
		}{d, flushes(a), pushes(a), reads(a)}
	},
	"hijacks pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			hijacks
			pushes
			reads
		}{d, hijacks(a), pushes(a), reads(a)}
	},
	"notifies flushes hijacks pushes": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			hijacks
			pushes
		}{d, notifies(a), flushes(a), hijacks(a), pushes(a)}
	},
	"notifies flushes hijacks reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			hijacks
			reads
		}{d, notifies(a), flushes(a), hijacks(a), reads(a)}
	},
	"notifies flushes pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			pushes
			reads
		}{d, notifies(a), flushes(a), pushes(a), reads(a)}
	},
	"notifies hijacks pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			hijacks
			pushes
			reads
		}{d, notifies(a), hijacks(a), pushes(a), reads(a)}
	},
	"flushes hijacks pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			flushes
			hijacks
			pushes
			reads
		}{d, flushes(a), hijacks(a), pushes(a), reads(a)}
	},
	"notifies flushes hijacks pushes reads": func(d *discard, a abilities) http.ResponseWriter {
		return struct {
			*discard
			notifies
			flushes
			hijacks
			pushes
			reads
		}{d, notifies(a), flushes(a), hijacks(a), pushes(a), reads(a)}
	},
}

// A handler sees the capabilities of the ResponseWriter, no more and no less,
// and uses of them get through.
func TestView(t *testing.T) {
	for name, combine := range combinations {
		t.Run(name, func(t *testing.T) {
			var asked string
			inner := combine(new(discard), abilities{&asked})
			w, rec := record(inner)
			if _, again := record(w); again != rec {
				t.Errorf("got another recorder behind the view, want the same")
			}
			askAll(t, w)
			if got := cmp.Or(strings.TrimSpace(asked), "none"); got != name {
				t.Errorf("the ResponseWriter was asked to %q, want %q", got, name)
			}
			if w.(interface{ Unwrap() http.ResponseWriter }).Unwrap() != inner {
				t.Errorf("Unwrap: got another ResponseWriter, want the server's")
			}
			if _, ok := w.(io.ReaderFrom); ok {
				checkRecorder(t, *rec, 200, sniffLen+5)
			}
		})
	}
}

// askAll uses all capabilities of w.
func askAll(t *testing.T, w http.ResponseWriter) {
	t.Helper()
	if n, ok := w.(closeNotifier); ok && n.CloseNotify() != (<-chan bool)(gone) {
		t.Error("CloseNotify: got another channel, want the ResponseWriter's")
	}
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	if h, ok := w.(http.Hijacker); ok {
		if _, _, err := h.Hijack(); !errors.Is(err, errAsked) {
			t.Errorf("Hijack: got the error %v, want %v", err, errAsked)
		}
	}
	if p, ok := w.(http.Pusher); ok {
		if err := p.Push("/x", nil); !errors.Is(err, errAsked) {
			t.Errorf("Push: got the error %v, want %v", err, errAsked)
		}
	}
	if r, ok := w.(io.ReaderFrom); ok {
		if n, err := r.ReadFrom(strings.NewReader(strings.Repeat("x", sniffLen+5))); n != sniffLen+5 || err != nil {
			t.Errorf("ReadFrom: got %d bytes and the error %v, want %d and none", n, err, sniffLen+5)
		}
	}
}

// A view of what net/http itself serves with has all of its capabilities.
func TestViewOfServers(t *testing.T) {
	for _, c := range []struct {
		protocol string
		want     string
	}{
		{"HTTP/1.1", "*httpserve.recorderCFHR"},
		{"HTTP/2.0", "*httpserve.recorderCFP"},
	} {
		t.Run(c.protocol, func(t *testing.T) {
			var got string
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w, _ = record(w)
				got = fmt.Sprintf("%s %T", r.Proto, w)
				controller := http.NewResponseController(w)
				err := errors.Join(controller.SetReadDeadline(time.Time{}), controller.SetWriteDeadline(time.Time{}))
				if c.protocol == "HTTP/1.1" {
					err = errors.Join(err, controller.EnableFullDuplex())
				}
				if err != nil {
					t.Error(err)
				}
			}))
			server.EnableHTTP2 = true
			if c.protocol == "HTTP/1.1" {
				server.Start()
			} else {
				server.StartTLS()
			}
			defer server.Close()
			response, err := server.Client().Get(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if want := c.protocol + " " + c.want; got != want {
				t.Errorf("got a view %s, want %s", got, want)
			}
		})
	}
}

// hijackable is a ResponseWriter that can be hijacked.
type hijackable struct{ discard }

func (hijackable) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, nil }

// No status that a handler names after it hijacks the connection reaches the
// client.
func TestViewHijackIsFinal(t *testing.T) {
	w, rec := record(hijackable{})
	_, _, _ = w.(http.Hijacker).Hijack()
	w.WriteHeader(500)
	checkRecorder(t, *rec, 200, 0)
}
