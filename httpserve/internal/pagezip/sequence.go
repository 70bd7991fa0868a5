package pagezip

// A sequence is a run of literals and the match behind it:
//
//	literals<<32 | symbol of the distance<<24 | (distance-1)<<8 | length-3
//
// A match repeats 3 to 258 bytes that stand distance bytes before it.
type sequence uint64

func newSequence(literals, length, distance int) sequence {
	d := uint32(distance - 1)
	return sequence(literals)<<32 | sequence(distanceSymbol(d))<<24 | sequence(d)<<8 | sequence(length-minMatch)
}

// literals returns the number of literals.
func (s sequence) literals() int { return int(s >> 32) }

// length returns the length of the match in bytes.
func (s sequence) length() int { return int(s&0xff) + minMatch }

// shorten takes n bytes from the end of the match.
func (s sequence) shorten(n int) sequence { return s - sequence(n) }
