package pagezip

import (
	"encoding/binary"
	"hash/crc32"
)

// A Zipper compresses pages, one after the other. The zero value is ready.
// It has 225 kB of tables, which is what it is kept for: nothing of a page
// is left in the next one.
//
// A Zipper must not be used by several goroutines at once.
type Zipper struct {
	block  block
	finder finder

	w        bitWriter
	checksum uint32
	size     uint32 // of what was added, modulo 1<<32
}

// Append appends page, compressed to one member of a gzip file (RFC 1952),
// to dst: Begin, Add and End in one.
//
// If what dst has room for is enough, which it is if it got a page of the
// kind before, nothing is allocated. No page grows by more than 20 bytes
// and 5 for every 65,535 of its own.
func (z *Zipper) Append(dst, page []byte) []byte {
	z.Begin(dst)
	z.Add(page)
	return z.End()
}

// Begin begins a member of a gzip file behind dst.
func (z *Zipper) Begin(dst []byte) {
	// No name, no time, an unknown system.
	dst = append(dst, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
	z.w = bitWriter{buf: dst[:cap(dst)], at: len(dst)}
	z.checksum, z.size = 0, 0
}

// Add adds a part of a page, which ends with a line. It is compressed by
// itself, and not kept; so a page may come in parts that fit a cache, but
// they should have a thousand lines or more.
func (z *Zipper) Add(part []byte) {
	z.checksum = crc32.Update(z.checksum, crc32.IEEETable, part)
	z.size += uint32(len(part))
	z.deflate(&z.w, part)
}

// End ends the member, and returns dst with it.
func (z *Zipper) End() []byte {
	w := &z.w
	w.grow(2)
	w.write(1|1<<1, 3) // the last block, which is empty, with the codes of section 3.2.6
	w.write(0, 7)
	w.align()
	dst := binary.LittleEndian.AppendUint32(w.buf[:w.at], z.checksum)
	dst = binary.LittleEndian.AppendUint32(dst, z.size)
	z.w = bitWriter{}
	return dst
}

// saving is the number of bytes that a block has to save if it is to be
// compressed: what two headers of stored blocks take, because it may stand
// between such.
const saving = 2 * (storedHeader + 1)

// deflate writes page in blocks (RFC 1951), none of which is the last.
// Where these do not become smaller, it puts them off: what is stored has
// its own limit of size.
func (z *Zipper) deflate(w *bitWriter, page []byte) {
	z.finder.reset(page)
	defer z.finder.forget()
	stored := 0 // begins what has been put off
	for start := 0; start < len(page); {
		end := z.finder.fill(&z.block, start)
		size := z.block.prepare(page[start:end])/8 + 1
		if size+saving <= end-start {
			w.store(page[stored:start])
			w.grow(size)
			z.block.write(w, page[start:end])
			stored = end
		}
		start = end
	}
	w.store(page[stored:])
}
