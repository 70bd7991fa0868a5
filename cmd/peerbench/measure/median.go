package measure

import "slices"

// median returns the middle of some numbers, or the mean of the two that
// are in the middle. There must be one.
func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// ratios returns a[i]/b[i] for each round i, without those where b took
// nothing: nothing is a multiple of that.
func ratios(a, b []float64) []float64 {
	var of []float64
	for i := range min(len(a), len(b)) {
		if b[i] != 0 {
			of = append(of, a[i]/b[i])
		}
	}
	return of
}

// Percentile returns the value below which p of 100 are. It sorts its
// argument, which must not be empty.
func Percentile[T int64 | float64](of []T, p int) T {
	slices.Sort(of)
	return of[min(len(of)-1, len(of)*p/100)]
}
