package model

// A Histogram has the count and the sum of observations, and counts by range.
// A classic histogram counts in Bucket. A native histogram counts in
// exponential buckets, and sets Schema. A Histogram may be both.
//
// Deltas are for counts of whole observations. A histogram of floats sets the
// fields SampleCountFloat, ZeroCountFloat, NegativeCount and PositiveCount in
// place of SampleCount, ZeroCount, NegativeDelta and PositiveDelta.
type Histogram struct {
	SampleCount *uint64 `json:"sample_count,omitempty"`
	// SampleCountFloat, if above 0, takes the place of SampleCount.
	SampleCountFloat *float64 `json:"sample_count_float,omitempty"`
	SampleSum        *float64 `json:"sample_sum,omitempty"`
	// Bucket has the classic buckets in ascending order of their bounds. The
	// bucket of +Inf may be absent: SampleCount is its count.
	Bucket []*Bucket `json:"bucket,omitempty"`
	// CreatedTimestamp is the time when all counts and the sum started at 0.
	CreatedTimestamp *Timestamp `json:"created_timestamp,omitempty"`
	// Schema gives the resolution of a native histogram, from -4 to 8: each
	// bound is the one before, times 2^(2^-Schema).
	Schema *int32 `json:"schema,omitempty"`
	// ZeroThreshold is the bound of the zero bucket, which counts the
	// observations from -ZeroThreshold to ZeroThreshold.
	ZeroThreshold *float64 `json:"zero_threshold,omitempty"`
	ZeroCount     *uint64  `json:"zero_count,omitempty"`
	// ZeroCountFloat, if above 0, takes the place of ZeroCount.
	ZeroCountFloat *float64 `json:"zero_count_float,omitempty"`
	// NegativeSpan says which buckets of negative observations have a delta or
	// a count.
	NegativeSpan []*BucketSpan `json:"negative_span,omitempty"`
	// NegativeDelta has the difference between the count of each bucket and
	// the count of the bucket before, and first the count of the first bucket.
	NegativeDelta []int64   `json:"negative_delta,omitempty"`
	NegativeCount []float64 `json:"negative_count,omitempty"`
	// PositiveSpan says which buckets of positive observations have a delta or
	// a count. A span of length 0 marks a native histogram that has no
	// observations and a ZeroThreshold of 0.
	PositiveSpan  []*BucketSpan `json:"positive_span,omitempty"`
	PositiveDelta []int64       `json:"positive_delta,omitempty"`
	PositiveCount []float64     `json:"positive_count,omitempty"`
	// Exemplars has the exemplars of a native histogram, each with a timestamp.
	Exemplars []*Exemplar `json:"exemplars,omitempty"`
}

// GetSampleCount returns the field SampleCount, or 0 if unset.
func (h *Histogram) GetSampleCount() uint64 {
	if h == nil || h.SampleCount == nil {
		return 0
	}
	return *h.SampleCount
}

// GetSampleCountFloat returns the field SampleCountFloat, or 0 if unset.
func (h *Histogram) GetSampleCountFloat() float64 {
	if h == nil || h.SampleCountFloat == nil {
		return 0
	}
	return *h.SampleCountFloat
}

// GetSampleSum returns the field SampleSum, or 0 if unset.
func (h *Histogram) GetSampleSum() float64 {
	if h == nil || h.SampleSum == nil {
		return 0
	}
	return *h.SampleSum
}

// GetBucket returns the field Bucket, or nil if unset.
func (h *Histogram) GetBucket() []*Bucket {
	if h == nil {
		return nil
	}
	return h.Bucket
}

// GetCreatedTimestamp returns the field CreatedTimestamp, or nil if unset.
func (h *Histogram) GetCreatedTimestamp() *Timestamp {
	if h == nil {
		return nil
	}
	return h.CreatedTimestamp
}

