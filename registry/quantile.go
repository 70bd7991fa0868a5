package registry

import (
	"math"
	"slices"
	"sync"
)

// A sketch estimates quantiles of a stream of numbers in little memory,
// with errors that are known beforehand: of each objective's quantile the
// rank is off by no more than half the objective's error.
//
// It is the algorithm of Cormode, Korn, Muthukrishnan and Srivastava,
// "Effective Computation of Biased Quantiles over Data Streams" (2005),
// section 4 (targeted quantiles), fed in batches. A sketch keeps some of
// the numbers, in order, and of each how far its rank may be off. That may
// be the more the farther it is from every objective's quantile, so the
// numbers between are merged into their neighbours.
type sketch struct {
	kept  []kept
	count uint64
}

// A kept number of a sketch. Its rank is at least the sum of the weights
// up to and with its own, and at most that plus its slack.
type kept struct {
	key    key
	weight uint32 // numbers that it stands for: itself, and those merged into it
	slack  uint32
}

// span returns how many ranks a number would be uncertain about with so
// many more merged into it.
func (k *kept) span(more uint32) float64 { return float64(k.weight) + float64(k.slack) + float64(more) }

// A bench is memory for the work on a batch, some 20 KB. Those of a
// program are as many as batches are worked on at once.
type bench struct {
	batch, spare [exactUpTo]key
	kept         []kept
}

var benches = sync.Pool{New: func() any { return new(bench) }}

// insert adds a batch of sorted keys, one at least.
//
// It walks down from the greatest number, through what is kept and the
// batch at once, merging each into the one above as far as is allowed. The
// least and the greatest stay.
func (s *sketch) insert(batch []key, allowed allowance, b *bench) {
	s.count += uint64(len(batch))
	m := merger{old: s.kept, batch: batch}
	b.kept = slices.Grow(b.kept[:0], len(s.kept)+len(batch))
	made := b.kept[:cap(b.kept)]
	at := len(made) // of the last that is done with; those before come below

	rank := float64(s.count) // of the next number
	down := allowed.descend(rank)
	limit := down.at(rank)
	upper := m.next()
	rank -= float64(upper.weight)
	belowUpper := down.at(rank)
	for left := len(s.kept) + len(batch) - 2; left > 0; left-- {
		one := m.next()
		rank -= float64(one.weight)
		below := down.at(rank)
		if span := upper.span(one.weight); span <= limit && span <= below {
			upper.weight += one.weight
		} else {
			at--
			made[at] = upper
			upper, limit = one, belowUpper
		}
		belowUpper = below
	}
	at--
	made[at] = upper
	if len(s.kept)+len(batch) > 1 {
		at--
		made[at] = m.next()
	}
	s.kept = append(s.kept[:0], made[at:]...)
}

// A merger hands out the numbers that a sketch keeps and those of a batch,
// the greatest first.
type merger struct {
	old   []kept
	batch []key
	slack uint32 // of a number below the last of old that was handed out
}

func (m *merger) next() kept {
	last, most := len(m.old)-1, len(m.batch)-1
	if last >= 0 && (most < 0 || m.old[last].key > m.batch[most]) {
		one := m.old[last]
		m.old = m.old[:last]
		m.slack = one.weight + one.slack - 1
		return one
	}
	// A number takes its place right behind one that is equal, and is known
	// as well as that. Between two neighbours it may be as far off as the
	// upper one; the least and the greatest are known exactly.
	k := m.batch[most]
	m.batch = m.batch[:most]
	slack := m.slack
	if last >= 0 {
		if m.old[last].key == k {
			slack = m.old[last].slack
		}
	} else if most == 0 || m.batch[0] == k {
		slack = 0
	}
	return kept{k, 1, slack}
}

// mostKept is the number of kept numbers, of 16 bytes each, above which
// the objectives are given up for the sake of memory. A stream has to close
// in on one place from both sides to come that far.
const mostKept = 4000

// shrink gives up the objectives as far as need be.
func (s *sketch) shrink(allowed allowance) {
	for factor := 2.0; len(s.kept) > mostKept && factor < float64(s.count); factor *= 2 {
		s.kept = compress(s.kept, s.count, allowed, factor)
	}
}

// compress merges numbers into their upper neighbours, in place, as far
// as factor times what is allowed. The least and the greatest stay.
func compress(all []kept, count uint64, allowed allowance, factor float64) []kept {
	n := float64(count)
	to := len(all) - 1
	rank := n - float64(all[to].weight) // of the number at i
	ends, down := allowed.descend(n), allowed.descend(n)
	for i := to - 1; i > 0; i-- {
		upper := &all[to]
		below := rank - float64(all[i].weight)
		most := factor * max(1, min(down.at(below), ends.at(rank+float64(upper.weight))))
		if upper.span(all[i].weight) <= most {
			upper.weight += all[i].weight
		} else {
			to--
			all[to] = all[i]
		}
		rank = below
	}
	to--
	all[to] = all[0]
	return slices.Clone(all[to:])
}

// A union hands out the numbers of several sketches, the least first.
type union struct {
	sketches []sketch // of each, what is to come
	weight   float64  // of what was handed out
	ahead    float64  // ranks that the next of each may stand before, together
}

// appendEstimates appends, for each quantile, the value whose rank in the
// union of the sketches is nearest to it, NaN if there are none.
func appendEstimates(dst []float64, sketches []sketch, o objectives) []float64 {
	var cursors [8]sketch // room for the default number of slots
	u := union{sketches: cursors[:0]}
	n := 0.0
	for _, s := range sketches {
		if s.count > 0 {
			u.sketches = append(u.sketches, s)
			u.ahead += s.kept[0].span(0) - 1
			n += float64(s.count)
		}
	}
	first := len(dst)
	for range o {
		dst = append(dst, math.NaN())
	}
	var room [8]float64
	off := append(room[:0], dst[first:]...)
	for len(u.sketches) > 0 {
		value, rank := u.next()
		for i, obj := range o {
			target := math.Max(1, math.Ceil(obj.quantile*n))
			if d := math.Abs(rank - target); !(d >= off[i]) {
				dst[first+i], off[i] = value, d
			}
		}
	}
	return dst
}

// next returns the least number that is left, and the middle of the ranks
// that it may have.
func (u *union) next() (value, rank float64) {
	least := 0
	for i := range u.sketches {
		if u.sketches[i].kept[0].key < u.sketches[least].kept[0].key {
			least = i
		}
	}
	s := &u.sketches[least]
	one := s.kept[0]
	u.weight += float64(one.weight)
	u.ahead -= one.span(0) - 1
	rank = u.weight + (float64(one.slack)+u.ahead)/2
	if s.kept = s.kept[1:]; len(s.kept) > 0 {
		u.ahead += s.kept[0].span(0) - 1
	} else {
		u.sketches = slices.Delete(u.sketches, least, least+1)
	}
	return one.key.float(), rank
}
