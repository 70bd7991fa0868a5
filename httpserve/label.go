package httpserve

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"plainmetrics/registry"
)

// An exchange is a request that has been answered.
type exchange struct {
	request *http.Request // as the middleware got it
	sent    *http.Request // as it was answered
	code    int
}

// labeling is where the label values of a vector come from. They are
// found by position: a map of them for each request would be garbage.
type labeling struct {
	sources  []labelSource // in the order of the vector's names
	hasCode  bool
	exemplar func(*http.Request) registry.Labels
}

type labelSource func(exchange) string

// mostLabels is how many label values lie on the stack; there may be more.
const mostLabels = 8

// newLabeling returns the labeling of a vector with labels of the given
// names. It panics if they don't fit the options.
func newLabeling(vec registry.Collector, names []string, o *options) labeling {
	registry.NewRegistry().MustRegister(vec) // or nobody would see it
	l := labeling{exemplar: o.exemplar}
	for _, name := range names {
		source := o.source(name)
		if source == nil {
			panic(fmt.Errorf("httpserve: metric %q: expected no label but code, method and those of options %q, found %q",
				nameOf(vec), slices.Sorted(maps.Keys(o.labels)), name))
		}
		l.sources = append(l.sources, source)
		l.hasCode = l.hasCode || name == "code" && o.labels["code"] == nil
	}
	for _, name := range slices.Sorted(maps.Keys(o.labels)) {
		if !slices.Contains(names, name) {
			panic(fmt.Errorf("httpserve: metric %q: expected the label %q of an option, found %q",
				nameOf(vec), name, names))
		}
	}
	return l
}

// source returns where the values of a label come from, nil if nobody
// knows.
func (o *options) source(name string) labelSource {
	if f := o.labels[name]; f != nil {
		return func(x exchange) string { return strings.ToValidUTF8(f(x.sent), "\uFFFD") }
	}
	switch name {
	case "code":
		return func(x exchange) string { return codeLabel(x.code) }
	case "method":
		return func(x exchange) string { return methodLabel(x.request.Method, o.extraMethods) }
	}
	return nil
}

// append appends the label values for an exchange.
func (l *labeling) append(dst []string, x exchange) []string {
	for _, source := range l.sources {
		dst = append(dst, source(x))
	}
	return dst
}

// serve has next answer the request. The status is recorded only if it is
// the value of a label.
func (l *labeling) serve(next http.Handler, w http.ResponseWriter, r *http.Request) exchange {
	if !l.hasCode {
		next.ServeHTTP(w, r)
		return exchange{request: r, sent: r}
	}
	w, rec := record(w)
	next.ServeHTTP(w, r)
	return exchange{r, r, rec.status}
}

// answered returns the exchange of a client.
func answered(r *http.Request, response *http.Response) exchange {
	x := exchange{r, r, response.StatusCode}
	if response.Request != nil {
		x.sent = response.Request
	}
	return x
}

// nameOf returns the name of a metric for an error, "" if it does not tell
// it.
func nameOf(vec registry.Collector) string {
	if d, ok := vec.(registry.Describer); ok {
		for _, family := range d.Describe() {
			return family.Name()
		}
	}
	return ""
}
