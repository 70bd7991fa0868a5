package quantile

import "slices"

// A sketch is the paper's data structure for a stream of count numbers. It
// holds some of the numbers, sorted, with bounds of their ranks. Numbers far
// from every objective's quantile are merged into their upper neighbours.
// The rank of an estimate from one sketch is off by at most half of its
// objective's error, unless the sketch had to shrink.
type sketch struct {
	tuples []tuple
	count  uint64
}

// A tuple is the paper's (v, g, Δ). The rank of the value is at least the
// sum of g up to and including this tuple, and at most that sum plus delta.
type tuple struct {
	value key
	g     uint32 // numbers that the tuple stands for: its own and the merged
	delta uint32
}

// span returns g+Δ, which the invariant limits, after a merge of a tuple
// with the given g.
func (t *tuple) span(merged uint32) float64 {
	return float64(t.g) + float64(t.delta) + float64(merged)
}

// maxTuples is the number of tuples, of 16 bytes each, above which a sketch
// shrinks. Only a stream that closes in on one place from both sides comes
// that far: 100,000 such numbers grow a sketch to 64 KB, while most streams
// need 300 tuples, 5 KB.
const maxTuples = 4000

// insert adds a batch of at least one sorted key.
//
// It walks down from the greatest number, through the tuples and the batch
// at once, and merges each number into the upper neighbour as far as the
// invariant allows. The least and the greatest number remain.
func (s *sketch) insert(batch []key, inv invariant, m *scratch) {
	s.count += uint64(len(batch))
	merge := merger{tuples: s.tuples, batch: batch}
	size := len(s.tuples) + len(batch)
	m.tuples = slices.Grow(m.tuples[:0], size)
	merged := m.tuples[:cap(m.tuples)]
	start := len(merged) // of the finished tuples, which grow downwards

	rank := float64(s.count) // of the next tuple
	c := inv.cursor(rank)
	limit := c.limit(rank)
	upper := merge.next()
	rank -= float64(upper.g)
	upperLimit := c.limit(rank) // at the rank below upper
	for range size - 2 {
		lower := merge.next()
		rank -= float64(lower.g)
		lowerLimit := c.limit(rank)
		if span := upper.span(lower.g); span <= limit && span <= lowerLimit {
			upper.g += lower.g
		} else {
			start--
			merged[start] = upper
			upper, limit = lower, upperLimit
		}
		upperLimit = lowerLimit
	}
	start--
	merged[start] = upper
	if size > 1 {
		start--
		merged[start] = merge.next()
	}
	s.tuples = append(s.tuples[:0], merged[start:]...)
}

// shrink raises all limits by a share of the numbers, the least one that
// maxTuples demands. The rank of an estimate is then off by up to half of the
// share more: 1/1000 of the numbers after 1,000,000 of them, 1/500 after
// 10,000,000. To multiply the limits would be worse. The deltas of later
// numbers come from their neighbours, so each multiplication raises the next
// one, and a narrow objective errs by a hundred times its error.
func (s *sketch) shrink(inv invariant) {
	for share := 1.0 / 4096; len(s.tuples) > maxTuples; share *= 2 {
		s.tuples = compress(s.tuples, s.count, inv, share)
	}
}

// reset forgets all numbers.
func (s *sketch) reset() { s.tuples, s.count = s.tuples[:0], 0 }

// compress merges tuples into their upper neighbours, in place, as far as
// the invariant and the given share of the count allow. The first and the
// last tuple remain.
func compress(tuples []tuple, count uint64, inv invariant, share float64) []tuple {
	n := float64(count)
	more := float64(share * n)
	start := len(tuples) - 1 // of the finished tuples
	rank := n - float64(tuples[start].g)
	upperCursor, lowerCursor := inv.cursor(n), inv.cursor(n)
	for i := start - 1; i > 0; i-- {
		upper := &tuples[start]
		below := rank - float64(tuples[i].g)
		limit := more + max(1, min(lowerCursor.limit(below), upperCursor.limit(rank+float64(upper.g))))
		if upper.span(tuples[i].g) <= limit {
			upper.g += tuples[i].g
		} else {
			start--
			tuples[start] = tuples[i]
		}
		rank = below
	}
	start--
	tuples[start] = tuples[0]
	return slices.Clone(tuples[start:])
}
