package model

import "plainmetrics/expfmt"

// setNative sets the native buckets of h. The floats may be nil.
func setNative(h *Histogram, native *expfmt.NativeHistogram, floats *expfmt.FloatCounts) {
	h.Schema, h.ZeroThreshold = pointer(native.Schema), pointer(native.ZeroThreshold)
	h.NegativeSpan, h.PositiveSpan = spanModels(native.Negative.Spans), spanModels(native.Positive.Spans)
	zero := float64(native.ZeroCount)
	if floats != nil {
		zero = floats.ZeroCount
		h.ZeroCountFloat = &zero
		h.NegativeCount = append(h.NegativeCount, floats.Negative...)
		h.PositiveCount = append(h.PositiveCount, floats.Positive...)
	} else {
		h.ZeroCount = pointer(native.ZeroCount)
		h.NegativeDelta, h.PositiveDelta = deltas(native.Negative.Counts), deltas(native.Positive.Counts)
	}
	if native.ZeroThreshold == 0 && zero == 0 && len(h.NegativeSpan)+len(h.PositiveSpan) == 0 {
		h.PositiveSpan = spanModels([]expfmt.Span{{}}) // or h would pass for a classic one
	}
	for _, e := range native.Exemplars {
		h.Exemplars = append(h.Exemplars, NewExemplar(e))
	}
}

// spanModels returns the spans as models, nil without any.
func spanModels(spans []expfmt.Span) []*BucketSpan {
	if len(spans) == 0 {
		return nil
	}
	models := make([]*BucketSpan, len(spans))
	for i, s := range spans {
		models[i] = &BucketSpan{Offset: &s.Offset, Length: &s.Length}
	}
	return models
}

// deltas returns the difference of each count to the count before, nil without
// any.
func deltas(counts []uint64) []int64 {
	if len(counts) == 0 {
		return nil
	}
	deltas := make([]int64, len(counts))
	last := uint64(0)
	for i, n := range counts {
		deltas[i] = int64(n - last)
		last = n
	}
	return deltas
}
