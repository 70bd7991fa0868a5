package expfmt

// A grammar is the difference between two text formats. The decoder has the
// common rules: lines of metadata and samples, families in one place, series
// of one or several samples.
type grammar struct {
	strict   bool   // selects the lexical rules of lineScanner
	lastLine string // ends every page; "" if a format has none

	metadata string // the words behind #, for errors
	units    bool   // UNIT is such a word

	parseType func(word string) (Type, bool)
	typeWords string              // the words that parseType knows, for errors
	suffixes  func(Type) []string // of sample names; "" is the family's own name

	// bareNames says that metadata leaves out the suffix of the type in a
	// family's name.
	bareNames bool

	// firstOwner says that a name of samples that two families have belongs
	// to the first of them. In other grammars it belongs to the family whose
	// lines are read.
	firstOwner bool

	// interleaved says that samples of different series may alternate, and
	// that a series has one point. In other grammars the samples of a series
	// stand together, and each new timestamp begins another point.
	interleaved bool

	// wholePoints says that each sample is a whole point of its series. The
	// points of a series stand together. The type of a family without TYPE
	// follows from the value of its first sample.
	wholePoints bool

	// plainLabels is lineScanner.plainLabels.
	plainLabels bool

	// anyQuantileOrder says that the quantiles of a summary need not
	// increase.
	anyQuantileOrder bool

	// scanValue reads the rest of a sample's line, behind the labels.
	scanValue func(*pageSample, *lineScanner) error

	// checkFamily returns an error if the grammar forbids the type or the unit
	// of a family.
	checkFamily func(m *metadata) error

	// checkBound returns an error if word is no spelling of a bucket's
	// bound.
	checkBound func(bound float64, word string) error

	// checkValue returns an error if the grammar forbids the value v for a
	// sample with the suffix. The decoder checks counts, and values that the
	// type can't have in any grammar.
	checkValue func(t Type, suffix string, v float64) error

	// checkSeries returns an error if samples of a series of f are missing
	// or contradict each other.
	checkSeries func(p *partialSeries, f *decodedFamily) error

	// checkSum returns an error if the grammar forbids the sum of a complete
	// series of f.
	checkSum func(p *partialSeries, f *decodedFamily) error
}
