package model

import (
	"errors"
	"strconv"
	"time"
)

// A Timestamp is a time in UTC. The type takes the place of timestamppb's,
// and has its fields and methods.
type Timestamp struct {
	// Seconds is the number of seconds since 1970, negative before.
	Seconds int64 `json:"seconds,omitempty"`
	// Nanos is the number of nanoseconds after Seconds, from 0 to 999,999,999,
	// also before 1970.
	Nanos int32 `json:"nanos,omitempty"`
}

// A valid Timestamp lies in the years 1 to 9999.
const (
	minSeconds = -62135596800 // 0001-01-01T00:00:00Z
	maxSeconds = 253402300799 // 9999-12-31T23:59:59Z
)

// NewTimestamp returns the Timestamp of a time.
func NewTimestamp(t time.Time) *Timestamp {
	return &Timestamp{Seconds: t.Unix(), Nanos: int32(t.Nanosecond())}
}

// GetSeconds returns the field Seconds, or 0 if t is nil.
func (t *Timestamp) GetSeconds() int64 {
	if t == nil {
		return 0
	}
	return t.Seconds
}

// GetNanos returns the field Nanos, or 0 if t is nil.
func (t *Timestamp) GetNanos() int32 {
	if t == nil {
		return 0
	}
	return t.Nanos
}

// AsTime returns the time in UTC. A nil Timestamp is the start of 1970.
func (t *Timestamp) AsTime() time.Time {
	return time.Unix(t.GetSeconds(), int64(t.GetNanos())).UTC()
}

// IsValid reports whether CheckValid returns nil.
func (t *Timestamp) IsValid() bool { return t.CheckValid() == nil }

// CheckValid returns an error if t is nil, if the year is not between 1 and
// 9999, or if Nanos is negative or a second or more.
func (t *Timestamp) CheckValid() error {
	switch {
	case t == nil:
		return errors.New("model: expected a timestamp, found nil")
	case t.Seconds < minSeconds || t.Seconds > maxSeconds:
		return errors.New("model: expected a timestamp in the years 1 to 9999, found the seconds " + strconv.FormatInt(t.Seconds, 10))
	case t.Nanos < 0 || t.Nanos > 999_999_999:
		return errors.New("model: expected a timestamp with nanoseconds from 0 to 999999999, found " + strconv.Itoa(int(t.Nanos)))
	}
	return nil
}

// Reset makes t the start of 1970.
func (t *Timestamp) Reset() { *t = Timestamp{} }

// String returns t on one line, without the fields that are 0.
func (t *Timestamp) String() string { return text(t, t == nil) }

func (t *Timestamp) appendText(dst []byte) []byte {
	if t.GetSeconds() != 0 {
		dst = appendInt(dst, "seconds", &t.Seconds)
	}
	if t.GetNanos() != 0 {
		dst = appendInt(dst, "nanos", &t.Nanos)
	}
	return dst
}
