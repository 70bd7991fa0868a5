package pagezip

import "testing"

// The twin walks through all lengths and distances in the order of RFC 1951,
// section 3.2.5.
func TestSymbols(t *testing.T) {
	length := minMatch
	for s, extra := range lengthExtra[:28] {
		for i := range 1 << extra {
			if got := lengthSymbols[length-minMatch]; length < maxMatch && (int(got) != s || int(lengthBases[s]) != length-i-minMatch) {
				t.Errorf("length %d: got symbol %d, which begins at %d, want %d", length, got, lengthBases[got]+minMatch, s)
			}
			length++
		}
	}
	if lengthSymbols[maxMatch-minMatch] != 28 || lengthBases[28] != maxMatch-minMatch {
		t.Error("length 258: expected it to have symbol 285 to itself")
	}
	distance := uint32(0)
	for s, extra := range distanceExtra {
		for range 1 << extra {
			if got := distanceSymbol(distance); got != uint32(s) {
				t.Fatalf("distance %d: got symbol %d, want %d", distance+1, got, s)
			}
			distance++
		}
	}
	if distance != window {
		t.Errorf("got symbols for %d distances, want %d", distance, window)
	}
}
