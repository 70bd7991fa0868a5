package expfmt

import (
	"encoding/binary"
	"strconv"
)

// AppendFloat appends v as the text format prints all numbers: values,
// counts and bounds. It appends the shortest decimal that reads back as v,
// with an exponent from 1e+06 on and below 1e-04. Both zeros print as 0; the
// special values print as NaN, +Inf and -Inf.
func AppendFloat(dst []byte, v float64) []byte {
	// Most samples are whole numbers. Their digits need no search for the
	// shortest decimal: below 1<<52, where floats are a half apart or closer,
	// the shortest decimal has all digits but the zeros at the end. That
	// saves 40 ns of 52.
	if n := uint64(v); n < 1<<52 && float64(n) == v {
		if n < 1e6 {
			return appendSmall(dst, uint32(n))
		}
		return appendExponential(dst, n)
	}
	return strconv.AppendFloat(dst, v, 'g', -1, 64)
}

// pairs has the digits of the numbers from 00 to 99.
const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// pair returns the two digits of n, which is below 100. The lowest byte has
// the first digit.
func pair(n uint32) uint64 { return uint64(pairs[2*n]) | uint64(pairs[2*n+1])<<8 }

// eight returns the eight digits of n, which is below 100,000,000. The lowest
// byte has the first digit. It divides both halves, then all quarters and all
// eighths at once, as parts of a word: 3 ns less of 8 than table look-ups.
func eight(n uint32) uint64 {
	v := uint64(n/10000) | uint64(n%10000)<<32
	hundreds := v * 10486 >> 20 & 0x0000007f_0000007f
	v = hundreds | (v-100*hundreds)<<16
	tens := v * 103 >> 10 & 0x000f000f_000f000f
	v = tens | (v-10*tens)<<8
	return v | 0x30303030_30303030
}

// appendSmall appends n, which is below 1,000,000. It makes all six digits
// in one word and shifts the zeros in front away. A loop
// over the digits, as in strconv.AppendUint, takes 3 ns more of 11.
func appendSmall(dst []byte, n uint32) []byte {
	if n < 10 {
		return append(dst, '0'+byte(n))
	}
	digits := pair(n/10000) | pair(n/100%100)<<16 | pair(n%100)<<32
	length := 6
	switch {
	case n < 100:
		length = 2
	case n < 1000:
		length = 3
	case n < 10000:
		length = 4
	case n < 100000:
		length = 5
	}
	end := len(dst) + length
	return binary.LittleEndian.AppendUint64(dst, digits>>(8*(6-length)))[:end]
}

// appendExponential appends n, which is at least 10, with an exponent of
// two digits.
func appendExponential(dst []byte, n uint64) []byte {
	begin := len(dst)
	dst = strconv.AppendUint(append(dst, 0), n, 10) // the 0 becomes the first digit, and that digit the point
	exponent := len(dst) - begin - 2
	dst[begin], dst[begin+1] = dst[begin+1], '.'
	end := begin + 2 + exponent
	for dst[end-1] == '0' {
		end--
	}
	if dst[end-1] == '.' {
		end--
	}
	return append(dst[:end], 'e', '+', '0'+byte(exponent/10), '0'+byte(exponent%10))
}

// appendOpenMetricsFloat appends v as OpenMetrics prints floats: a whole
// number without an exponent gets a fraction, so 1 prints as 1.0. Counts in
// OpenMetrics have no fraction.
func appendOpenMetricsFloat(dst []byte, v float64) []byte {
	if n := uint64(v); n < 1e6 && float64(n) == v {
		return append(appendSmall(dst, uint32(n)), ".0"...)
	}
	start := len(dst)
	dst = AppendFloat(dst, v)
	for _, c := range dst[start:] {
		if c == '.' || c > '9' { // a letter of an exponent, NaN or Inf
			return dst
		}
	}
	return append(dst, ".0"...)
}

// appendUint appends n. Counts are small for the most part.
func appendUint(dst []byte, n uint64) []byte {
	if n < 1e6 {
		return appendSmall(dst, uint32(n))
	}
	return strconv.AppendUint(dst, n, 10)
}

// appendInt appends n.
func appendInt(dst []byte, n int64) []byte {
	if n < 0 {
		return appendUint(append(dst, '-'), -uint64(n))
	}
	return appendUint(dst, uint64(n))
}
