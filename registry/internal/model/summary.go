package model

// A Summary has the count, the sum and some quantiles of observations.
type Summary struct {
	SampleCount *uint64  `json:"sample_count,omitempty"`
	SampleSum   *float64 `json:"sample_sum,omitempty"`
	// Quantile has the quantiles in ascending order.
	Quantile []*Quantile `json:"quantile,omitempty"`
	// CreatedTimestamp is the time when the count and the sum started at 0.
	CreatedTimestamp *Timestamp `json:"created_timestamp,omitempty"`
}

// GetSampleCount returns the field SampleCount, or 0 if unset.
func (s *Summary) GetSampleCount() uint64 {
	if s == nil || s.SampleCount == nil {
		return 0
	}
	return *s.SampleCount
}

// GetSampleSum returns the field SampleSum, or 0 if unset.
func (s *Summary) GetSampleSum() float64 {
	if s == nil || s.SampleSum == nil {
		return 0
	}
	return *s.SampleSum
}

// GetQuantile returns the field Quantile, or nil if unset.
func (s *Summary) GetQuantile() []*Quantile {
	if s == nil {
		return nil
	}
	return s.Quantile
}

// GetCreatedTimestamp returns the field CreatedTimestamp, or nil if unset.
func (s *Summary) GetCreatedTimestamp() *Timestamp {
	if s == nil {
		return nil
	}
	return s.CreatedTimestamp
}

// Reset makes s a Summary without fields.
func (s *Summary) Reset() { *s = Summary{} }

// String returns s on one line, as the package documentation shows.
func (s *Summary) String() string { return text(s, s == nil) }

func (s *Summary) appendText(dst []byte) []byte {
	if s == nil {
		return dst
	}
	dst = appendUint(dst, "sample_count", s.SampleCount)
	dst = appendFloat(dst, "sample_sum", s.SampleSum)
	dst = appendMessages(dst, "quantile", s.Quantile)
	return appendMessage(dst, "created_timestamp", s.CreatedTimestamp)
}

// A Quantile is one estimate of a Summary: the share Quantile, between 0 and 1,
// of the observations is not above Value.
type Quantile struct {
	Quantile *float64 `json:"quantile,omitempty"`
	Value    *float64 `json:"value,omitempty"`
}

// GetQuantile returns the field Quantile, or 0 if unset.
func (q *Quantile) GetQuantile() float64 {
	if q == nil || q.Quantile == nil {
		return 0
	}
	return *q.Quantile
}

// GetValue returns the field Value, or 0 if unset.
func (q *Quantile) GetValue() float64 {
	if q == nil || q.Value == nil {
		return 0
	}
	return *q.Value
}

// Reset makes q a Quantile without fields.
func (q *Quantile) Reset() { *q = Quantile{} }

// String returns q on one line, as the package documentation shows.
func (q *Quantile) String() string { return text(q, q == nil) }

func (q *Quantile) appendText(dst []byte) []byte {
	if q == nil {
		return dst
	}
	dst = appendFloat(dst, "quantile", q.Quantile)
	return appendFloat(dst, "value", q.Value)
}
