package pagezip

import "encoding/binary"

// A bitWriter packs bits into bytes, the first bit into the lowest place of
// a byte: RFC 1951, section 3.1.1.
type bitWriter struct {
	buf []byte // up to its capacity
	pos int    // the first byte with room
	pendingBits
}

// pendingBits are the bits that no byte of the buffer holds yet: at most 7
// after a flush. The type is a value, so that a loop keeps it in registers.
type pendingBits struct {
	bits uint64
	n    uint
}

// add adds the lowest n bits of v; all other bits of v are 0. Between two
// flushes there is room for 56 bits.
func (p pendingBits) add(v uint64, n uint) pendingBits {
	return pendingBits{p.bits | v<<(p.n&63), p.n + n}
}

// code adds the code of a symbol, in the form of assignCodes.
func (p pendingBits) code(c uint32) pendingBits { return p.add(uint64(c&0xffff), uint(c>>16)) }

// flush writes the full bytes of p at buf[pos:]. It writes up to 7 bytes
// more, which the next flush overwrites.
func (p pendingBits) flush(buf []byte, pos int) (pendingBits, int) {
	binary.LittleEndian.PutUint64(buf[pos:pos+8], p.bits)
	return pendingBits{p.bits >> (p.n & 0x38), p.n & 7}, pos + int(p.n>>3)
}

// write writes the lowest n bits of v. Only headers call write; inlined,
// write makes a binary 3 kB larger.
//
//go:noinline
func (w *bitWriter) write(v uint64, n uint) {
	w.pendingBits, w.pos = w.add(v, n).flush(w.buf, w.pos)
}

// grow makes room for n bytes, and for the spare bytes of a flush.
func (w *bitWriter) grow(n int) {
	n += 8
	if len(w.buf)-w.pos < n {
		w.buf = append(w.buf[:w.pos], make([]byte, n)...)
		w.buf = w.buf[:cap(w.buf)]
	}
}

// align fills the last byte with zeros.
func (w *bitWriter) align() { w.write(0, -w.n&7) }

// maxStored is the largest size of a stored block in bytes: RFC 1951,
// section 3.2.4. A stored block costs storedHeader bytes more. The first of
// several may cost another byte, to fill the byte before.
const (
	maxStored    = 1<<16 - 1
	storedHeader = 5
)

// store writes text in stored blocks, without compression.
func (w *bitWriter) store(text []byte) {
	w.grow(len(text) + (len(text)/maxStored+1)*storedHeader + 1)
	for len(text) > 0 {
		n := min(len(text), maxStored)
		w.write(0, 3)
		w.align()
		w.write(uint64(n)|uint64(n^maxStored)<<16, 32)
		w.pos += copy(w.buf[w.pos:], text[:n])
		text = text[n:]
	}
}
