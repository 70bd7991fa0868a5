package expfmt

// A Format is the grammar of an exposition format. A Page calls its methods;
// each appends bytes to dst and returns the extended slice:
//
//	for each family with series:
//	    AppendFamily
//	    AppendValue or AppendPoint, for each series
//	    AppendFamilyEnd, unless CutsFamilies
//	AppendEnd
//
// A Format has no state, so requests share it. The methods trust their
// arguments as a Page does.
//
// A new format is a file with these methods and the method Offer, which returns
// the format's row for Negotiate. A preparation declares the bytes that the
// format makes once of a family or of bounds, for all scrapes.
type Format interface {
	// ContentType returns the Content-Type header of a page.
	ContentType() string

	// AppendFamily begins f. The index is the number of families with series
	// in front of f: 0 for the first.
	AppendFamily(dst []byte, f *Family, index int) []byte

	// AppendValue and AppendPoint append a series of f, as described for the
	// methods Value and Point of an Encoder.
	AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte
	AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte

	// CutsFamilies reports whether a page may be cut after any series, to be
	// compressed or sent, because a family needs no end. The result is the
	// same for all pages. If CutsFamilies is false, Drain gets whole
	// families with their ends.
	CutsFamilies() bool

	// AppendFamilyEnd ends f, whose bytes are dst[begin:], if CutsFamilies
	// is false. AppendFamilyEnd may change these bytes: put their length in
	// front, or cut a comma at the end.
	AppendFamilyEnd(dst []byte, begin int, f *Family) []byte

	// AppendEnd ends a page with the given number of families.
	AppendEnd(dst []byte, families int) []byte
}

// A ColumnFormat is a Format with a method for many plain values at once. A
// Page of another Format calls AppendValue for each value of a column.
type ColumnFormat interface {
	Format

	// Columns returns the columns in which a page takes the series of f, which
	// is the same for all pages; exemplars says whether some series may have
	// an exemplar.
	Columns(f *Family, exemplars bool) Columns

	// AppendColumn appends the same bytes as AppendValue for each series or,
	// if created is not nil, as AppendPoint for a Value and Created. The
	// slices have the same length.
	AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64, created []int64) []byte
}

// Columns are the columns of a family that a page takes.
type Columns uint8

// With NoColumns a page takes the series one by one, because the page may show
// more of a series than its value and its time of creation.
const (
	NoColumns      Columns = iota
	ValueColumns           // values
	CreatedColumns         // values and times of creation
)

// A CheckingFormat is a Format that forbids some points. A Page that meets
// such a point omits the family, and Page.Refused has the error. CutsFamilies
// is false, so the bytes of the family are still there to be omitted.
type CheckingFormat interface {
	Format

	// CheckValue and CheckPoint return an error if the format forbids such a
	// series of f. Of a column, a Page checks the first value, and all values
	// that are below 0 or NaN: no format forbids others.
	CheckValue(f *Family, v float64) error
	CheckPoint(f *Family, p *Point) error
}
