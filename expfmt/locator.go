package expfmt

// A Locator is an Encoder that asks where on a page its families and
// labels stand. DecodeText and DecodeOpenMetrics tell it, for a linter or
// an editor; lines and columns are counted as in a [SyntaxError]. They ask
// for the interface once a page, so an Encoder without it pays nothing.
type Locator interface {
	Encoder

	// LocateFamily follows the call of Family with the place where the page
	// names the family first.
	LocateFamily(line, column int)

	// LocateLabel gives the place of a label of the family last begun, and
	// comes for every label of every sample, before the Value or Point that
	// the sample becomes. The name shares memory with the page.
	LocateLabel(name string, line, column int)
}

// A position is a place on a page. The zero position is unknown.
type position struct{ line, column int }
