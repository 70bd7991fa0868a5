package series

// Curried are label values chosen before the others, in the order of their
// indexes.
type Curried []CurriedValue

// A CurriedValue is a label value and its place.
type CurriedValue struct {
	Index int // among the values of the label template
	Value string
}

// Merge appends the given values to dst, with the curried values in their
// places. A nil *Curried has no values.
func (c *Curried) Merge(dst, given []string) []string {
	if c == nil {
		return append(dst, given...)
	}
	for _, value := range *c {
		if n := value.Index - len(dst); n <= len(given) {
			dst = append(dst, given[:n]...)
			given = given[n:]
		}
		dst = append(dst, value.Value)
	}
	return append(dst, given...)
}

// Has reports whether the value with the index is curried.
func (c *Curried) Has(index int) bool {
	if c != nil {
		for _, value := range *c {
			if value.Index == index {
				return true
			}
		}
	}
	return false
}
