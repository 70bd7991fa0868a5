package expfmt

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// An Offer is a row of a negotiation: a media type and the format of its
// pages. Each format declares its rows.
type Offer struct {
	Type, Subtype string // such as text and plain

	// Version is the parameter version of the media type, or "" if the media
	// type has none.
	Version string

	// Params are other parameters that a clause must have, each in the form
	// name=value.
	Params []string

	// ImpliedVersion is the version that a clause asks for if it names Type
	// and Subtype but no version.
	ImpliedVersion string

	// Format returns the format of a page with the scheme.
	Format func(Scheme) Format
}

// Negotiate returns the format of the page that answers a request with the
// given Accept header, or without one if accept is "". Of offers that fit
// the same clause the first counts; behind all offers stands Text, which is
// also the answer if no offer fits.
//
// Negotiate tries the clauses of the header from the highest q down, until
// an offer fits. A clause with an escaping parameter sets the scheme for
// itself and for all later clauses, even if no offer fits it.
//
// client_golang v1.25.0 reads the header in the same way, oddities included:
//
//   - q=0 refuses nothing.
//   - Spaces around a name or a value count for nothing, but a q with a space
//     in its value is 0.
//   - Upper case is not lower case.
//   - No offer fits text/plain in version 1.0.0, which Prometheus asks for.
//
// Negotiate offers no other format. A program that answers in protobuf, as
// client_golang does, passes the offers of [Protobuf].
func Negotiate(accept string, offers []Offer) Format {
	offer, scheme := chooseOffer(accept, offers, &textOffer)
	if offer == nil {
		offer = &textOffer
	}
	return offer.Format(scheme)
}

// NegotiateAccept is Negotiate with no other offers than the given ones, of
// which there is at least one. If none fits, the answer has the text format,
// or the format of the first offer if the text format is not on offer.
func NegotiateAccept(accept string, offers []Offer) Format {
	offer, scheme := chooseOffer(accept, offers, nil)
	if offer == nil {
		text := slices.IndexFunc(offers, func(o Offer) bool { return o.Type == textOffer.Type && o.Subtype == textOffer.Subtype })
		offer = &offers[max(text, 0)]
	}
	return offer.Format(scheme)
}

// chooseOffer returns the first offer that fits the clauses of an Accept
// header, or nil, and the scheme. The last offer, which may be nil, stands
// behind the others.
func chooseOffer(accept string, offers []Offer, last *Offer) (*Offer, Scheme) {
	scheme := UnderscoreEscaping
	var room [8]clause // Prometheus sends five
	for _, c := range appendClauses(room[:0], accept) {
		if s, ok := ParseScheme(c.escaping); ok {
			scheme = s
		}
		for i := range offers {
			if c.accepts(&offers[i]) {
				return &offers[i], scheme
			}
		}
		if last != nil && c.accepts(last) {
			return last, scheme
		}
	}
	return nil, scheme
}

// A clause is one alternative of an Accept header: a media type, where *
// stands for any, and the parameters that Negotiate reads.
type clause struct {
	major, minor      string // the media type and its subtype
	params            string // all parameters, as they stand in the header
	version, escaping string
	q                 float64
}

// appendClauses appends the clauses of an Accept header in the order in
// which Negotiate tries them. It omits clauses without a media type.
func appendClauses(dst []clause, accept string) []clause {
	for text := range strings.SplitSeq(accept, ",") {
		if c, ok := parseClause(text); ok {
			dst = append(dst, c)
		}
	}
	if len(dst) > insertionSortLimit {
		// The clone escapes to the heap. Without it dst would, for each header.
		sorted := slices.Clone(dst)
		sort.Sort((*preferences)(&sorted))
		return sorted
	}
	(*preferences)(&dst).insertionSort()
	return dst
}

// insertionSortLimit is the number of elements up to which sort.Sort, the
// algorithm of client_golang, is an insertion sort.
//
// As Less is no order, another algorithm can lead to another format.
// TestInsertionSortIsSort fails if sort.Sort changes.
const insertionSortLimit = 12

// preferences are clauses to be sorted: a clause comes before another if it
// has the higher q or is more specific. If a wildcard has the higher q, each of
// the two comes before the other, and the sorting algorithm decides.
type preferences []clause

// Len implements sort.Interface.
func (cs *preferences) Len() int { return len(*cs) }

// Less implements sort.Interface.
func (cs *preferences) Less(i, j int) bool {
	c, other := &(*cs)[i], &(*cs)[j]
	return c.q > other.q ||
		c.major != "*" && other.major == "*" ||
		c.minor != "*" && other.minor == "*"
}

// Swap implements sort.Interface.
func (cs *preferences) Swap(i, j int) { (*cs)[i], (*cs)[j] = (*cs)[j], (*cs)[i] }

// insertionSort sorts as sort.Sort does, without the conversion of clauses
// to an interface, which allocates: one allocation for each header.
func (cs *preferences) insertionSort() {
	for i := range *cs {
		for ; i > 0 && cs.Less(i, i-1); i-- {
			cs.Swap(i, i-1)
		}
	}
}

// accepts reports whether the clause asks for the media type and the
// version of the offer. A clause with a wildcard must name the version and
// the parameters.
//
// Inlined in Negotiate twice, accepts would be a kilobyte in every program.
//
//go:noinline
func (c *clause) accepts(o *Offer) bool {
	version := c.version
	if version == "" && c.major == o.Type && c.minor == o.Subtype {
		version = o.ImpliedVersion
	}
	return (c.major == o.Type || c.major == "*") &&
		(c.minor == o.Subtype || c.minor == "*") &&
		(version == o.Version || o.Version == "") && c.hasParams(o.Params)
}

// hasParams reports whether the clause has all of the parameters. If one
// comes twice, the second counts.
func (c *clause) hasParams(wanted []string) bool {
	for _, want := range wanted {
		wantName, wantValue, _ := strings.Cut(want, "=")
		found := false
		for param := range strings.SplitSeq(c.params, ";") {
			if name, value, ok := cutParam(param); ok && name == wantName {
				found = trim(value) == wantValue
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// cutParam cuts a parameter of the form name=value. Any other is not ok.
func cutParam(param string) (name, value string, ok bool) {
	name, text, _ := strings.Cut(param, "=")
	value, excess, _ := strings.Cut(text, "=")
	return trim(name), value, text != "" && excess == ""
}

// parseClause reads a clause and ignores parts that are not understood. If
// a parameter comes twice, the second counts. A clause without a media type
// is not ok.
func parseClause(text string) (c clause, ok bool) {
	media, params, _ := strings.Cut(trim(text), ";")
	major, minor, _ := strings.Cut(media, "/")
	c = clause{major: trim(major), minor: minor, q: 1}
	if c.major == "*" && c.minor == "" {
		c.minor = "*"
	}
	minor, excess, _ := strings.Cut(c.minor, "/")
	if c.minor == "" || excess != "" {
		return clause{}, false
	}
	c.minor, c.params = trim(minor), params
	for param := range strings.SplitSeq(params, ";") {
		c.set(param)
	}
	return c, true
}

// set reads a parameter of the form name=value, and ignores any other. A q
// that is no number is 0.
func (c *clause) set(param string) {
	name, value, ok := cutParam(param)
	if !ok {
		return
	}
	switch name {
	case "q":
		c.q, _ = strconv.ParseFloat(value, 32)
	case "version":
		c.version = trim(value)
	case "escaping":
		c.escaping = trim(value)
	}
}

func trim(s string) string { return strings.Trim(s, " ") }
