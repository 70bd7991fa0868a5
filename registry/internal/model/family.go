package model

// A MetricFamily has the metrics of one name.
type MetricFamily struct {
	Name   *string     `json:"name,omitempty"`
	Help   *string     `json:"help,omitempty"`
	Type   *MetricType `json:"type,omitempty"`
	Metric []*Metric   `json:"metric,omitempty"`
	Unit   *string     `json:"unit,omitempty"`
}

// GetName returns the field Name, or "" if unset.
func (f *MetricFamily) GetName() string {
	if f == nil || f.Name == nil {
		return ""
	}
	return *f.Name
}

// GetHelp returns the field Help, or "" if unset.
func (f *MetricFamily) GetHelp() string {
	if f == nil || f.Help == nil {
		return ""
	}
	return *f.Help
}

// GetType returns the field Type, or MetricType_COUNTER if unset.
func (f *MetricFamily) GetType() MetricType {
	if f == nil || f.Type == nil {
		return MetricType_COUNTER
	}
	return *f.Type
}

// GetMetric returns the field Metric, or nil if unset.
func (f *MetricFamily) GetMetric() []*Metric {
	if f == nil {
		return nil
	}
	return f.Metric
}

// GetUnit returns the field Unit, or "" if unset.
func (f *MetricFamily) GetUnit() string {
	if f == nil || f.Unit == nil {
		return ""
	}
	return *f.Unit
}

// Reset makes f a MetricFamily without fields.
func (f *MetricFamily) Reset() { *f = MetricFamily{} }

// String returns f on one line, as the package documentation shows.
func (f *MetricFamily) String() string { return text(f, f == nil) }

func (f *MetricFamily) appendText(dst []byte) []byte {
	if f == nil {
		return dst
	}
	dst = appendString(dst, "name", f.Name)
	dst = appendString(dst, "help", f.Help)
	dst = appendType(dst, "type", f.Type)
	dst = appendMessages(dst, "metric", f.Metric)
	return appendString(dst, "unit", f.Unit)
}
