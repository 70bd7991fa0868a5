package expfmt

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
)

// OpenMetrics writes times as float64 numbers of seconds since 1970. Points
// and exemplars count them in whole milliseconds or nanoseconds, as programs
// do. A page may have times between these and beyond them; such a time also
// keeps its float64.

// appendSeconds appends a time: exact if it is not nil, and else units, of
// which perSecond make a second.
func appendSeconds(dst []byte, units int64, exact *float64, perSecond float64) []byte {
	seconds := float64(units) / perSecond
	if exact != nil {
		seconds = *exact
	}
	return appendOpenMetricsFloat(dst, seconds)
}

// unitsOf returns the time, in seconds, in the nearest whole units, of which
// perSecond make a second. If the units print as other seconds, exact is the
// time itself.
//
// Far from 1970 several units print as the same seconds. If the nearest unit
// does not print as the time, one of its neighbours does.
func unitsOf(seconds, perSecond float64) (units int64, exact *float64) {
	nearest := math.Round(seconds * perSecond)
	for _, t := range [...]float64{nearest, nearest - 1, nearest + 1} {
		if t/perSecond == seconds && math.Abs(t) < 1<<63 {
			return int64(t), nil
		}
	}
	switch {
	case nearest >= 1<<63:
		units = math.MaxInt64
	case nearest < -1<<63:
		units = math.MinInt64
	default:
		units = int64(nearest)
	}
	return units, copyOf(seconds)
}

// isNearest reports whether the units are those that unitsOf, or knownUnitsOf,
// returns for a time.
func isNearest(units int64, seconds, perSecond float64) bool {
	nearest, _ := unitsOf(seconds, perSecond)
	return isTime(seconds) && nearest == units
}

// knownUnitsOf is unitsOf for a field in which 0 stands for an unknown time.
func knownUnitsOf(seconds, perSecond float64) (units int64, exact *float64) {
	if units, exact = unitsOf(seconds, perSecond); units == 0 {
		exact = copyOf(seconds)
	}
	return units, exact
}

// parseNanoseconds reads a decimal number of seconds, without an exponent and
// with at most nine digits behind the point that are not zeros at the end.
func parseNanoseconds(word string) (nanoseconds int64, ok bool) {
	digits, negative := strings.CutPrefix(word, "-")
	if !negative {
		digits = strings.TrimPrefix(word, "+")
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) > 9 {
		fraction = strings.TrimRight(fraction, "0")
	}
	whole = strings.TrimLeft(whole, "0")
	if len(fraction) > 9 || len(whole) > 10 {
		return 0, false
	}
	n := uint64(0)
	for _, c := range []byte(whole + fraction + "000000000"[len(fraction):]) {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	switch {
	case negative && n <= 1<<63:
		return int64(-n), true
	case !negative && n < 1<<63:
		return int64(n), true
	}
	return 0, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// copyOf allocates. The address of a parameter would allocate for all times.
func copyOf(seconds float64) *float64 { return &seconds }

// The units of times, by the number of digits behind the point of a second.
const (
	milliseconds = 3
	nanoseconds  = 9
)

// maxExactMilliseconds is a time below which all times in whole milliseconds
// have the digits of the shortest decimal that reads back as their float64.
const maxExactMilliseconds = 1e15

// appendDecimalSeconds appends a time as OpenMetrics 2.0 prints times, never
// with an exponent: exact if it is not nil, and else units, which are
// milliseconds or nanoseconds. Nanoseconds have all their digits, milliseconds
// the digits of a float64.
func appendDecimalSeconds(dst []byte, units int64, exact *float64, digits int) []byte {
	n := uint64(units)
	if units < 0 {
		n = -n
	}
	switch {
	case exact != nil:
		return strconv.AppendFloat(dst, *exact, 'f', -1, 64)
	case digits == milliseconds && n >= maxExactMilliseconds:
		return strconv.AppendFloat(dst, float64(units)/1e3, 'f', -1, 64)
	case units < 0:
		dst = append(dst, '-')
	}
	if digits == milliseconds {
		return appendSecond(dst, n/1e3, uint32(n%1e3*1e6))
	}
	return appendSecond(dst, n/1e9, uint32(n%1e9))
}

// appendSecond appends a number of seconds, and of nanoseconds below a second
// without zeros at the end. Digits in words of eight, for the times of ten
// digits since 2001, take 10 ns instead of 21.
func appendSecond(dst []byte, seconds uint64, nanoseconds uint32) []byte {
	high := seconds / 1e8
	if high < 10 || high >= 100 {
		dst = strconv.AppendUint(dst, seconds, 10)
		if nanoseconds == 0 {
			return dst
		}
		whole := len(dst)
		dst = appendSecond(dst, 1e9, nanoseconds) // for the fraction
		return append(dst[:whole], dst[whole+len("1000000000"):]...)
	}
	var digits [len("1700000000.123456789")]byte
	digits[0], digits[1] = pairs[2*high], pairs[2*high+1]
	binary.LittleEndian.PutUint64(digits[2:], eight(uint32(seconds%1e8)))
	if nanoseconds == 0 {
		return append(dst, digits[:10]...)
	}
	digits[10] = '.'
	binary.LittleEndian.PutUint64(digits[11:], eight(nanoseconds/10))
	digits[19] = '0' + byte(nanoseconds%10)
	end := len(digits)
	for digits[end-1] == '0' {
		end--
	}
	return append(dst, digits[:end]...)
}
