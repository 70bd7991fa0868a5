package expfmt

// A compositeCount is a count in a composite value: as a float64 and, if a uint64
// can hold the count, as a whole number.
type compositeCount struct {
	whole uint64
	float float64
}

// isBelow reports whether c is below other. Of float counts, the whole numbers
// have no meaning.
func (c compositeCount) isBelow(other compositeCount, isFloat bool) bool {
	if isFloat {
		return c.float < other.float
	}
	return c.whole < other.whole
}

// compositeCounts are counts in two slices. A Point gets one of them, as it is:
// the whole numbers in Point.Counts, or the floats in Point.Floats.
type compositeCounts struct {
	whole  []uint64
	floats []float64
}

func (c *compositeCounts) add(n compositeCount) {
	c.whole, c.floats = append(c.whole, n.whole), append(c.floats, n.float)
}

// last returns the last count. It panics without counts.
func (c *compositeCounts) last() compositeCount {
	n := len(c.whole) - 1
	return compositeCount{c.whole[n], c.floats[n]}
}

// reset removes the counts and keeps their memory.
func (c *compositeCounts) reset() { c.whole, c.floats = c.whole[:0], c.floats[:0] }
