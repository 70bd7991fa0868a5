package pagezip

import "testing"

func TestSequence(t *testing.T) {
	tests := []struct {
		name                       string
		literals, length, distance int
	}{
		{"shortest match", 0, minMatch, 1},
		{"longest match", 0, maxMatch, 1},
		{"nearest match", 7, 100, 1},
		{"most distant match", 7, 100, window},
		{"many literals", maxBlock + maxSequences, 4, 300},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSequence(test.literals, test.length, test.distance)
			if s.literals() != test.literals || s.length() != test.length {
				t.Errorf("got %d literals, length %d, want %d, %d", s.literals(), s.length(), test.literals, test.length)
			}
			if got := int(s>>8&0xffff) + 1; got != test.distance {
				t.Errorf("got distance %d, want %d", got, test.distance)
			}
			if got, want := uint32(s>>24&31), distanceSymbol(uint32(test.distance-1)); got != want {
				t.Errorf("got distance symbol %d, want %d", got, want)
			}
		})
	}
}

func TestSequenceShorten(t *testing.T) {
	const literals, distance = 9, 1000
	for n := range maxMatch - minMatch + 1 {
		got := newSequence(literals, maxMatch, distance).shorten(n)
		if want := newSequence(literals, maxMatch-n, distance); got != want {
			t.Fatalf("shortened by %d: got %x, want %x", n, got, want)
		}
	}
}
