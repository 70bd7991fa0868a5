package pagezip

// write writes the block, whose part of the page is text.
func (b *block) write(w *bitWriter, text []byte) {
	if b.dynamic {
		w.write(2<<1, 3)
		b.header.write(w)
	} else {
		w.write(1<<1, 3)
	}
	literals, distances := &b.codes.literals, &b.codes.distances
	p, at := w.pending, w.at
	from := 0
	for _, s := range b.sequences[:b.n] {
		end := from + s.literals()
		run := text[from:end]
		from = end + s.length()
		for len(run) >= 4 {
			p = p.code(literals[run[0]]).code(literals[run[1]])
			p = p.code(literals[run[2]]).code(literals[run[3]])
			p, at = p.flush(w.buf, at)
			run = run[4:]
		}
		for _, l := range run {
			p = p.code(literals[l])
		}
		if len(run) > 1 {
			p, at = p.flush(w.buf, at)
		}
		length, distance := b.lengths[s&0xff], distances[s>>24&31]
		extra := uint(distance >> 24)
		p = p.add(uint64(length&0xffffff), uint(length>>24))
		p = p.code(distance & 0xffffff)
		p = p.add(uint64(s>>8)&(1<<(extra&63)-1), extra)
		p, at = p.flush(w.buf, at)
	}
	for _, l := range text[from:] {
		p, at = p.code(literals[l]).flush(w.buf, at)
	}
	w.pending, w.at = p.code(literals[endOfBlock]).flush(w.buf, at)
}
