package httpserve

import "strings"

// knownMethods are HTTP methods as they are sent and as the method label
// has them.
var knownMethods = [...]struct{ sent, label string }{
	{"GET", "get"},
	{"POST", "post"},
	{"HEAD", "head"},
	{"PUT", "put"},
	{"PATCH", "patch"},
	{"DELETE", "delete"},
	{"OPTIONS", "options"},
	{"CONNECT", "connect"},
	{"TRACE", "trace"},
	{"NOTIFY", "notify"},
}

// methodLabel returns the value of the method label for an HTTP method.
// Methods are case-sensitive (RFC 9110, section 9.1), but clients were seen
// to send them in lower case. Extra methods, which are given in lower case,
// may be sent in any. What is neither known nor extra is unknown, so that
// clients can't make series at will.
func methodLabel(method string, extra []string) string {
	for i := range knownMethods {
		if known := &knownMethods[i]; method == known.sent || method == known.label {
			return known.label
		}
	}
	for _, label := range extra {
		if strings.EqualFold(method, label) {
			return label
		}
	}
	return "unknown"
}
