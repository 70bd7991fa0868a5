package httpserve

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// traced has what a trace is told, and when.
type traced map[string][]float64

func (told traced) hook(name string) func(float64) {
	return func(seconds float64) { told[name] = append(told[name], seconds) }
}

func (told traced) all() *InstrumentTrace {
	return &InstrumentTrace{
		GotConn:              told.hook("GotConn"),
		PutIdleConn:          told.hook("PutIdleConn"),
		GotFirstResponseByte: told.hook("GotFirstResponseByte"),
		Got100Continue:       told.hook("Got100Continue"),
		DNSStart:             told.hook("DNSStart"),
		DNSDone:              told.hook("DNSDone"),
		ConnectStart:         told.hook("ConnectStart"),
		ConnectDone:          told.hook("ConnectDone"),
		TLSHandshakeStart:    told.hook("TLSHandshakeStart"),
		TLSHandshakeDone:     told.hook("TLSHandshakeDone"),
		WroteHeaders:         told.hook("WroteHeaders"),
		Wait100Continue:      told.hook("Wait100Continue"),
		WroteRequest:         told.hook("WroteRequest"),
	}
}

// transport does what http.Transport does to the hooks of a request, one a
// second; err is what goes wrong.
func transport(err error) RoundTripperFunc {
	return func(r *http.Request) (*http.Response, error) {
		trace := httptrace.ContextClientTrace(r.Context())
		for _, step := range []func(){
			func() { trace.DNSStart(httptrace.DNSStartInfo{}) },
			func() { trace.DNSDone(httptrace.DNSDoneInfo{Err: err}) },
			func() { trace.ConnectStart("tcp", "") },
			func() { trace.ConnectDone("tcp", "", err) },
			func() { trace.TLSHandshakeStart() },
			func() { trace.TLSHandshakeDone(tls.ConnectionState{}, err) },
			func() { trace.GotConn(httptrace.GotConnInfo{}) },
			func() { trace.WroteHeaders() },
			func() { trace.Wait100Continue() },
			func() { trace.Got100Continue() },
			func() { trace.WroteRequest(httptrace.WroteRequestInfo{Err: err}) },
			func() { trace.GotFirstResponseByte() },
			func() { trace.PutIdleConn(err) },
		} {
			time.Sleep(time.Second)
			step()
		}
		return &http.Response{StatusCode: 200}, nil
	}
}

func TestInstrumentRoundTripperTrace(t *testing.T) {
	well := traced{
		"DNSStart": {1}, "DNSDone": {2}, "ConnectStart": {3}, "ConnectDone": {4},
		"TLSHandshakeStart": {5}, "TLSHandshakeDone": {6}, "GotConn": {7},
		"WroteHeaders": {8}, "Wait100Continue": {9}, "Got100Continue": {10},
		"WroteRequest": {11}, "GotFirstResponseByte": {12}, "PutIdleConn": {13},
	}
	badly := traced{}
	for name, seconds := range well {
		if !slices.Contains([]string{"ConnectDone", "TLSHandshakeDone", "PutIdleConn"}, name) {
			badly[name] = seconds
		}
	}
	for _, c := range []struct {
		name string
		err  error
		want traced
	}{
		{"well", nil, well},
		{"badly", errors.New("out of cheese"), badly},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				told := traced{}
				rt := InstrumentRoundTripperTrace(told.all(), transport(c.err))
				if _, err := rt.RoundTrip(httptest.NewRequest("GET", "/", nil)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, told); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		})
	}
}

// Hooks that nobody asks for are left out of the httptrace.ClientTrace.
func TestInstrumentRoundTripperTraceOfNothing(t *testing.T) {
	_, _ = InstrumentRoundTripperTrace(&InstrumentTrace{}, RoundTripperFunc(func(r *http.Request) (*http.Response, error) {
		trace := httptrace.ContextClientTrace(r.Context())
		if trace.GotConn != nil || trace.ConnectDone != nil || trace.WroteRequest != nil {
			t.Errorf("got hooks for what is of no interest")
		}
		return nil, errNoRoute
	})).RoundTrip(httptest.NewRequest("GET", "/", nil))
}

// Through a real client, with a trace of the caller's own.
func TestInstrumentRoundTripperTraceOfRequest(t *testing.T) {
	server := httptest.NewServer(writing(200, "hello"))
	defer server.Close()
	told := traced{}
	trace := &InstrumentTrace{ConnectDone: told.hook("ConnectDone"), GotConn: told.hook("GotConn")}
	client := &http.Client{Transport: InstrumentRoundTripperTrace(trace, server.Client().Transport)}

	own := 0
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { own++ }})
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if len(told["ConnectDone"]) != 1 || len(told["GotConn"]) != 1 || own != 1 {
		t.Errorf("got %v, and %d calls of the other trace, want one of each", told, own)
	}
	if told["ConnectDone"][0] < 0 || told["GotConn"][0] < told["ConnectDone"][0] {
		t.Errorf("got the times %v, want them in the order of the events", told)
	}
}
