package httpserve

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"testing"
)

// abilities are what a ResponseWriter can do beside the usual; each notes
// that it was asked to.
type abilities struct{ asked *string }

var errAsked = errors.New("asked")

type flushes abilities

func (a flushes) Flush() { *a.asked += "flush " }

type hijacks abilities

func (a hijacks) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	*a.asked += "hijack "
	return nil, nil, errAsked
}

type pushes abilities

func (a pushes) Push(target string, _ *http.PushOptions) error {
	*a.asked += "push " + target + " "
	return errAsked
}

// A handler sees of a ResponseWriter what it would see without a recorder
// before it, and what it does with that gets through.
func TestView(t *testing.T) {
	var asked string
	a := abilities{&asked}
	d := new(discard)
	for _, c := range []struct {
		w    http.ResponseWriter
		want string
	}{
		{d, ""},
		{struct {
			*discard
			flushes
		}{d, flushes(a)}, "flush "},
		{struct {
			*discard
			hijacks
		}{d, hijacks(a)}, "hijack "},
		{struct {
			*discard
			pushes
		}{d, pushes(a)}, "push /x "},
		{struct {
			*discard
			flushes
			hijacks
		}{d, flushes(a), hijacks(a)}, "flush hijack "},
		{struct {
			*discard
			flushes
			pushes
		}{d, flushes(a), pushes(a)}, "flush push /x "},
		{struct {
			*discard
			hijacks
			pushes
		}{d, hijacks(a), pushes(a)}, "hijack push /x "},
		{struct {
			*discard
			flushes
			hijacks
			pushes
		}{d, flushes(a), hijacks(a), pushes(a)}, "flush hijack push /x "},
	} {
		t.Run("can "+c.want, func(t *testing.T) {
			w, rec := record(c.w)
			if _, again := record(w); again != rec {
				t.Errorf("got another recorder behind the view, want the same")
			}
			asked = ""
			askAll(t, w)
			if asked != c.want {
				t.Errorf("the ResponseWriter was asked to %q, want %q", asked, c.want)
			}
			if w.(interface{ Unwrap() http.ResponseWriter }).Unwrap() != c.w {
				t.Errorf("Unwrap: got another ResponseWriter, want that of the server")
			}
		})
	}
}

// askAll asks w for all that it can do.
func askAll(t *testing.T, w http.ResponseWriter) {
	t.Helper()
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
}

type closeNotifier struct {
	discard
	gone chan bool
}

func (w closeNotifier) CloseNotify() <-chan bool { return w.gone }

// Handlers of old ask without looking.
func TestRecorderCloseNotify(t *testing.T) {
	old := closeNotifier{gone: make(chan bool)}
	for _, c := range []struct {
		name string
		w    http.ResponseWriter
		want <-chan bool
	}{
		{"as the ResponseWriter", old, old.gone},
		{"never", discard{}, nil},
	} {
		w, _ := record(c.w)
		if got := w.(interface{ CloseNotify() <-chan bool }).CloseNotify(); got != c.want {
			t.Errorf("%s: got the channel %v, want %v", c.name, got, c.want)
		}
	}
}
