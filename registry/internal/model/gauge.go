package model

// A Gauge is a value that goes up and down.
type Gauge struct {
	Value *float64 `json:"value,omitempty"`
}

// GetValue returns the field Value, or 0 if unset.
func (g *Gauge) GetValue() float64 {
	if g == nil || g.Value == nil {
		return 0
	}
	return *g.Value
}

// Reset makes g a Gauge without fields.
func (g *Gauge) Reset() { *g = Gauge{} }

// String returns g on one line, as the package documentation shows.
func (g *Gauge) String() string { return text(g, g == nil) }

func (g *Gauge) appendText(dst []byte) []byte {
	if g == nil {
		return dst
	}
	return appendFloat(dst, "value", g.Value)
}
