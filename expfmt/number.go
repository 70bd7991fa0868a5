package expfmt

import "strconv"

// AppendFloat appends v as the text format prints every number, a count
// and a bucket's bound no less than a value: the shortest decimal that
// reads back as v, with an exponent from 1e+06 on and below 1e-04. Both
// zeros print as 0; the others are NaN, +Inf and -Inf.
func AppendFloat(dst []byte, v float64) []byte {
	// Most samples are small integers; their digits need no search for the
	// shortest decimal.
	if n := uint64(v); n < 1e6 && float64(n) == v {
		return strconv.AppendUint(dst, n, 10)
	}
	return strconv.AppendFloat(dst, v, 'g', -1, 64)
}

// appendOpenMetricsFloat is AppendFloat for OpenMetrics, where a number
// that has neither a point nor an exponent is an integer: 1 prints as 1.0.
func appendOpenMetricsFloat(dst []byte, v float64) []byte {
	start := len(dst)
	dst = AppendFloat(dst, v)
	for _, c := range dst[start:] {
		if c == '.' || c > '9' { // a letter, of an exponent or of NaN or Inf
			return dst
		}
	}
	return append(dst, ".0"...)
}
