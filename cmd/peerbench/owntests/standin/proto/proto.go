// Package proto stands in for google.golang.org/protobuf/proto in tests whose
// messages are plain structs.
package proto

import (
	"google.golang.org/protobuf/proto"

	"plainmetrics/cmd/peerbench/owntests/standin/generated"
)

// A Message is a pointer to a struct of package model.
type Message interface{ Reset() }

// These functions return a pointer to a copy of their argument.
func Bool(v bool) *bool          { return &v }
func Float64(v float64) *float64 { return &v }
func Int32(v int32) *int32       { return &v }
func Int64(v int64) *int64       { return &v }
func String(v string) *string    { return &v }
func Uint32(v uint32) *uint32    { return &v }
func Uint64(v uint64) *uint64    { return &v }

// Equal says whether the messages are equal for protobuf.
func Equal(a, b Message) bool { return proto.Equal(generated.Copy(a), generated.Copy(b)) }

// Unmarshal reads a message.
func Unmarshal(b []byte, m Message) error {
	message := generated.Copy(m)
	err := proto.Unmarshal(b, message)
	generated.CopyBack(m, message)
	return err
}
