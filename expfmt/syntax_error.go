package expfmt

import "fmt"

// A SyntaxError is a place where a page breaks the rules of its format. Err
// has the expected text and the text found there.
type SyntaxError struct {
	Line   int // counted from 1
	Column int // in bytes, counted from 1
	Err    error
}

// Error implements error.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("expfmt: line %d, column %d: %v", e.Line, e.Column, e.Err)
}

// Unwrap returns e.Err.
func (e *SyntaxError) Unwrap() error { return e.Err }
