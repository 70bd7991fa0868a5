package httpserve

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"plainmetrics/registry"
)

// An exchange is a request that has been answered.
type exchange struct {
	request *http.Request // as the middleware got the request
	sent    *http.Request // as the request was sent in the end
	code    int
}

// A labeling has the sources of a vector's label values, by position: a map
// would be an allocation for each request.
type labeling struct {
	sources  []labelSource // in the order of the vector's names
	hasCode  bool
	exemplar func(*http.Request) registry.Labels
}

// A labelSource returns a label value.
type labelSource func(exchange) string

// mostLabels is the number of label values with room on the stack. More are
// allocated.
const mostLabels = 8

// newLabeling returns the labeling of a vector with labels of the given
// names. It panics if the names don't fit the options.
func newLabeling(vec registry.Collector, names []string, o *options) labeling {
	registry.NewRegistry().MustRegister(vec) // panics if the vector is invalid, as no page would show the vector
	l := labeling{exemplar: o.exemplar}
	for _, name := range names {
		source := o.source(name)
		if source == nil {
			panic(fmt.Errorf("httpserve: metric %q partitioned with non-supported labels: expected code, method or a label of options %q, found %q",
				nameOf(vec), slices.Sorted(maps.Keys(o.labels)), name))
		}
		l.sources = append(l.sources, source)
		l.hasCode = l.hasCode || name == "code" && o.labels["code"] == nil
	}
	for _, name := range slices.Sorted(maps.Keys(o.labels)) {
		if !slices.Contains(names, name) {
			panic(fmt.Errorf("httpserve: metric %q partitioned with non-supported labels: expected the label %q of an option, found %q",
				nameOf(vec), name, names))
		}
	}
	return l
}

// append appends the label values for an exchange.
func (l *labeling) append(dst []string, x exchange) []string {
	for _, source := range l.sources {
		dst = append(dst, source(x))
	}
	return dst
}

// serve calls next. It records the status only for a code label.
func (l *labeling) serve(next http.Handler, w http.ResponseWriter, r *http.Request) exchange {
	if !l.hasCode {
		next.ServeHTTP(w, r)
		return exchange{request: r, sent: r}
	}
	w, rec := record(w)
	next.ServeHTTP(w, r)
	return exchange{r, r, rec.status}
}

// answered returns the exchange of a client with a response.
func answered(r *http.Request, response *http.Response) exchange {
	x := exchange{r, r, response.StatusCode}
	if response.Request != nil {
		x.sent = response.Request
	}
	return x
}

// nameOf returns the name of a metric for an error, or "" if vec is no
// Describer.
func nameOf(vec registry.Collector) string {
	if d, ok := vec.(registry.Describer); ok {
		for _, family := range d.Families() {
			return family.Name()
		}
	}
	return ""
}
