package model

// An Untyped is a value of an unknown type.
type Untyped struct {
	Value *float64 `json:"value,omitempty"`
}

// GetValue returns the field Value, or 0 if unset.
func (u *Untyped) GetValue() float64 {
	if u == nil || u.Value == nil {
		return 0
	}
	return *u.Value
}

// Reset makes u an Untyped without fields.
func (u *Untyped) Reset() { *u = Untyped{} }

// String returns u on one line, as the package documentation shows.
func (u *Untyped) String() string { return text(u, u == nil) }

func (u *Untyped) appendText(dst []byte) []byte {
	if u == nil {
		return dst
	}
	return appendFloat(dst, "value", u.Value)
}
