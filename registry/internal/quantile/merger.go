package quantile

// A merger yields the tuples of a sketch and the numbers of a batch as
// tuples, the greatest first.
type merger struct {
	tuples []tuple
	batch  []key
	delta  uint32 // for a number between the last yielded tuple and the next
}

// next removes and returns the greatest tuple.
func (m *merger) next() tuple {
	last, greatest := len(m.tuples)-1, len(m.batch)-1
	if last >= 0 && (greatest < 0 || m.tuples[last].value > m.batch[greatest]) {
		t := m.tuples[last]
		m.tuples = m.tuples[:last]
		m.delta = t.g + t.delta - 1
		return t
	}
	// A new number between two tuples gets the uncertainty of the upper
	// tuple. A number equal to a tuple goes right behind the tuple and gets
	// its delta. The ranks of the least and the greatest number are certain.
	k := m.batch[greatest]
	m.batch = m.batch[:greatest]
	delta := m.delta
	if last >= 0 {
		if m.tuples[last].value == k {
			delta = m.tuples[last].delta
		}
	} else if greatest == 0 || m.batch[0] == k {
		delta = 0
	}
	return tuple{k, 1, delta}
}
