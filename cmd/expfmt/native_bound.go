package main

import (
	"math"
	"math/big"
	"sync"

	"plainmetrics/expfmt"
)

// nativeBound returns the upper bound of the positive native bucket with an
// index, 2^(index·2^-schema), rounded to the nearest float64. The bucket of the
// largest finite number ends there, and the next one has infinity.
func nativeBound(schema int32, index int64) float64 {
	if schema <= 0 {
		exponent := index << -schema
		if exponent == 1024 {
			return math.MaxFloat64
		}
		return math.Ldexp(1, int(min(max(exponent, -2000), 2000))) // 0 or +Inf beyond float64
	}
	if index == 1024<<schema {
		return math.MaxFloat64
	}
	fraction := index & (1<<schema - 1)
	return math.Ldexp(powersOfTwo()[fraction<<(expfmt.MaxSchema-schema)], int(index>>schema))
}

// powersOfTwo returns 2^(i/256) for each i: products of square roots of 2 with
// more digits than a float64 has. math.Exp2 is off by the last bit for 30 of the
// 256 powers.
var powersOfTwo = sync.OnceValue(func() (powers [1 << expfmt.MaxSchema]float64) {
	for i := range powers {
		power, root := big.NewFloat(1).SetPrec(100), big.NewFloat(2).SetPrec(100)
		for bit := len(powers) / 2; bit > 0; bit /= 2 {
			if root.Sqrt(root); i&bit != 0 {
				power.Mul(power, root)
			}
		}
		powers[i], _ = power.Float64()
	}
	return powers
})
