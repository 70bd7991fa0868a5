package model

import (
	"testing"
	"time"
)

func TestTimestamp(t *testing.T) {
	tests := []struct {
		name string
		time time.Time
		want Timestamp
	}{
		{"1970", time.Unix(0, 0), Timestamp{}},
		{"after 1970", time.Unix(2, 3), Timestamp{2, 3}},
		{"before 1970", time.Unix(0, -1), Timestamp{-1, 999_999_999}},
		{"other zone", time.Date(2024, 1, 1, 1, 0, 0, 0, time.FixedZone("", 3600)), Timestamp{1704067200, 0}},
		{"year 1", time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), Timestamp{-62135596800, 0}},
		{"year 9999", time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC), Timestamp{253402300799, 999_999_999}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := NewTimestamp(test.time)
			if *got != test.want {
				t.Errorf("got %v, want %v", got, &test.want)
			}
			if back := got.AsTime(); !back.Equal(test.time) || back.Location() != time.UTC {
				t.Errorf("AsTime: got %v, want %v in UTC", back, test.time)
			}
			if err := got.CheckValid(); err != nil || !got.IsValid() {
				t.Errorf("CheckValid: got %v, want no error", err)
			}
		})
	}
}

func TestInvalidTimestamp(t *testing.T) {
	tests := []struct {
		name      string
		timestamp *Timestamp
		want      string
	}{
		{"nil", nil, "model: expected a timestamp, found nil"},
		{"year 0", &Timestamp{Seconds: -62135596801}, "model: expected a timestamp in the years 1 to 9999, found the seconds -62135596801"},
		{"year 10000", &Timestamp{Seconds: 253402300800}, "model: expected a timestamp in the years 1 to 9999, found the seconds 253402300800"},
		{"negative nanoseconds", &Timestamp{Nanos: -1}, "model: expected a timestamp with nanoseconds from 0 to 999999999, found -1"},
		{"a second of nanoseconds", &Timestamp{Nanos: 1e9}, "model: expected a timestamp with nanoseconds from 0 to 999999999, found 1000000000"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := test.timestamp.CheckValid(); err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if test.timestamp.IsValid() {
				t.Error("IsValid: got true, want false")
			}
		})
	}
	if got := (*Timestamp)(nil).AsTime(); !got.Equal(time.Unix(0, 0)) {
		t.Errorf("AsTime of nil: got %v, want the start of 1970", got)
	}
}
