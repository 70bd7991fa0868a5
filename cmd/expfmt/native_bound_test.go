package main

import (
	"math"
	"testing"
)

func TestNativeBound(t *testing.T) {
	for _, tt := range []struct {
		schema int32
		index  int64
		want   float64
	}{
		{0, 0, 1}, {0, 3, 8}, {0, -3, 0.125},
		{-1, 1, 4}, {-4, 1, 65536}, {-4, -1, 1.0 / 65536}, {-4, 63, 0x1p1008}, {-4, 64, math.MaxFloat64}, {-4, 65, math.Inf(1)}, {-4, -100, 0},
		{1, 1, math.Sqrt2}, {1, -1, math.Sqrt2 / 2}, {1, 2, 2}, {1, -2, 0.5},
		{2, 1, math.Sqrt(math.Sqrt2)}, {8, 128, math.Sqrt2}, {8, 256, 2}, {8, -256, 0.5}, {8, 1, 1.0027112750502025},
		{8, 1024 << 8, math.MaxFloat64}, {8, 1024<<8 + 1, math.Inf(1)}, {0, math.MaxInt32, math.Inf(1)}, {-4, math.MinInt32 - 1, 0}, {0, 1024, math.MaxFloat64}, {8, 0, 1},
	} {
		if got := nativeBound(tt.schema, tt.index); got != tt.want {
			t.Errorf("schema %d, index %d: got %v, want %v", tt.schema, tt.index, got, tt.want)
		}
	}
}
