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
}

// Append appends page, compressed to one member of a gzip file (RFC 1952),
// to dst.
//
// If what dst has room for is enough, which it is if it got a page of the
// kind before, nothing is allocated. No page grows by more than 18 bytes
// and 5 for every 65,535 of its own.
func (z *Zipper) Append(dst, page []byte) []byte {
	// No name, no time, an unknown system.
	dst = append(dst, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
	w := bitWriter{buf: dst[:cap(dst)], at: len(dst)}
	z.deflate(&w, page)
	dst = binary.LittleEndian.AppendUint32(w.buf[:w.at], crc32.ChecksumIEEE(page))
	return binary.LittleEndian.AppendUint32(dst, uint32(len(page)))
}

// saving is the number of bytes that a block has to save if it is to be
// compressed: what two headers of stored blocks take, because it may stand
// between such.
const saving = 2 * (storedHeader + 1)

// deflate writes page in blocks (RFC 1951). Where these do not become
// smaller, it puts them off: what is stored has its own limit of size.
func (z *Zipper) deflate(w *bitWriter, page []byte) {
	z.finder.reset(page)
	defer z.finder.forget()
	stored := 0 // begins what has been put off
	for start := 0; start < len(page); {
		end := z.finder.fill(&z.block, start)
		size := z.block.prepare(page[start:end])/8 + 1
		if size+saving <= end-start {
			if stored < start {
				w.store(page[stored:start], false)
			}
			w.grow(size)
			z.block.write(w, page[start:end], end == len(page))
			stored = end
		}
		start = end
	}
	if stored < len(page) || len(page) == 0 {
		w.store(page[stored:], true)
	}
	w.grow(1)
	w.align()
}
