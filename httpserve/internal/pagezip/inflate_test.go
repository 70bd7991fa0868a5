package pagezip

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// inflate ends the deflate stream of w with an empty last block, and reads
// the stream with compress/flate.
func inflate(t testing.TB, w *bitWriter) []byte {
	t.Helper()
	w.grow(2)
	w.write(1|1<<1, 3)
	w.write(0, 7)
	w.align()
	in := bytes.NewReader(w.buf[:w.pos])
	text, err := io.ReadAll(flate.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if in.Len() > 0 {
		t.Fatalf("got %d bytes behind the last block, want none", in.Len())
	}
	return text
}

// expand returns the text of sequences whose literals stand in text. It is
// the simple twin of a decoder: it copies byte by byte, and so finds a match
// whose bytes differ.
func expand(t testing.TB, sequences []sequence, text []byte) []byte {
	t.Helper()
	var got []byte
	for i, s := range sequences {
		got = append(got, text[len(got):len(got)+s.literals()]...)
		distance := int(s>>8&0xffff) + 1
		if distance > len(got) {
			t.Fatalf("sequence %d: got distance %d, want at most %d", i, distance, len(got))
		}
		for range s.length() {
			got = append(got, got[len(got)-distance])
		}
	}
	return append(got, text[len(got):]...)
}
