package expfmt

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// numbers and how client_golang v1.25.0 prints them.
var numbers = []struct {
	v    float64
	want string
}{
	{0, "0"},
	{math.Copysign(0, -1), "0"},
	{1, "1"},
	{-1, "-1"},
	{0.5, "0.5"},
	{-0.1, "-0.1"},
	{100, "100"},
	{999999, "999999"},
	{999999.5, "999999.5"},
	{1e6, "1e+06"},
	{-999999, "-999999"},
	{-1e6, "-1e+06"},
	{1234567, "1.234567e+06"},
	{1000001, "1.000001e+06"},
	{1200000, "1.2e+06"},
	{1e10, "1e+10"},
	{12345678901, "1.2345678901e+10"},
	{1<<52 - 1, "4.503599627370495e+15"},
	{1 << 52, "4.503599627370496e+15"},
	{0.0001, "0.0001"},
	{0.00001, "1e-05"},
	{1 << 53, "9.007199254740992e+15"},
	{math.MaxInt64, "9.223372036854776e+18"},
	{math.MaxUint64, "1.8446744073709552e+19"},
	{1e21, "1e+21"},
	{math.MaxFloat64, "1.7976931348623157e+308"},
	{math.SmallestNonzeroFloat64, "5e-324"},
	{math.Pi, "3.141592653589793"},
	{math.NaN(), "NaN"},
	{math.Inf(1), "+Inf"},
	{math.Inf(-1), "-Inf"},
}

func TestAppendFloat(t *testing.T) {
	for _, tt := range numbers {
		if got := string(AppendFloat([]byte("x"), tt.v)); got != "x"+tt.want {
			t.Errorf("%v: got %s, want x%s", tt.v, got, tt.want)
		}
	}
}

// twinFloat is AppendFloat without its short cut.
func twinFloat(v float64) string {
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func FuzzAppendFloat(f *testing.F) {
	for _, tt := range numbers {
		f.Add(math.Float64bits(tt.v))
	}
	f.Fuzz(func(t *testing.T, bits uint64) {
		v := math.Float64frombits(bits)
		got := string(AppendFloat(nil, v))
		if want := twinFloat(v); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		back, ok := parseNumber(got)
		if !ok || back != v && !(math.IsNaN(back) && math.IsNaN(v)) {
			t.Errorf("%s reads back as %v, want %v", got, back, v)
		}
	})
}

// The short cuts begin and end at 0, 1e+06 and 1<<52; there, and at every
// number of digits, the twin agrees.
func TestAppendFloatIntegers(t *testing.T) {
	middles := []float64{0, 1 << 52, 1 << 53, 1 << 63, 1 << 64}
	for power := 1e1; power <= 1e22; power *= 10 {
		middles = append(middles, power, power/2, power*3)
	}
	for _, middle := range middles {
		for d := -10.0; d <= 10; d++ {
			for _, v := range []float64{middle + d, -middle + d} {
				if got, want := string(AppendFloat(nil, v)), twinFloat(v); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		}
	}
}

// All numbers of six digits or less, and whole numbers of any size.
func TestAppendFloatWholeNumbers(t *testing.T) {
	for n := range 1_000_000 {
		if got, want := string(appendSmall(nil, uint32(n))), strconv.Itoa(n); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		v := float64(random.Uint64() >> random.IntN(64))
		if got, want := string(AppendFloat(nil, v)), twinFloat(v); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestEight(t *testing.T) {
	for n := uint32(0); n < 100_000_000; n += 9973 {
		got := string(binary.LittleEndian.AppendUint64(nil, eight(n)))
		if want := fmt.Sprintf("%08d", n); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}
