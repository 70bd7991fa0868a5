package pagezip

import "encoding/binary"

// maxStored is the largest number of bytes in a block that is not
// compressed: RFC 1951, section 3.2.4. Each such block costs storedHeader
// more, the first possibly a byte more than that, to end the byte in which
// it begins.
const (
	maxStored    = 1<<16 - 1
	storedHeader = 5
)

// store writes text in blocks that are not compressed.
func (w *bitWriter) store(text []byte) {
	w.grow(len(text) + (len(text)/maxStored+1)*storedHeader + 1)
	for len(text) > 0 {
		n := min(len(text), maxStored)
		w.write(0, 3)
		w.align()
		binary.LittleEndian.PutUint16(w.buf[w.at:], uint16(n))
		binary.LittleEndian.PutUint16(w.buf[w.at+2:], ^uint16(n))
		w.at += 4 + copy(w.buf[w.at+4:], text[:n])
		text = text[n:]
	}
}
