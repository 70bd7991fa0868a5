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

// appendTag appends the tag of a field.
func appendTag(dst []byte, number int, wire wireType) []byte {
	if number < 16 {
		return append(dst, byte(number)<<3|byte(wire))
	}
	return binary.AppendUvarint(dst, uint64(number)<<3|uint64(wire))
}

// appendUintField appends a field of type uint64, uint32, int64 or of an
// enumeration.
func appendUintField(dst []byte, number int, v uint64) []byte {
	return binary.AppendUvarint(appendTag(dst, number, wireVarint), v)
}

// appendSintField appends a field of type sint64 or sint32: small negative
// numbers take few bytes.
func appendSintField(dst []byte, number int, v int64) []byte {
	return appendUintField(dst, number, uint64(v)<<1^uint64(v>>63))
}

// appendDoubleField appends a field of type double.
func appendDoubleField(dst []byte, number int, v float64) []byte {
	return binary.LittleEndian.AppendUint64(appendTag(dst, number, wireFixed64), math.Float64bits(v))
}

// appendStringField appends a field of type string.
func appendStringField[T string | []byte](dst []byte, number int, s T) []byte {
	dst = binary.AppendUvarint(appendTag(dst, number, wireBytes), uint64(len(s)))
	return append(dst, s...)
}

// beginMessage appends the tag of a field with a message, and room for a
// length below 128. The message comes next, then endMessage with start.
func beginMessage(dst []byte, number int) (_ []byte, start int) {
	dst = append(appendTag(dst, number, wireBytes), 0)
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
// message up where the room is too small.
func insertLength(dst []byte, at, start int) []byte {
	var room [binary.MaxVarintLen64]byte
	n := len(dst) - start
	length := room[:binary.PutUvarint(room[:], uint64(n))]
	dst = append(dst, length[:len(length)-(start-at)]...)
	copy(dst[at+len(length):], dst[start:start+n])
	copy(dst[at:], length)
	return dst
}