// GetSchema returns the field Schema, or 0 if unset.
func (h *Histogram) GetSchema() int32 {
	if h == nil || h.Schema == nil {
		return 0
	}
	return *h.Schema
}

// GetZeroThreshold returns the field ZeroThreshold, or 0 if unset.
func (h *Histogram) GetZeroThreshold() float64 {
	if h == nil || h.ZeroThreshold == nil {
		return 0
	}
	return *h.ZeroThreshold
}

// GetZeroCount returns the field ZeroCount, or 0 if unset.
func (h *Histogram) GetZeroCount() uint64 {
	if h == nil || h.ZeroCount == nil {
		return 0
	}
	return *h.ZeroCount
}

// GetZeroCountFloat returns the field ZeroCountFloat, or 0 if unset.
func (h *Histogram) GetZeroCountFloat() float64 {
	if h == nil || h.ZeroCountFloat == nil {
		return 0
	}
	return *h.ZeroCountFloat
}

// GetNegativeSpan returns the field NegativeSpan, or nil if unset.
func (h *Histogram) GetNegativeSpan() []*BucketSpan {
	if h == nil {
		return nil
	}
	return h.NegativeSpan
}

// GetNegativeDelta returns the field NegativeDelta, or nil if unset.
func (h *Histogram) GetNegativeDelta() []int64 {
	if h == nil {
		return nil
	}
	return h.NegativeDelta
}

// GetNegativeCount returns the field NegativeCount, or nil if unset.
func (h *Histogram) GetNegativeCount() []float64 {
	if h == nil {
		return nil
	}
	return h.NegativeCount
}

// GetPositiveSpan returns the field PositiveSpan, or nil if unset.
func (h *Histogram) GetPositiveSpan() []*BucketSpan {
	if h == nil {
		return nil
	}
	return h.PositiveSpan
}

// GetPositiveDelta returns the field PositiveDelta, or nil if unset.
func (h *Histogram) GetPositiveDelta() []int64 {
	if h == nil {
		return nil
	}
	return h.PositiveDelta
}

// GetPositiveCount returns the field PositiveCount, or nil if unset.
func (h *Histogram) GetPositiveCount() []float64 {
	if h == nil {
		return nil
	}
	return h.PositiveCount
}

// GetExemplars returns the field Exemplars, or nil if unset.
func (h *Histogram) GetExemplars() []*Exemplar {
	if h == nil {
		return nil
	}
	return h.Exemplars
}

// Reset makes h a Histogram without fields.
func (h *Histogram) Reset() { *h = Histogram{} }

// String returns h on one line, as the package documentation shows.
func (h *Histogram) String() string { return text(h, h == nil) }

func (h *Histogram) appendText(dst []byte) []byte {
	if h == nil {
		return dst
	}
	dst = appendUint(dst, "sample_count", h.SampleCount)
	dst = appendFloat(dst, "sample_count_float", h.SampleCountFloat)
	dst = appendFloat(dst, "sample_sum", h.SampleSum)
	dst = appendMessages(dst, "bucket", h.Bucket)
	dst = appendMessage(dst, "created_timestamp", h.CreatedTimestamp)
	dst = appendInt(dst, "schema", h.Schema)
	dst = appendFloat(dst, "zero_threshold", h.ZeroThreshold)
	dst = appendUint(dst, "zero_count", h.ZeroCount)
	dst = appendFloat(dst, "zero_count_float", h.ZeroCountFloat)
	dst = appendMessages(dst, "negative_span", h.NegativeSpan)
	dst = appendInts(dst, "negative_delta", h.NegativeDelta)
	dst = appendFloats(dst, "negative_count", h.NegativeCount)
	dst = appendMessages(dst, "positive_span", h.PositiveSpan)
	dst = appendInts(dst, "positive_delta", h.PositiveDelta)
	dst = appendFloats(dst, "positive_count", h.PositiveCount)
	return appendMessages(dst, "exemplars", h.Exemplars)
}
