package httpserve

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A Gatherer of a program's own gets no page in its hands: its families are
// checked and sorted, and what it writes after its scrape reaches no page.
func TestHandlerOfAGatherer(t *testing.T) {
	b, a := expfmt.MustFamily("b", "", expfmt.TypeGauge), expfmt.MustFamily("a", "", expfmt.TypeGauge)
	for _, c := range []struct {
		name   string
		gather registry.SourceFunc
		want   string
		fails  bool
	}{
		{"unsorted", func(_ context.Context, enc expfmt.Encoder) error {
			enc.Value(b, expfmt.LabelSet{}, 2)
			enc.Value(a, expfmt.LabelSet{}, 1)
			return nil
		}, "# HELP a \n# TYPE a gauge\na 1\n# HELP b \n# TYPE b gauge\nb 2\n", false},
		{"nonsense", func(_ context.Context, enc expfmt.Encoder) error {
			enc.Value(nil, expfmt.LabelSet{}, 2)
			enc.Value(a, expfmt.LabelSet{}, 1)
			return nil
		}, "# HELP a \n# TYPE a gauge\na 1\n", true},
		{"late", func(_ context.Context, enc expfmt.Encoder) error {
			enc.Value(a, expfmt.LabelSet{}, 1)
			go func() { time.Sleep(time.Second); enc.Value(b, expfmt.LabelSet{}, 1) }()
			return nil
		}, "# HELP a \n# TYPE a gauge\na 1\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				failed := false
				h := HandlerFor(c.gather, HandlerOpts{OnError: func(error) { failed = true }})
				w := get(h, "/metrics")
				time.Sleep(time.Minute)
				if w.Code != http.StatusOK || w.Body.String() != c.want || failed != c.fails {
					t.Errorf("got %d, an error: %v, and the page\n%s\nwant 200, %v and\n%s", w.Code, failed, w.Body, c.fails, c.want)
				}
				if w := get(HandlerFor(newRegistry(), HandlerOpts{}), "/metrics"); w.Body.String() != twoFamilies {
					t.Errorf("another handler: got the page\n%s\nwant\n%s", w.Body, twoFamilies)
				}
			})
		})
	}
	if w := get(HandlerFor(registry.Gatherers{registry.SourceFunc(nil)}, HandlerOpts{}), "/metrics"); w.Code != http.StatusInternalServerError {
		t.Errorf("nil function: got %d, want 500", w.Code)
	}
}

// A Gatherer among others that never returns is run once, however many
// scrapes there are.
func TestHandlerOfLateGatherers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		released, runs := make(chan struct{}), 0
		h := HandlerFor(registry.Gatherers{newRegistry(), registry.SourceFunc(func(context.Context, expfmt.Encoder) error {
			runs++
			<-released
			return nil
		})}, HandlerOpts{Timeout: time.Second})
		for range 3 {
			if w := get(h, "/metrics"); w.Body.String() != twoFamilies {
				t.Errorf("got the page\n%s\nwant\n%s", w.Body, twoFamilies)
			}
		}
		close(released)
		synctest.Wait()
		if runs != 1 {
			t.Errorf("got %d runs, want 1", runs)
		}
	})
}
