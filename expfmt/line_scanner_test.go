package expfmt

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A printed time reads back as a time that prints the same, at any distance
// from 1970: where nanoseconds are finer than a float64, coarser, and about
// as fine.
func TestTimesPrintAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		time := int64(r.Uint64()) >> r.IntN(63)
		for _, perSecond := range []float64{1e3, 1e9} {
			want := string(appendSeconds(nil, time, perSecond))
			s := lineScanner{line: want}
			read, err := s.takeTime(perSecond)
			if err != nil {
				if math.Abs(float64(time)) < 1<<63 {
					t.Fatalf("%d, printed as %s: %v", time, want, err)
				}
				continue // rounded up to what is too large
			}
			if got := string(appendSeconds(nil, read, perSecond)); got != want {
				t.Fatalf("%d is printed as %s, read as %d and printed as %s", time, want, read, got)
			}
		}
	}
}

func TestTakeBlanks(t *testing.T) {
	tests := []struct {
		line   string
		strict bool
		offset int  // behind the blanks
		fails  bool // as one must be there
	}{
		{"a", false, 0, false},
		{" \t a", false, 3, false},
		{"a", true, 0, true},
		{"\ta", true, 0, true},
		{"  a", true, 1, false},
		{" ", true, 1, false},
	}
	for _, tt := range tests {
		s := lineScanner{line: tt.line, strict: tt.strict}
		if err := s.takeBlanks(); (err != nil) != tt.fails || s.offset != tt.offset {
			t.Errorf("%q, strict %v: got offset %d and the error %v, want offset %d, an error %v",
				tt.line, tt.strict, s.offset, err, tt.offset, tt.fails)
		}
	}
}
