package expfmt

// A Format is the grammar of one exposition format. Its methods append the
// pieces of a page, in the order in which an Encoder calls them: a family's
// header, then its series one by one, at the end the page's last line. They
// trust what they are given.
type Format interface {
	// ContentType returns what the Content-Type header of a page says.
	ContentType() string

	AppendHeader(dst []byte, f *Family) []byte
	AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte
	AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte

	// TakesColumns reports whether all that a page shows of f's series are
	// their values, so that AppendColumn can append them; exemplars says
	// whether some may have one.
	TakesColumns(f *Family, exemplars bool) bool
	AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64) []byte

	AppendEnd(dst []byte) []byte
}
