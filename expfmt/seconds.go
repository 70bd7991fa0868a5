package expfmt

import "math"

// OpenMetrics writes times as float64 numbers of seconds since 1970. Points
// and exemplars count them in whole milliseconds or nanoseconds, as programs
// do. A page may have times between these and beyond them; the float64 then
// goes along.

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
// Far from 1970 several units print as the same seconds, and the nearest may
// not be one of them. Then one of its neighbours is.
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

// copyOf allocates. The address of a parameter would allocate for all times.
func copyOf(seconds float64) *float64 { return &seconds }
