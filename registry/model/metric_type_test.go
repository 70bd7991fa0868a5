package model

import "testing"

// TestMetricType compares String with the maps, which String does not read.
func TestMetricType(t *testing.T) {
	if len(MetricType_name) != 6 || len(MetricType_value) != 6 {
		t.Errorf("got %d names and %d values, want 6 of each", len(MetricType_name), len(MetricType_value))
	}
	for number, name := range MetricType_name {
		if got := MetricType(number).String(); got != name {
			t.Errorf("MetricType(%d): got %s, want %s", number, got, name)
		}
		if got := MetricType_value[name]; got != number {
			t.Errorf("MetricType_value[%q]: got %d, want %d", name, got, number)
		}
	}
	if got := MetricType(6).String(); got != "6" {
		t.Errorf("MetricType(6): got %s, want 6", got)
	}
	if got := MetricType_SUMMARY.Enum(); *got != MetricType_SUMMARY {
		t.Errorf("Enum: got %v, want SUMMARY", *got)
	}
}
