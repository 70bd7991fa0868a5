package expfmt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// LintProtobuf is [LintText] for a page of the protobuf format. The Line of a
// Problem is the number of the family's message, and the Column the number of
// the metric with the label, or 0 for the family. Both are counted from 1.
//
// If the page breaks the format, LintProtobuf goes on behind the error. It
// skips a metric or a family that it can't read, and keeps a metric that
// breaks another rule. It stops at a length that is malformed or beyond the end
// of the page. The error joins the errors of [DecodeProtobuf], each a
// [*ProtobufError]: one for each metric, and of the page at most a hundred.
func LintProtobuf(page []byte) ([]Problem, error) { return LintProtobufFrom(bytes.NewReader(page)) }

// LintProtobufFrom is [LintProtobuf] for a page that is read while it is
// linted. It holds as much of the page as [DecodeProtobufFrom] and a [Linter]
// hold. An error of r is returned as it is, without problems.
func LintProtobufFrom(r io.Reader) ([]Problem, error) {
	l := &Linter{ofPage: true}
	return lintProtobuf(l, newProtobufDecoder(l), func(d *protobufDecoder) error { return d.decodeFrom(r) })
}

// LintProtobufText is [LintProtobuf] for a page of protobuf text. The errors
// are those of [DecodeProtobufText], each a [*SyntaxError], and the places of
// problems are lines and columns. Behind an error of the text's language
// LintProtobufText can't go on.
func LintProtobufText(page []byte) ([]Problem, error) {
	return LintProtobufTextFrom(bytes.NewReader(page))
}

// LintProtobufTextFrom is [LintProtobufText] for a page that is read while it
// is linted. It holds as much of the page as [DecodeProtobufTextFrom] and a
// [Linter] hold. An error of r is returned as it is, without problems.
func LintProtobufTextFrom(r io.Reader) ([]Problem, error) {
	l := &Linter{ofPage: true}
	return lintProtobuf(l, newProtobufTextDecoder(protobufScanner{r: r}, l), (*protobufDecoder).decodeText)
}

// lintProtobuf returns the problems that l finds on the page of the decoder, and
// the errors of the decoder.
func lintProtobuf(l *Linter, d *protobufDecoder, decode func(*protobufDecoder) error) ([]Problem, error) {
	var errs []error
	more := 0
	d.report = func(err error) {
		if len(errs) == maxSyntaxErrors {
			more++
		} else {
			errs = append(errs, err)
		}
	}
	if err := decode(d); err != nil {
		if !isOfPage(err) {
			return nil, err
		}
		d.report(err)
	}
	if more > 0 {
		errs = append(errs, fmt.Errorf("expfmt: expected at most %d errors, found %d more", maxSyntaxErrors, more))
	}
	problems := l.appendProblems(nil, 1)
	sortByPlace(problems)
	return problems, errors.Join(errs...)
}

// isOfPage reports whether err is the error of a page, and not of its reader.
func isOfPage(err error) bool {
	var binary *ProtobufError
	var text *SyntaxError
	return errors.As(err, &binary) || errors.As(err, &text)
}
