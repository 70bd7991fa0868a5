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
