package pagezip

import (
	"encoding/binary"
	"slices"
)

// A bitWriter packs bits into bytes, the first into the lowest bit, as
// RFC 1951, section 3.1.1, has it.
type bitWriter struct {
	buf []byte // up to its capacity
	at  int    // the first byte that is not full
	pending
}

// pending are the bits that are not written yet: at most 7 after a flush.
// It is a value, so that it may stay in registers.
type pending struct {
	bits uint64
	n    uint
}

// add adds the lowest n bits of v, which has no others. Between two
// flushes there is room for 56.
func (p pending) add(v uint64, n uint) pending {
	return pending{p.bits | v<<(p.n&63), p.n + n}
}

// code adds the code of a symbol, as assign makes them.
func (p pending) code(c uint32) pending { return p.add(uint64(c&0xffff), uint(c>>16)) }

// flush writes the full bytes of p at at in buf, and up to 7 more that will
// be written again.
func (p pending) flush(buf []byte, at int) (pending, int) {
	binary.LittleEndian.PutUint64(buf[at:at+8], p.bits)
	return pending{p.bits >> (p.n & 0x38), p.n & 7}, at + int(p.n>>3)
}

// write writes the lowest n bits of v.
func (w *bitWriter) write(v uint64, n uint) {
	w.pending, w.at = w.add(v, n).flush(w.buf, w.at)
}

// grow makes room for n bytes, and for what a flush writes too much.
func (w *bitWriter) grow(n int) {
	n += 8
	if len(w.buf)-w.at < n {
		w.buf = slices.Grow(w.buf[:w.at], n)
		w.buf = w.buf[:cap(w.buf)]
	}
}

// align ends the byte that is not full, if there is one.
func (w *bitWriter) align() { w.write(0, -w.n&7) }
