package httpserve

import "testing"

func TestMethodLabel(t *testing.T) {
	extra := []string{"propfind", "get"}
	for _, c := range []struct{ method, want string }{
		{"CONNECT", "connect"},
		{"DELETE", "delete"},
		{"GET", "get"},
		{"HEAD", "head"},
		{"NOTIFY", "notify"},
		{"OPTIONS", "options"},
		{"PATCH", "patch"},
		{"POST", "post"},
		{"PUT", "put"},
		{"TRACE", "trace"},
		{"post", "post"},
		{"Post", "unknown"}, // no method at all
		{"BREW", "unknown"},
		{"", "unknown"},
		{"PROPFIND", "propfind"},
		{"PropFind", "propfind"},
		{"Get", "get"}, // an extra method
	} {
		if got := methodLabel(c.method, extra); got != c.want {
			t.Errorf("method %q: got %q, want %q", c.method, got, c.want)
		}
	}
}
