package model

// A LabelPair is a label of a metric or of an exemplar.
type LabelPair struct {
	Name  *string `json:"name,omitempty"`
	Value *string `json:"value,omitempty"`
}

// GetName returns the field Name, or "" if unset.
func (l *LabelPair) GetName() string {
	if l == nil || l.Name == nil {
		return ""
	}
	return *l.Name
}

// GetValue returns the field Value, or "" if unset.
func (l *LabelPair) GetValue() string {
	if l == nil || l.Value == nil {
		return ""
	}
	return *l.Value
}

// Reset makes l a LabelPair without fields.
func (l *LabelPair) Reset() { *l = LabelPair{} }

// String returns l on one line, as the package documentation shows.
func (l *LabelPair) String() string { return text(l, l == nil) }

func (l *LabelPair) appendText(dst []byte) []byte {
	if l == nil {
		return dst
	}
	dst = appendString(dst, "name", l.Name)
	return appendString(dst, "value", l.Value)
}
