package promhttp

import (
	"net/http"

	"github.com/prometheus/common/model"
)

// escaped returns a handler that serves pages as h does, with the escaping
// scheme of model.NameEscapingScheme, a variable, where the scraper asks for
// none.
func escaped(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if scheme := model.NameEscapingScheme; scheme != model.UnderscoreEscaping {
			r = withEscaping(r, scheme.String())
		}
		h.ServeHTTP(w, r)
	})
}

// withEscaping returns r with one more clause in its Accept header. No format
// fits the clause, and its q, which is the highest, makes it the first: so its
// scheme counts for all clauses without a scheme.
func withEscaping(r *http.Request, scheme string) *http.Request {
	changed := *r
	changed.Header = r.Header.Clone()
	clause := "escaping/only;q=2;escaping=" + scheme
	if accept := r.Header.Get("Accept"); accept != "" {
		clause += "," + accept
	}
	changed.Header.Set("Accept", clause)
	return &changed
}
