package pagezip

import "hash/crc32"

// A Zipper compresses pages, one after the other. The zero value is ready
// to use. A Zipper holds 225 kB of memory, so a program should use
// it for many pages; no page influences the next.
//
// Several goroutines must not use a Zipper at once.
type Zipper struct {
	block   block
	matcher matcher

	w        bitWriter
	checksum uint32
	size     uint32 // of all text added, modulo 1<<32
}

// Append appends page to dst, compressed to one member of a gzip file (RFC
// 1952): Begin, Add and End in one call.
//
// Append allocates nothing if the capacity of dst suffices, for example
// after a similar page. No page grows by more than 20 bytes and 5
// bytes for each 65,535 of its own.
func (z *Zipper) Append(dst, page []byte) []byte {
	z.Begin(dst)
	z.Add(page)
	return z.End()
}

// Begin begins a member of a gzip file behind dst.
func (z *Zipper) Begin(dst []byte) {
	// No name, no time, an unknown system.
	dst = append(dst, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"...)
	z.w = bitWriter{buf: dst[:cap(dst)], pos: len(dst)}
	z.checksum, z.size = 0, 0
}

// Add adds text: complete lines of the page compress best, but any bytes are
// compressed correctly. Add compresses the text by itself and does not keep
// it: a large page may come in chunks that fit into a cache, each of at
// least a thousand lines.
func (z *Zipper) Add(text []byte) {
	z.checksum = crc32.Update(z.checksum, crc32.IEEETable, text)
	z.size += uint32(len(text))
	z.deflate(&z.w, text)
}

// End ends the member, and returns it appended to the dst of Begin.
func (z *Zipper) End() []byte {
	w := &z.w
	w.grow(2 + 8)
	w.write(1|1<<1, 3) // the last block, empty, with the codes of RFC 1951, section 3.2.6
	w.write(0, 7)
	w.align()
	w.write(uint64(z.checksum), 32)
	w.write(uint64(z.size), 32)
	dst := w.buf[:w.pos]
	z.w = bitWriter{}
	return dst
}

// minSaving is the number of bytes that a compressed block must save. A
// block between two stored blocks costs a stored header more.
const minSaving = 2 * (storedHeader + 1)

// deflate writes text in blocks (RFC 1951), none of them the last. Stored
// blocks have a size of their own: incompressible text waits
// for the next compressed block.
func (z *Zipper) deflate(w *bitWriter, text []byte) {
	z.matcher.reset(text)
	stored := 0 // begins the text that waits
	for start := 0; start < len(text); {
		end := z.matcher.fill(&z.block, start)
		size := z.block.prepare(text[start:end])/8 + 1
		if size+minSaving <= end-start {
			w.store(text[stored:start])
			w.grow(size)
			z.block.write(w, text[start:end])
			stored = end
		}
		start = end
	}
	w.store(text[stored:])
	z.matcher.page = nil // the caller may want to free the page
}
