package expfmt

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Negotiate returns the format of the page that answers a request with
// that Accept header; "" stands for a request without one. Text is always
// offered, in front of it those of offers, of which Negotiate sets the
// Scheme. There is always an answer: a header that no format fits, or that
// makes no sense, gets Text, as does one that asks for nothing in
// particular.
//
// The clauses of the header are tried from the one with the highest q
// down. A clause that names an escaping scheme sets it, for itself and for
// those after it, whether or not it names a format that is offered. The
// first that does ends the search.
//
// That is how client_golang v1.25.0 reads the header, with what is odd
// about it: q=0 refuses nothing, blanks are trimmed but not before or
// after the number of a q, upper case is not lower case, text/plain in
// version 1.0.0, which Prometheus asks for, is not offered, and OpenMetrics
// without a version is 0.0.1. Unlike client_golang, Negotiate never offers
// protobuf.
func Negotiate(accept string, offers ...OpenMetrics) Format {
	chosen := -1
	scheme := negotiate(accept, func(c clause) bool {
		chosen = slices.IndexFunc(offers, func(o OpenMetrics) bool {
			return c.accepts("application", "openmetrics-text", o.Version.String(), "0.0.1")
		})
		return chosen >= 0
	})
	if chosen < 0 {
		return Text{scheme}
	}
	offer := offers[chosen]
	offer.Scheme = scheme
	return offer
}

// NegotiateText is Negotiate without offers. Programs that print nothing
// but Text don't link OpenMetrics.
func NegotiateText(accept string) Text {
	return Text{negotiate(accept, func(clause) bool { return false })}
}

// negotiate tries the clauses of the header until one asks for Text, or for
// what else is offered, and returns the scheme.
func negotiate(accept string, isOffered func(clause) bool) Scheme {
	scheme := UnderscoreEscaping
	var room [8]clause // Prometheus sends five
	for _, c := range appendClauses(room[:0], accept) {
		if s, ok := ParseScheme(c.escaping); ok {
			scheme = s
		}
		if isOffered(c) || c.accepts("text", "plain", "0.0.4", "0.0.4") {
			break
		}
	}
	return scheme
}

// A clause is one of the alternatives of an Accept header: a media type,
// where * stands for any, and those of its parameters that count.
type clause struct {
	major, minor      string
	version, escaping string
	q                 float64
}

// appendClauses appends the clauses of an Accept header in the order in
// which they are to be tried. Clauses without a media type are left out.
func appendClauses(dst []clause, accept string) []clause {
	for text := range strings.SplitSeq(accept, ",") {
		if c, ok := parseClause(text); ok {
			dst = append(dst, c)
		}
	}
	if len(dst) <= few {
		sortFew(dst)
		return dst
	}
	sorted := slices.Clone(dst) // or those of every header escape to the heap
	sort.Sort(manyClauses(sorted))
	return sorted
}

// before reports whether c is to be tried before other: if it has the
// higher q, or is the more specific of the two. When a wildcard has the
// higher q, both are to be tried before the other. Then the sorting
// algorithm decides, which is sort.Sort, as in client_golang.
func (c *clause) before(other *clause) bool {
	return c.q > other.q ||
		c.major != "*" && other.major == "*" ||
		c.minor != "*" && other.minor == "*"
}

// few is the number of elements that sort.Sort sorts as sortFew does.
const few = 12

// sortFew puts each clause in front of those behind which it must not be.
func sortFew(clauses []clause) {
	for i := range clauses {
		for ; i > 0 && clauses[i].before(&clauses[i-1]); i-- {
			clauses[i-1], clauses[i] = clauses[i], clauses[i-1]
		}
	}
}

type manyClauses []clause

func (cs manyClauses) Len() int           { return len(cs) }
func (cs manyClauses) Less(i, j int) bool { return cs[i].before(&cs[j]) }
func (cs manyClauses) Swap(i, j int)      { cs[i], cs[j] = cs[j], cs[i] }

// accepts reports whether the clause asks for that version of a media
// type. A clause that names the type and no version asks for the one that
// is implied; one with a wildcard must name the version.
func (c *clause) accepts(major, minor, version, implied string) bool {
	asked := c.version
	if asked == "" && c.major == major && c.minor == minor {
		asked = implied
	}
	return (c.major == major || c.major == "*") &&
		(c.minor == minor || c.minor == "*") &&
		asked == version
}

// parseClause reads a clause as far as it can be understood. Of a
// parameter that comes twice the last counts.
func parseClause(text string) (clause, bool) {
	media, params, _ := strings.Cut(trim(text), ";")
	major, minor, _ := strings.Cut(media, "/")
	c := clause{major: trim(major), minor: minor, q: 1}
	if c.major == "*" && c.minor == "" {
		c.minor = "*"
	}
	minor, more, _ := strings.Cut(c.minor, "/")
	if c.minor == "" || more != "" {
		return clause{}, false
	}
	c.minor = trim(minor)
	for param := range strings.SplitSeq(params, ";") {
		c.set(param)
	}
	return c, true
}

// set reads a parameter of the form name=value; others are ignored. A q
// that is no number is 0.
func (c *clause) set(param string) {
	name, rest, _ := strings.Cut(param, "=")
	value, more, _ := strings.Cut(rest, "=")
	if rest == "" || more != "" {
		return
	}
	switch trim(name) {
	case "q":
		c.q, _ = strconv.ParseFloat(value, 32)
	case "version":
		c.version = trim(value)
	case "escaping":
		c.escaping = trim(value)
	}
}

func trim(s string) string { return strings.Trim(s, " ") }
