package expfmt

import "fmt"

// A ProtobufError is a place where a page breaks the rules of the protobuf
// format. Err has the expected value and the value found there.
type ProtobufError struct {
	// Offset is the number of bytes in front of the place: of a field with a
	// wrong value, or of the end of a message that ends too early.
	Offset int64

	// Path names the messages and the field around the place, from the family
	// inwards: `family 3 "a_seconds": metric 5: histogram: positive_span 1:
	// offset`. All are counted from 0, but for a field that comes once.
	Path string

	Err error
}

// Error implements error.
func (e *ProtobufError) Error() string {
	return fmt.Sprintf("expfmt: byte %d: %v", e.Offset, e.inPath())
}

// inPath returns the error behind the path.
func (e *ProtobufError) inPath() error {
	if e.Path == "" {
		return e.Err
	}
	return fmt.Errorf("%s: %w", e.Path, e.Err)
}

// Unwrap returns e.Err.
func (e *ProtobufError) Unwrap() error { return e.Err }

// within puts the name of a message or a field in front of the path. The name
// of an unknown field is empty.
func (e *ProtobufError) within(name string) *ProtobufError {
	switch {
	case name == "":
	case e.Path == "":
		e.Path = name
	default:
		e.Path = name + ": " + e.Path
	}
	return e
}
