package series

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A lookup is a store's label template in the form for look-ups.
type lookup struct {
	template *expfmt.LabelTemplate
	segments []expfmt.LabelSegment
	suffix   int // its length

	// hasInnerQuotes says whether some text between two values has more
	// quotes than the closing quote of a value and the opening quote of the
	// next, because constant labels or quoted names stand there.
	hasInnerQuotes bool

	// direct is the number of label values in a look-up without constraints,
	// and -1 for a store with constraints.
	direct int
}

func newLookup(t *expfmt.LabelTemplate, isConstrained bool) lookup {
	l := lookup{template: t, segments: t.Segments(), suffix: len(t.Suffix()), direct: t.Len()}
	l.hasInnerQuotes = slices.ContainsFunc(l.segments, func(s expfmt.LabelSegment) bool { return strings.Count(s.Prefix, `"`) > 2 })
	if isConstrained {
		l.direct = -1
	}
	return l
}

// Get returns the cell of the series with the given label values, and
// creates the series if need be. The curried values take their places among
// the given ones; nil stands for none. Get panics where GetOrError fails.
//
// Programs call Get with every request, so Get finds an existing series
// without a call. The first loop is hashValues, the second loop is matches:
// calling both instead takes 3 ns more for one label and 5 ns for four, of 9
// and 24. Curried is a pointer because a slice takes three registers, and 2
// ns. New options of vectors belong into create; Get does not change with
// them.
func (s *Store[C]) Get(curried *Curried, values []string) *C {
	t, l := s.index.table.Load(), &s.lookup
	if t == nil || len(values) != l.direct {
		return s.getSlowly(curried, values)
	}
	h := seed
	for _, value := range values {
		n := len(value)
		if n > 16 {
			h, value = foldLong(h, value)
		}
		var a, b uint64
		switch {
		case len(value) >= 8:
			a, b = load64(value), load64(value[len(value)-8:])
		case len(value) >= 4:
			a, b = load32(value), load32(value[len(value)-4:])
		case len(value) >= 2:
			a, b = load16(value), load16(value[len(value)-2:])
		case len(value) == 1:
			a = uint64(value[0])
		}
		h = fold(h^a, secrets[n&31]^b)
	}
	hash := uint32(h ^ h>>32)
	slot := hash & t.mask
	found := t.slots[slot].Load()
	for found != nil && found.hash != hash {
		slot = (slot + 1) & t.mask
		found = t.slots[slot].Load()
	}
	if found == nil || found.is(escaped|removed) {
		return s.getSlowly(curried, values)
	}
	labels := found.labels.Load().String()
	if l.hasInnerQuotes && !l.hasSegments(labels, values) {
		return s.getSlowly(curried, values)
	}
	end := 0
	for _, segment := range l.segments {
		value := values[segment.Value]
		begin := end + len(segment.Prefix)
		end = begin + len(value)
		if end >= len(labels) || labels[end] != '"' || labels[begin-1] != '"' {
			return s.getSlowly(curried, values)
		}
		rendered := labels[begin:end]
		switch n := len(value); {
		case n > 16:
			if value != rendered {
				return s.getSlowly(curried, values)
			}
		case n >= 8:
			if load64(value) != load64(rendered) || load64(value[n-8:]) != load64(rendered[n-8:]) {
				return s.getSlowly(curried, values)
			}
		case n >= 4:
			if load32(value) != load32(rendered) || load32(value[n-4:]) != load32(rendered[n-4:]) {
				return s.getSlowly(curried, values)
			}
		case n >= 2:
			if load16(value) != load16(rendered) || load16(value[n-2:]) != load16(rendered[n-2:]) {
				return s.getSlowly(curried, values)
			}
		case n == 1:
			if value[0] != rendered[0] {
				return s.getSlowly(curried, values)
			}
		}
	}
	if end+l.suffix != len(labels) {
		return s.getSlowly(curried, values)
	}
	return &found.Cell
}

