package registry

import (
	"strconv"
	"sync"
)

// A MultiError is several errors, the result of Gather and Encode where there
// is more than one.
type MultiError []error

// Error returns the texts of all errors, a line each.
func (errs MultiError) Error() string {
	if len(errs) == 0 {
		return ""
	}
	text := strconv.AppendInt(nil, int64(len(errs)), 10)
	text = append(text, " error(s) occurred:"...)
	for _, err := range errs {
		text = append(text, "\n* "...)
		if err == nil {
			text = append(text, "<nil>"...)
		} else {
			text = append(text, err.Error()...)
		}
	}
	return string(text)
}

// Unwrap returns the errors, for errors.Is and errors.As.
func (errs MultiError) Unwrap() []error { return errs }

// Append appends err unless err is nil.
func (errs *MultiError) Append(err error) {
	if err != nil {
		*errs = append(*errs, err)
	}
}

// MaybeUnwrap returns the errors as an error: nil without any, and a single
// error itself.
func (errs MultiError) MaybeUnwrap() error {
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	}
	return errs
}

// A SafeMultiError takes errors from several goroutines at once.
type SafeMultiError struct {
	mu   sync.Mutex
	errs MultiError
}

// Append appends err unless err is nil.
func (s *SafeMultiError) Append(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs.Append(err)
}

// appendErrors appends err, or its parts if err is a MultiError.
func appendErrors(errs []error, err error) []error {
	if several, ok := err.(MultiError); ok {
		return append(errs, several...)
	}
	if err != nil {
		errs = append(errs, err)
	}
	return errs
}
