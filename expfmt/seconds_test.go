package expfmt

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// A printed time reads back as whole units that print the same, at any
// distance from 1970: where nanoseconds are finer than a float64, coarser,
// and about as fine.
func TestUnitsPrintAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		time := int64(r.Uint64()) >> r.IntN(63)
		for _, perSecond := range []float64{1e3, 1e9} {
			want := string(appendSeconds(nil, time, nil, perSecond))
			seconds, _ := parseNumber(want)
			read, exact := unitsOf(seconds, perSecond)
			if exact != nil && math.Abs(float64(time)) < 1<<63 {
				t.Fatalf("%d is printed as %s, and read as %d and %v seconds", time, want, read, *exact)
			}
			if got := string(appendSeconds(nil, read, exact, perSecond)); got != want {
				t.Fatalf("%d is printed as %s, read as %d and printed as %s", time, want, read, got)
			}
		}
	}
}

func TestUnitsOf(t *testing.T) {
	tests := []struct {
		seconds, perSecond float64
		units              int64
		exact, known       bool // the seconds come along; they do if 0 is unknown
	}{
		{0, 1e3, 0, false, true},
		{math.Copysign(0, -1), 1e3, 0, false, true},
		{1.5, 1e3, 1500, false, false},
		{-1.5, 1e9, -1_500_000_000, false, false},
		{1.0004, 1e3, 1000, true, true},
		{1.0006, 1e3, 1001, true, true},
		{1e-300, 1e9, 0, true, true},
		{1700000000000, 1e3, 1700000000000000, false, false},
		{1700000000000, 1e9, math.MaxInt64, true, true},
		{-1700000000000, 1e9, math.MinInt64, true, true},
		{math.MaxFloat64, 1e3, math.MaxInt64, true, true},
	}
	for _, tt := range tests {
		units, exact := unitsOf(tt.seconds, tt.perSecond)
		if units != tt.units || (exact != nil) != tt.exact || exact != nil && *exact != tt.seconds {
			t.Errorf("unitsOf(%v, %v): got %d, %v, want %d, exact %v", tt.seconds, tt.perSecond, units, exact, tt.units, tt.exact)
		}
		units, exact = knownUnitsOf(tt.seconds, tt.perSecond)
		if units != tt.units || (exact != nil) != tt.known || exact != nil && *exact != tt.seconds {
			t.Errorf("knownUnitsOf(%v, %v): got %d, %v, want %d, exact %v", tt.seconds, tt.perSecond, units, exact, tt.units, tt.known)
		}
	}
}

// Almost all times are whole units, and a page may have one on every line.
func TestUnitsOfAllocs(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { knownUnitsOf(1.5, 1e9) }); n > 0 {
		t.Errorf("got %v allocations, want none", n)
	}
}

// A time of OpenMetrics 2.0 reads back as the same nanoseconds, and a timestamp
// has the digits of a float64.
func TestDecimalSeconds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 50_000 {
		time := int64(r.Uint64()) >> r.IntN(63)
		if r.IntN(2) == 0 {
			time = time / 1e6 * 1e6 // zeros at the end
		}
		text := string(appendDecimalSeconds(nil, time, nil, nanoseconds))
		if got, ok := parseNanoseconds(text); got != time || !ok {
			t.Fatalf("%d is printed as %s, and read as %d, %v", time, text, got, ok)
		}
		got := string(appendDecimalSeconds(nil, time, nil, milliseconds))
		if want := strconv.FormatFloat(float64(time)/1e3, 'f', -1, 64); got != want {
			t.Fatalf("%d milliseconds: got %s, want %s", time, got, want)
		}
	}
}

func TestParseNanoseconds(t *testing.T) {
	tests := []struct {
		word string
		want int64
		ok   bool
	}{
		{"0", 0, true},
		{"-0", 0, true},
		{"+1", 1e9, true},
		{"1.", 1e9, true},
		{".5", 5e8, true},
		{"-.000000001", -1, true},
		{"0000000000001.5000000000000", 1_500_000_000, true},
		{"9223372036.854775807", math.MaxInt64, true},
		{"9223372036.854775808", 0, false},
		{"-9223372036.854775808", math.MinInt64, true},
		{"-9223372036.854775809", 0, false},
		{"99999999999", 0, false},
		{"1.0000000001", 0, false},
		{"1e3", 0, false},
	}
	for _, tt := range tests {
		if got, ok := parseNanoseconds(tt.word); got != tt.want || ok != tt.ok {
			t.Errorf("%s: got %d, %v, want %d, %v", tt.word, got, ok, tt.want, tt.ok)
		}
	}
}
