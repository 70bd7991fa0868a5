package pagezip

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// The twin writes bit for bit.
func TestBitWriter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var w bitWriter
	var want []byte
	bits := 0
	for range 5000 {
		v, n := r.Uint64(), uint(r.IntN(57))
		v &= 1<<n - 1
		w.grow(8)
		w.write(v, n)
		for i := range n {
			if bits%8 == 0 {
				want = append(want, 0)
			}
			want[bits/8] |= byte(v>>i&1) << (bits % 8)
			bits++
		}
		if r.IntN(100) == 0 {
			w.align()
			bits = 8 * len(want)
		}
	}
	w.grow(1)
	w.align()
	if !bytes.Equal(w.buf[:w.pos], want) {
		t.Error("got other bits than those that were written one by one")
	}
}

// Stored blocks of any size begin at any bit.
func TestBitWriterStore(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 10))
	text := make([]byte, 3*maxStored)
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	for _, n := range []int{0, 1, 100, maxStored - 1, maxStored, maxStored + 1, 2 * maxStored, 3 * maxStored} {
		var w bitWriter
		w.store(text[:n])
		w.grow(2)
		w.write(1<<1, 3) // an empty block ends in the middle of a byte
		w.write(0, 7)
		w.store(text[:n])
		if got := inflate(t, &w); !bytes.Equal(got, append(bytes.Clone(text[:n]), text[:n]...)) {
			t.Errorf("%d bytes: got another text of %d bytes", n, len(got))
		}
		blocks := (n + maxStored - 1) / maxStored
		if most := 2*(n+blocks*storedHeader+2) + 4; w.pos > most {
			t.Errorf("%d bytes: got %d, want at most %d", n, w.pos, most)
		}
	}
}

// grow keeps the bytes, and leaves a large buffer alone.
func TestBitWriterGrow(t *testing.T) {
	w := bitWriter{buf: []byte("before"), pos: 6}
	w.grow(100)
	if len(w.buf) < 6+100+8 || string(w.buf[:6]) != "before" {
		t.Errorf("got %d bytes, beginning with %q", len(w.buf), w.buf[:6])
	}
	first := &w.buf[0]
	if w.grow(100); first != &w.buf[0] {
		t.Error("got another buffer although the first has room")
	}
}
