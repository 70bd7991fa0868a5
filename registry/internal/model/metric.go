package model

// A Metric is a series of a family. The field that has the name of the family's
// type has the value; Histogram serves MetricType_GAUGE_HISTOGRAM, too.
type Metric struct {
	// Label has the labels in ascending order of their names.
	Label     []*LabelPair `json:"label,omitempty"`
	Gauge     *Gauge       `json:"gauge,omitempty"`
	Counter   *Counter     `json:"counter,omitempty"`
	Summary   *Summary     `json:"summary,omitempty"`
	Untyped   *Untyped     `json:"untyped,omitempty"`
	Histogram *Histogram   `json:"histogram,omitempty"`
	// TimestampMs is the time of the sample in milliseconds since 1970. Most
	// metrics have none: then the time of the scrape counts.
	TimestampMs *int64 `json:"timestamp_ms,omitempty"`
}

// GetLabel returns the field Label, or nil if unset.
func (m *Metric) GetLabel() []*LabelPair {
	if m == nil {
		return nil
	}
	return m.Label
}

// GetGauge returns the field Gauge, or nil if unset.
func (m *Metric) GetGauge() *Gauge {
	if m == nil {
		return nil
	}
	return m.Gauge
}

// GetCounter returns the field Counter, or nil if unset.
func (m *Metric) GetCounter() *Counter {
	if m == nil {
		return nil
	}
	return m.Counter
}

// GetSummary returns the field Summary, or nil if unset.
func (m *Metric) GetSummary() *Summary {
	if m == nil {
		return nil
	}
	return m.Summary
}

// GetUntyped returns the field Untyped, or nil if unset.
func (m *Metric) GetUntyped() *Untyped {
	if m == nil {
		return nil
	}
	return m.Untyped
}

// GetHistogram returns the field Histogram, or nil if unset.
func (m *Metric) GetHistogram() *Histogram {
	if m == nil {
		return nil
	}
	return m.Histogram
}

// GetTimestampMs returns the field TimestampMs, or 0 if unset.
func (m *Metric) GetTimestampMs() int64 {
	if m == nil || m.TimestampMs == nil {
		return 0
	}
	return *m.TimestampMs
}

// Reset makes m a Metric without fields.
func (m *Metric) Reset() { *m = Metric{} }

// String returns m on one line, as the package documentation shows.
func (m *Metric) String() string { return text(m, m == nil) }

func (m *Metric) appendText(dst []byte) []byte {
	if m == nil {
		return dst
	}
	dst = appendMessages(dst, "label", m.Label)
	dst = appendMessage(dst, "gauge", m.Gauge)
	dst = appendMessage(dst, "counter", m.Counter)
	dst = appendMessage(dst, "summary", m.Summary)
	dst = appendMessage(dst, "untyped", m.Untyped)
	dst = appendMessage(dst, "histogram", m.Histogram)
	return appendInt(dst, "timestamp_ms", m.TimestampMs)
}
