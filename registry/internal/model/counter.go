package model

// A Counter is a value that never decreases while its process runs.
type Counter struct {
	Value    *float64  `json:"value,omitempty"`
	Exemplar *Exemplar `json:"exemplar,omitempty"`
	// CreatedTimestamp is the time when the counter started at 0.
	CreatedTimestamp *Timestamp `json:"created_timestamp,omitempty"`
}

// GetValue returns the field Value, or 0 if unset.
func (c *Counter) GetValue() float64 {
	if c == nil || c.Value == nil {
		return 0
	}
	return *c.Value
}

// GetExemplar returns the field Exemplar, or nil if unset.
func (c *Counter) GetExemplar() *Exemplar {
	if c == nil {
		return nil
	}
	return c.Exemplar
}

// GetCreatedTimestamp returns the field CreatedTimestamp, or nil if unset.
func (c *Counter) GetCreatedTimestamp() *Timestamp {
	if c == nil {
		return nil
	}
	return c.CreatedTimestamp
}

// Reset makes c a Counter without fields.
func (c *Counter) Reset() { *c = Counter{} }

// String returns c on one line, as the package documentation shows.
func (c *Counter) String() string { return text(c, c == nil) }

func (c *Counter) appendText(dst []byte) []byte {
	if c == nil {
		return dst
	}
	dst = appendFloat(dst, "value", c.Value)
	dst = appendMessage(dst, "exemplar", c.Exemplar)
	return appendMessage(dst, "created_timestamp", c.CreatedTimestamp)
}
