package expfmt

// An Encoder takes families, one after the other: Family begins a family,
// and each call of Value and Point until the next call of Family adds a
// series to it. A *Page is the Encoder that prints. Collectors see the
// interface, because their families are checked, sorted and, behind a
// wrapping registerer, renamed before a Page gets them.
//
// The arguments belong to the caller. An Encoder keeps none of them but the
// *Family and the *Bounds, which never change.
type Encoder interface {
	// Family begins f. A family without series prints nothing.
	Family(f *Family)

	// Value adds the series with labels l to a family of a scalar type, which
	// is any type but histograms and summaries.
	Value(l LabelSet, v float64)

	// Point adds the series with labels l to a family of any type. A second
	// Point with the same labels is a later point of the series, with a later
	// timestamp, which an OpenMetrics page may have.
	Point(l LabelSet, p *Point)
}
