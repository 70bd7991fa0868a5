package httpserve

import "strings"

// knownMethods are the HTTP methods and their values of the method label.
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
// to send lower case. Extra methods are given in lower case and match in any
// case. All other methods are unknown, so clients can't create series at
// will.
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
