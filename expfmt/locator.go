package expfmt

// A Locator is an Encoder for a linter or an editor: DecodeText and
// DecodeOpenMetrics tell it where families and labels stand on the page.
// Lines and columns are counted as in a [SyntaxError]. An Encoder without
// these methods pays nothing.
type Locator interface {
	Encoder

	// LocateFamily gives the place where the page names f first. The call
	// precedes the first series of f.
	LocateFamily(f *Family, line, column int)

	// LocateLabel gives the place of a label of the family located last. A
	// call for every label of every sample precedes the Value or Point of
	// the sample. The name shares memory with the page.
	LocateLabel(name string, line, column int)
}

// A position is a place on a page. The zero position is unknown.
type position struct{ line, column int }
