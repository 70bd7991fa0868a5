package expfmt

// An Encoder takes the series of families. A *Page is the Encoder for
// printing. Collectors see the interface, because their families are
// checked, sorted and, behind a wrapping registerer, renamed on the way to a
// Page.
//
// Every call names the family of its series, so an Encoder can be used by
// several goroutines if its documentation says so. The Encoder of a
// Collector can.
//
// The arguments belong to the caller. An Encoder may keep the *Family and
// the *Bounds, which never change, and no other argument.
type Encoder interface {
	// Value adds the series of f with labels l. The type of f is scalar: any
	// type but histograms and summaries.
	Value(f *Family, l LabelSet, v float64)

	// Point adds the series of f with labels l. The type of f is any type. A
	// second Point with the same labels and a later timestamp is a later
	// point of the series.
	Point(f *Family, l LabelSet, p *Point)
}
