package expfmt

// An Encoder takes families, one after the other: Family begins a family,
// and each call of Value and Point until the next call of Family adds a
// series to the family. A *Page is the Encoder for printing. Collectors see
// the interface, because their families are checked, sorted and, behind a
// wrapping registerer, renamed on the way to a Page.
//
// The arguments belong to the caller. An Encoder may keep the *Family and
// the *Bounds, which never change, and no other argument.
type Encoder interface {
	// Family begins f. A family without series prints nothing.
	Family(f *Family)

	// Value adds the series with labels l to a family of a scalar type: of
	// any type but histograms and summaries.
	Value(l LabelSet, v float64)

	// Point adds the series with labels l to a family of any type. A second
	// Point with the same labels and a later timestamp is a later point of
	// the series, for OpenMetrics pages.
	Point(l LabelSet, p *Point)
}
