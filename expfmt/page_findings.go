package expfmt

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxSyntaxErrors is the number of errors that pageFindings keep: more than
// people read, and few enough for a page of nothing but errors.
const maxSyntaxErrors = 100

// The pageFindings are whatever a linting decoder finds itself, beside the
// families.
type pageFindings struct {
	errs     []*SyntaxError
	more     int // errors beyond maxSyntaxErrors
	line     int // of the last error
	refusals []Problem
}

// addError adds the first error of each line: the others follow from the
// first.
func (f *pageFindings) addError(err *SyntaxError) {
	switch {
	case err.Line == f.line:
	case len(f.errs) == maxSyntaxErrors:
		f.more++
	default:
		f.errs = append(f.errs, err)
	}
	f.line = err.Line
}

// addRefusal adds the first refusal of each kind, which begins the text.
func (f *pageFindings) addRefusal(kind string, p Problem) {
	for _, known := range f.refusals {
		if strings.HasPrefix(known.Text, kind) {
			return
		}
	}
	f.refusals = append(f.refusals, p)
}

// err returns the errors in the order of their places, as one error.
func (f *pageFindings) err() error {
	slices.SortStableFunc(f.errs, func(a, b *SyntaxError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	var errs []error
	for _, err := range f.errs {
		errs = append(errs, err)
	}
	if f.more > 0 {
		errs = append(errs, fmt.Errorf("expfmt: expected at most %d errors, found %d more", maxSyntaxErrors, f.more))
	}
	return errors.Join(errs...)
}
