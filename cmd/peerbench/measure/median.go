package measure

import "slices"

// median returns the middle value, or the mean of the two middle values. The
// argument must not be empty.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// ratios returns a[i]/b[i] for each round i, except for rounds with b[i] =
// 0.
func ratios(a, b []float64) []float64 {
	var values []float64
	for i := range min(len(a), len(b)) {
		if b[i] != 0 {
			values = append(values, a[i]/b[i])
		}
	}
	return values
}

// Percentile returns the p-th percentile of values by the nearest rank.
// Percentile sorts its argument, which must not be empty.
func Percentile[T int64 | float64](values []T, p int) T {
	slices.Sort(values)
	return values[min(len(values)-1, len(values)*p/100)]
}
