package model

// A BucketSpan stands for consecutive buckets of a native histogram.
type BucketSpan struct {
	// Offset is the number of buckets between this span and the span before.
	// The first span has the index of its first bucket, which may be negative.
	Offset *int32 `json:"offset,omitempty"`
	// Length is the number of buckets.
	Length *uint32 `json:"length,omitempty"`
}

// GetOffset returns the field Offset, or 0 if unset.
func (s *BucketSpan) GetOffset() int32 {
	if s == nil || s.Offset == nil {
		return 0
	}
	return *s.Offset
}

// GetLength returns the field Length, or 0 if unset.
func (s *BucketSpan) GetLength() uint32 {
	if s == nil || s.Length == nil {
		return 0
	}
	return *s.Length
}

// Reset makes s a BucketSpan without fields.
func (s *BucketSpan) Reset() { *s = BucketSpan{} }

// String returns s on one line, as the package documentation shows.
func (s *BucketSpan) String() string { return text(s, s == nil) }

func (s *BucketSpan) appendText(dst []byte) []byte {
	if s == nil {
		return dst
	}
	dst = appendInt(dst, "offset", s.Offset)
	return appendUint(dst, "length", s.Length)
}
