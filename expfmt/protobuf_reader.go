package expfmt

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxFieldNumber is the largest number of a field.
const maxFieldNumber = 1<<29 - 1

// A protobufReader reads the fields of a message, one after the other: next
// finds a field, and a method for the field's type reads the value. The first
// error ends the message and stays in err.
type protobufReader struct {
	typ   *protobufMessage // nil for packed numbers
	data  []byte           // the message
	start int64            // the offset of data on the page
	outer int64            // the offset of the field with the message
	pos   int              // of the byte read next

	number int // of the field read last
	wire   wireType
	tag    int // the position of the field

	err *ProtobufError
}

// next finds the next field. It returns false at the end of the message and
// behind an error.
func (r *protobufReader) next() bool {
	if r.pos >= len(r.data) {
		return false
	}
	r.tag = r.pos
	if tag := r.data[r.pos]; tag >= 1<<3 && tag < 0x80 {
		r.number, r.wire = int(tag>>3), wireType(tag&7)
		r.pos++
		return true
	}
	return r.nextLong()
}

// nextLong is next for a tag of several bytes, or a wrong one.
func (r *protobufReader) nextLong() bool {
	r.number = 0
	tag := r.uvarint()
	if r.err != nil {
		return false
	}
	if number := tag >> 3; number == 0 || number > maxFieldNumber {
		r.fail("expected a field number from 1 to %d, found %d", maxFieldNumber, number)
		return false
	}
	r.number, r.wire = int(tag>>3), wireType(tag&7)
	return true
}

// fail ends the message with an error at the field read last.
func (r *protobufReader) fail(format string, args ...any) {
	r.failAt(r.tag, format, args...)
}

// failAt is fail for a position in the message.
func (r *protobufReader) failAt(pos int, format string, args ...any) {
	if r.err == nil {
		err := &ProtobufError{Offset: r.start + int64(pos), Err: fmt.Errorf(format, args...)}
		r.err = err.within(r.field())
	}
	r.pos = len(r.data)
}

// failMessage ends the message with an error of the message as a whole.
func (r *protobufReader) failMessage(format string, args ...any) {
	r.number = 0
	r.failAt(int(r.outer-r.start), format, args...)
}

// field returns the name of the field read last and, of a repeated field, the
// index, which is counted for errors alone.
func (r *protobufReader) field() string {
	if r.typ == nil {
		return ""
	}
	field := r.typ.field(r.number)
	switch {
	case field == nil:
		return ""
	case !field.repeated:
		return field.name
	}
	index := 0
	for before := (protobufReader{data: r.data[:r.tag]}); before.next(); before.skip() {
		if before.number == r.number {
			index++
		}
	}
	return field.name + " " + strconv.Itoa(index)
}

// expects reports whether the field has the wire type, and else fails.
func (r *protobufReader) expects(wire wireType) bool {
	if r.wire == wire {
		return true
	}
	r.fail("expected %v, found %v", wire, r.wire)
	return false
}

// uvarint reads a varint.
func (r *protobufReader) uvarint() uint64 {
	if r.pos < len(r.data) && r.data[r.pos] < 0x80 {
		r.pos++
		return uint64(r.data[r.pos-1])
	}
	v, n := binary.Uvarint(r.data[r.pos:])
	switch {
	case n == 0:
		r.failAt(len(r.data), "expected the rest of a varint, found the end of the message")
	case n < 0:
		r.fail("expected a varint of at most 64 bits, found a longer one")
	}
	r.pos += n
	if r.err != nil {
		r.pos = len(r.data)
	}
	return v
}

// uint64 reads a number of type uint64, int64 or of an enumeration.
func (r *protobufReader) uint64() uint64 {
	if !r.expects(wireVarint) {
		return 0
	}
	return r.uvarint()
}

func (r *protobufReader) uint32() uint32 {
	v := r.uint64()
	if v > math.MaxUint32 {
		r.fail("expected a number of 32 bits, found %d", v)
	}
	return uint32(v)
}

func (r *protobufReader) sint64() int64 { return unzigzag(r.uint64()) }

func (r *protobufReader) sint32() int32 {
	v := r.sint64()
	if v != int64(int32(v)) {
		r.fail("expected a number of 32 bits, found %d", v)
	}
	return int32(v)
}

func (r *protobufReader) double() float64 {
	if !r.expects(wireFixed64) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(r.cut(8)))
}

// eightZeros are the bytes of a number that is not there.
var eightZeros [8]byte

// cut returns the next n bytes, which may be fewer than the message has: then
// cut fails and returns zeros for a number.
func (r *protobufReader) cut(n uint64) []byte {
	if n > uint64(len(r.data)-r.pos) {
		r.failAt(len(r.data), "expected %d more bytes, found the end of the message", n-uint64(len(r.data)-r.pos))
		return eightZeros[:]
	}
	r.pos += int(n)
	return r.data[r.pos-int(n) : r.pos]
}

// bytes reads the bytes of a string or a message behind their length.
func (r *protobufReader) bytes() []byte {
	if !r.expects(wireBytes) {
		return nil
	}
	length := r.uvarint()
	if r.err != nil {
		return nil
	}
	data := r.cut(length)
	if r.err != nil {
		return nil
	}
	return data
}

// text reads a string.
func (r *protobufReader) text() []byte {
	text := r.bytes()
	if r.err == nil && !utf8.Valid(text) {
		r.fail("expected valid UTF-8, found %.40q", text)
	}
	return text
}

// message returns a reader of the message in the field. When it has been read,
// join takes its error.
func (r *protobufReader) message(typ *protobufMessage) protobufReader {
	outer := r.start + int64(r.tag)
	data := r.bytes()
	return protobufReader{typ: typ, data: data, start: r.start + int64(r.pos-len(data)), outer: outer}
}

// join takes the error of a message in the field read last.
func (r *protobufReader) join(inner *protobufReader) {
	if inner.err != nil {
		r.joinWithin(inner, r.field())
	}
}

// joinWithin is join for a message whose name is known.
func (r *protobufReader) joinWithin(inner *protobufReader, name string) {
	if inner.err != nil && r.err == nil {
		r.err = inner.err.within(name)
	}
	if r.err != nil {
		r.pos = len(r.data)
	}
}

// packed returns a reader of packed numbers with the wire type. The caller
// reads one after the other while the reader has more, and then calls join.
func (r *protobufReader) packed(wire wireType) protobufReader {
	packed := r.message(nil)
	packed.wire = wire
	return packed
}

// more reports whether the reader has more packed numbers.
func (r *protobufReader) more() bool {
	r.tag = r.pos
	return r.pos < len(r.data)
}

// skip skips the value of a field, which may be unknown.
func (r *protobufReader) skip() {
	switch r.wire {
	case wireVarint:
		r.uvarint()
	case wireFixed64:
		r.cut(8)
	case wireBytes:
		r.bytes()
	case wireFixed32:
		r.cut(4)
	default:
		r.fail("expected a field with a varint, bytes, or a number of 4 or 8 bytes, found %v", r.wire)
	}
}

// String returns the name of a wire type, for errors.
func (w wireType) String() string {
	switch w {
	case wireVarint:
		return "a varint"
	case wireFixed64:
		return "a number of 8 bytes"
	case wireBytes:
		return "bytes behind their length"
	case wireFixed32:
		return "a number of 4 bytes"
	case 3, 4:
		return "a group"
	}
	return "wire type " + strconv.Itoa(int(w))
}
