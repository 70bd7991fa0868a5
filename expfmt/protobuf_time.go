package expfmt

import "encoding/binary"

// A protobufTime is a message google.protobuf.Timestamp.
type protobufTime struct {
	isKnown bool
	seconds int64 // since 1970
	nanos   int64
}

// The first and the last second of a Timestamp, in the years 1 and 9999.
const (
	minTimeSeconds = -62135596800
	maxTimeSeconds = 253402300799
)

// readField reads the message in a field.
func (t *protobufTime) readField(r *protobufReader) {
	if data := r.data[r.pos:]; !t.isKnown && r.wire == wireBytes && len(data) > 0 && int(data[0]) < len(data) && t.readUsual(data[1:1+data[0]]) {
		r.pos += 1 + int(data[0])
		return
	}
	inner := r.message(timestampMessage)
	t.read(&inner)
	r.join(&inner)
}

// readUsual reads a message with a second since 1970 and nanoseconds, and
// reports whether it is such a message. With readUsual of metrics, this saves
// 53 ns of 184 a counter.
func (t *protobufTime) readUsual(message []byte) bool {
	if len(message) == 0 || message[0] != fieldTimeSeconds<<3|byte(wireVarint) {
		return false
	}
	seconds, n := binary.Uvarint(message[1:])
	if message = message[1+max(n, 0):]; n <= 0 || len(message) == 0 || message[0] != fieldTimeNanos<<3|byte(wireVarint) {
		return false
	}
	nanos, n := binary.Uvarint(message[1:])
	if n != len(message)-1 || n == 0 || seconds > maxTimeSeconds || nanos > 999_999_999 {
		return false
	}
	*t = protobufTime{true, int64(seconds), int64(nanos)}
	return true
}

// read reads the message. A field that comes again replaces the first.
func (t *protobufTime) read(r *protobufReader) {
	t.isKnown = true
	for r.next() {
		switch r.number {
		case fieldTimeSeconds:
			t.seconds = int64(r.uint64())
			if t.seconds < minTimeSeconds || t.seconds > maxTimeSeconds {
				r.fail("expected a second of the years 1 to 9999, found %d", t.seconds)
			}
		case fieldTimeNanos:
			t.nanos = int64(r.uint64())
			if t.nanos < 0 || t.nanos > 999_999_999 {
				r.fail("expected nanoseconds from 0 to 999999999, found %d", t.nanos)
			}
		default:
			r.skip()
		}
	}
}

// units returns the time in nanoseconds. If an int64 can't hold the time, or
// the time is 1970 itself, exact has it in seconds.
func (t *protobufTime) units() (nanoseconds int64, exact *float64) {
	const most = (1<<63-1)/1_000_000_000 - 1
	switch {
	case !t.isKnown:
		return 0, nil
	case t.seconds > most || t.seconds < -most:
		return knownUnitsOf(float64(t.seconds)+float64(t.nanos)/1e9, 1e9)
	case t.seconds == 0 && t.nanos == 0:
		return 0, copyOf(0)
	}
	return t.seconds*1e9 + t.nanos, nil
}
