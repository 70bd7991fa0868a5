package model

// A Bucket of a classic histogram counts the observations up to UpperBound,
// also those that lower buckets count.
type Bucket struct {
	CumulativeCount *uint64 `json:"cumulative_count,omitempty"`
	// CumulativeCountFloat, if above 0, takes the place of CumulativeCount.
	CumulativeCountFloat *float64  `json:"cumulative_count_float,omitempty"`
	UpperBound           *float64  `json:"upper_bound,omitempty"`
	Exemplar             *Exemplar `json:"exemplar,omitempty"`
}

// GetCumulativeCount returns the field CumulativeCount, or 0 if unset.
func (b *Bucket) GetCumulativeCount() uint64 {
	if b == nil || b.CumulativeCount == nil {
		return 0
	}
	return *b.CumulativeCount
}

// GetCumulativeCountFloat returns the field CumulativeCountFloat, or 0 if unset.
func (b *Bucket) GetCumulativeCountFloat() float64 {
	if b == nil || b.CumulativeCountFloat == nil {
		return 0
	}
	return *b.CumulativeCountFloat
}

// GetUpperBound returns the field UpperBound, or 0 if unset.
func (b *Bucket) GetUpperBound() float64 {
	if b == nil || b.UpperBound == nil {
		return 0
	}
	return *b.UpperBound
}

// GetExemplar returns the field Exemplar, or nil if unset.
func (b *Bucket) GetExemplar() *Exemplar {
	if b == nil {
		return nil
	}
	return b.Exemplar
}

// Reset makes b a Bucket without fields.
func (b *Bucket) Reset() { *b = Bucket{} }

// String returns b on one line, as the package documentation shows.
func (b *Bucket) String() string { return text(b, b == nil) }

func (b *Bucket) appendText(dst []byte) []byte {
	if b == nil {
		return dst
	}
	dst = appendUint(dst, "cumulative_count", b.CumulativeCount)
	dst = appendFloat(dst, "cumulative_count_float", b.CumulativeCountFloat)
	dst = appendFloat(dst, "upper_bound", b.UpperBound)
	return appendMessage(dst, "exemplar", b.Exemplar)
}
