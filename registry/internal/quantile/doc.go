// Package quantile estimates quantiles of the latest numbers of a stream in
// little memory.
//
// A Window is a ring of slots, and each slot covers a span of time:
//
//	objectives := map[float64]float64{0.5: 0.05, 0.99: 0.001}
//	config := quantile.NewConfig(objectives, 5, 2*time.Minute)
//	window := quantile.NewWindow(time.Now(), &config)
//	window.Add([]float64{0.2, 0.3})
//	estimates := window.AppendEstimates(nil, time.Now())
//
// The sketch of a slot is the algorithm of Cormode, Korn, Muthukrishnan and
// Srivastava, "Effective Computation of Biased Quantiles over Data Streams"
// (2005), section 4 (targeted quantiles), fed in batches. Names follow the
// paper: a sketch is a list of tuples (v, g, Δ), and the invariant f(r, n)
// limits g+Δ of a tuple at rank r among n numbers.
//
// With the objective 0.9: 0.01, the rank of the estimate lies between the
// ranks of the 0.89 and the 0.91 quantile. Quantiles are exact up to
// ExactUpTo observations in the window; the quantiles 0 and 1 are always
// exact.
//
// A window with the three objectives 0.5: 0.05, 0.9: 0.01 and 0.99: 0.001
// takes 7 KB with one slot in use and 15 KB with five. A sketch never has
// many more than maxTuples tuples of 16 bytes, unless an objective's error
// is 0; a stream that would need more has greater errors.
package quantile
