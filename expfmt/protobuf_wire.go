package expfmt

import (
	"encoding/binary"
	"math"
)

// A wireType says how many bytes the value of a field has.
type wireType uint8

// The wire types in use, with their numbers in a tag.
const (
	wireVarint  wireType = 0
	wireFixed64 wireType = 1
	wireBytes   wireType = 2
	wireFixed32 wireType = 5 // in unknown fields alone
)

// Functions that append a whole field are not inlined, which would take 8 kB of
// every binary. The numbers of fields are below 16, but for one, so a tag is a
// byte.

// appendUintField appends a field of type uint64, uint32, int64 or of an
// enumeration.
//
//go:noinline
func appendUintField(dst []byte, number byte, v uint64) []byte {
	return binary.AppendUvarint(append(dst, number<<3|byte(wireVarint)), v)
}

// appendSintField appends a field of type sint64 or sint32: small negative
// numbers take few bytes.
func appendSintField(dst []byte, number byte, v int64) []byte {
	return appendUintField(dst, number, zigzag(v))
}

func zigzag(v int64) uint64 { return uint64(v)<<1 ^ uint64(v>>63) }

// appendDoubleField appends a field of type double.
//
//go:noinline
func appendDoubleField(dst []byte, number byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(append(dst, number<<3|byte(wireFixed64)), math.Float64bits(v))
}

// appendStringField appends a field of type string.
//
//go:noinline
func appendStringField(dst []byte, number byte, s string) []byte {
	return append(binary.AppendUvarint(append(dst, number<<3|byte(wireBytes)), uint64(len(s))), s...)
}

// beginMessage appends the tag of a field with a message, and room for a
// length below 128. The message comes next, then endMessage with start. The
// number may be 16, whose tag has two bytes.
func beginMessage(dst []byte, number byte) (_ []byte, start int) {
	tag := number<<3 | byte(wireBytes)
	if number == fieldHistogramExemplars {
		dst = append(dst, tag)
		tag = 1
	}
	dst = append(dst, tag, 0)
	return dst, len(dst)
}

// endMessage sets the length of the message dst[start:].
func endMessage(dst []byte, start int) []byte {
	n := len(dst) - start
	if n < 0x80 {
		dst[start-1] = byte(n)
		return dst
	}
	return insertLength(dst, start-1, start)
}

// insertLength puts the length of dst[start:] into dst[at:start] and moves the
// message where the room is too small or too large.
//
//go:noinline
func insertLength(dst []byte, at, start int) []byte {
	n := len(dst) - start
	length := binary.AppendUvarint(make([]byte, 0, binary.MaxVarintLen64), uint64(n))
	if behind := at + len(length); behind != start {
		dst = append(dst, length...) // for room
		copy(dst[behind:], dst[start:start+n])
		dst = dst[:behind+n]
	}
	copy(dst[at:], length)
	return dst
}
