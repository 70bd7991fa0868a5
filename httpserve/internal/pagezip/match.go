package pagezip

import (
	"encoding/binary"
	"math/bits"
)

func load64(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8]) }
func load32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i : i+4]) }

// noPosition is outside the window of every position.
const noPosition = -1 << 30

// inWindow reports whether a match at pos may repeat the bytes at cand.
func inWindow(pos, cand int) bool { return uint(pos-cand-1) < window }

// matchLen returns the number of equal bytes at pos and at cand, at most
// longestMatch; cand is less than pos. Steps of 16 bytes save time, see
// block.oddCounts.
func matchLen(page []byte, pos, cand int) int {
	end := min(len(page), pos+longestMatch)
	start := pos
	for pos+16 <= end {
		if differ := load64(page, pos) ^ load64(page, cand); differ != 0 {
			return pos - start + bits.TrailingZeros64(differ)>>3
		}
		if differ := load64(page, pos+8) ^ load64(page, cand+8); differ != 0 {
			return pos + 8 - start + bits.TrailingZeros64(differ)>>3
		}
		pos, cand = pos+16, cand+16
	}
	for pos < end && page[pos] == page[cand] {
		pos, cand = pos+1, cand+1
	}
	return pos - start
}

// Costs in bits: of a literal, and of the literals saved by each byte of a
// match.
const (
	digitBits  = 3
	letterBits = 5
	byteBits   = 4
)

// matchScore compares matches that end at different positions. The distance
// counts twice, because the next match from the same line repeats its bits.
func matchScore(end, distance int) int { return byteBits*end - 2*bits.Len(uint(distance)) }
