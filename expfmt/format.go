package expfmt

// A Format is the grammar of one exposition format. A Page calls its
// methods, each of which appends bytes to dst and returns the extended
// slice:
//
//	for each family with series:
//	    AppendFamily
//	    AppendValue or AppendPoint, for each series
//	    AppendFamilyEnd, unless CutsFamilies
//	AppendEnd
//
// A Format has no state, so requests share it. Its methods trust their
// arguments as a Page does.
//
// A new format needs a file with its methods and an Offer, the row with
// which Negotiate chooses it. Bytes that a format makes of a family or of
// bounds once, for all scrapes, it declares in a preparation.
type Format interface {
	// ContentType returns the Content-Type header of a page.
	ContentType() string

	// AppendFamily begins f. Before f stand index families on the page, so
	// the index of the first is 0.
	AppendFamily(dst []byte, f *Family, index int) []byte

	// AppendValue and AppendPoint append a series of f, as the methods Value
	// and Point of an Encoder describe it.
	AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte
	AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte

	// CutsFamilies reports whether a page may be cut, to be compressed or
	// sent, after any series, because a family needs no end; it is the same
	// for all pages. Otherwise Drain gets whole families, each with its end.
	CutsFamilies() bool

	// AppendFamilyEnd ends f, whose bytes are dst[begin:], unless
	// CutsFamilies is true. The method may change these bytes: put their
	// length in front, or cut a comma at the end.
	AppendFamilyEnd(dst []byte, begin int, f *Family) []byte

	// AppendEnd ends a page with the given number of families.
	AppendEnd(dst []byte, families int) []byte
}

// A ColumnFormat is a Format that appends many plain values in one call. A
// Page with another Format calls AppendValue for each value of a column.
type ColumnFormat interface {
	Format

	// TakesColumns reports whether a page shows nothing of f's series but
	// their values, so that AppendColumn can append them; exemplars says
	// whether some series may have an exemplar.
	TakesColumns(f *Family, exemplars bool) bool

	// AppendColumn appends the same bytes as AppendValue for each series.
	AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64) []byte
}
