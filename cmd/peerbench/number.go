package main

import (
	"math"
	"strconv"
	"strings"

	"plainmetrics/cmd/peerbench/measure"
)

// number returns a number of at least 0 with three digits, or with all
// digits in front of the point, and commas.
func number(v float64) string {
	if v < 100 {
		if v == 0 || v != v {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		decimals := max(0, 2-int(math.Floor(math.Log10(v))))
		text := strconv.FormatFloat(v, 'f', decimals, 64)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	digits := strconv.FormatFloat(v, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// numberOf returns the number of a contender, "" without one.
func numberOf(values map[string]float64, contender string) string {
	if v, ok := values[contender]; ok {
		return number(v)
	}
	return ""
}

// targets returns the targets in the unit of a row.
func targets(list []measure.Target, unit string) string {
	var cells []string
	for _, t := range list {
		if t.Peer != "" {
			cells = append(cells, "≤ "+number(t.AtMost)+" "+t.Peer)
		} else {
			cells = append(cells, "≤ "+number(t.AtMost)+" "+unit)
		}
	}
	return strings.Join(cells, ", ")
}
