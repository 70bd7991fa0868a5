// Package timestamppb stands in for
// google.golang.org/protobuf/types/known/timestamppb in tests whose messages
// are plain structs.
package timestamppb

import (
	"time"

	"plainmetrics/registry/model"
)

// Timestamp is the timestamp of the plain structs.
type Timestamp = model.Timestamp

// New returns the Timestamp of a time.
func New(t time.Time) *Timestamp { return model.NewTimestamp(t) }