// matches reports whether the values are the values in rendered labels
// without escapes. It compares without rendering the values.
//
// Proof: without escapes, no value in the labels has a quote. From the first
// value to the end of the last one, the labels have two quotes between a
// value and the next, and no others. Each given value is found between two
// quotes of its own, all values one behind the other, and the last one ends
// where the suffix begins. So the given values take all of the quotes.
// Therefore no given value has a quote inside, and each is a whole value.
//
// Where the text between values has more quotes (hasInnerQuotes), matches
// compares the text as well, and a given value with a quote makes the quotes
// too many.
func (l *lookup) matches(labels string, values []string) bool {
	if l.hasInnerQuotes && !l.hasSegments(labels, values) {
		return false
	}
	end := 0
	for _, segment := range l.segments {
		value := values[segment.Value]
		begin := end + len(segment.Prefix)
		end = begin + len(value)
		if end >= len(labels) || labels[end] != '"' || labels[begin-1] != '"' || labels[begin:end] != value {
			return false
		}
	}
	return end+l.suffix == len(labels)
}

// isEscaped reports whether some value is escaped in its rendered labels: an
// escape makes the labels longer than the text and the values.
func (l *lookup) isEscaped(labels string, values []string) bool {
	size := l.suffix
	for _, segment := range l.segments {
		size += len(segment.Prefix) + len(values[segment.Value])
	}
	return len(labels) > size
}

// hasSegments reports whether the text of the template stands in the labels
// where the given values put it.
func (l *lookup) hasSegments(labels string, values []string) bool {
	for _, segment := range l.segments {
		end := len(segment.Prefix) + len(values[segment.Value])
		if end > len(labels) || !strings.HasPrefix(labels, segment.Prefix) {
			return false
		}
		labels = labels[end:]
	}
	return labels == l.template.Suffix()
}

// seed and secrets are random, and differ from process to process. Strangers
// who choose label values to make them collide would have to know both.
//
// A value is folded in as blocks of 16 bytes, with secrets[blockSecret], and
// an end of up to 16 bytes, with secrets[n&31] for a value of n bytes. Blocks
// and ends meet different secrets, so the hash depends on where a value ends.
// The number of blocks and n&31 determine n, so no bytes can make up for a
// length. For values of the same length, the folded words have all bytes of
// the value, so two different values differ in some word.
var (
	seed    = rand.Uint64()
	secrets = newSecrets()
)

// blockSecret is the index of the secret for blocks.
const blockSecret = 32

func newSecrets() (s [33]uint64) {
	for i := range s {
		s[i] = rand.Uint64()
	}
	return s
}

// hashValues returns a hash of label values, whose order counts. A label
// value is short: calling hash/maphash takes longer than hashing a value
// here. A hash says where to look; Get and find compare the values found
// there.
//
// Each step folds in 16 bytes of a value. The last 16 bytes may overlap with
// the bytes before.
func hashValues(values []string) uint32 {
	h := seed
	for _, v := range values {
		n := len(v)
		if n > 16 {
			h, v = foldLong(h, v)
		}
		var a, b uint64
		switch {
		case len(v) >= 8:
			a, b = load64(v), load64(v[len(v)-8:])
		case len(v) >= 4:
			a, b = load32(v), load32(v[len(v)-4:])
		case len(v) >= 2:
			a, b = load16(v), load16(v[len(v)-2:])
		case len(v) == 1:
			a = uint64(v[0])
		}
		h = fold(h^a, secrets[n&31]^b)
	}
	return uint32(h ^ h>>32)
}

// foldLong folds in a value of more than 16 bytes except for the last 16,
// which it returns.
func foldLong(h uint64, v string) (uint64, string) {
	last := v[len(v)-16:]
	for ; len(v) > 16; v = v[16:] {
		h = fold(h^load64(v), secrets[blockSecret]^load64(v[8:]))
	}
	return h, last
}

// fold multiplies and folds the 128 bits of the product in two: each bit of
// a and b changes about half of the result.
func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// load64, load32 and load16 return the first 8, 4 or 2 bytes of a string,
// with one instruction each.
func load64(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func load32(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func load16(s string) uint64 { return uint64(s[0]) | uint64(s[1])<<8 }
