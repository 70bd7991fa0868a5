package model

// An Exemplar is an observation with labels, such as the ID of a trace.
type Exemplar struct {
	Label     []*LabelPair `json:"label,omitempty"`
	Value     *float64     `json:"value,omitempty"`
	Timestamp *Timestamp   `json:"timestamp,omitempty"`
}

// GetLabel returns the field Label, or nil if unset.
func (e *Exemplar) GetLabel() []*LabelPair {
	if e == nil {
		return nil
	}
	return e.Label
}

// GetValue returns the field Value, or 0 if unset.
func (e *Exemplar) GetValue() float64 {
	if e == nil || e.Value == nil {
		return 0
	}
	return *e.Value
}

// GetTimestamp returns the field Timestamp, or nil if unset.
func (e *Exemplar) GetTimestamp() *Timestamp {
	if e == nil {
		return nil
	}
	return e.Timestamp
}

// Reset makes e an Exemplar without fields.
func (e *Exemplar) Reset() { *e = Exemplar{} }

// String returns e on one line, as the package documentation shows.
func (e *Exemplar) String() string { return text(e, e == nil) }

func (e *Exemplar) appendText(dst []byte) []byte {
	if e == nil {
		return dst
	}
	dst = appendMessages(dst, "label", e.Label)
	dst = appendFloat(dst, "value", e.Value)
	return appendMessage(dst, "timestamp", e.Timestamp)
}
