package expfmt

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// lintedProtobuf is a page with problems and errors.
const lintedProtobuf = `name:"jobs" type:COUNTER
  metric:{label:{name:"aB" value:"1"} counter:{}}
name:"" help:"Refused."
name:"size_bytes" help:"A size." type:GAUGE
  metric:{gauge:{}}
  metric:{label:{name:"le" value:"1"} gauge:{}}
  metric:{gauge:{value:1}}
  metric:{counter:{}}
name:"wait_milliseconds" help:"A wait." type:HISTOGRAM
  metric:{label:{name:"cD" value:"1"} histogram:{zero_threshold:-1}}
  metric:{label:{name:"cD" value:"\xff"} histogram:{}}
`

func TestLintProtobuf(t *testing.T) {
	page := protobufOfText(t, lintedProtobuf)
	for name, lint := range map[string]func() ([]Problem, error){
		"LintProtobuf": func() ([]Problem, error) { return LintProtobuf(page) },
		"LintProtobufFrom": func() ([]Problem, error) {
			return LintProtobufFrom(iotest.OneByteReader(strings.NewReader(string(page))))
		},
	} {
		problems, err := lint()
		want := []Problem{
			{"jobs", "", `counter metrics should have "_total" suffix`, 1, 0},
			{"jobs", "", "no help text", 1, 0},
			{"jobs", "aB", "label names should be written in 'snake_case' not 'camelCase'", 1, 1},
			{"size_bytes", "", "metric not unique", 3, 0},
			{"size_bytes", "le", `non-histogram metrics should not have "le" label`, 3, 2},
			{"wait_milliseconds", "", `use base unit "seconds" instead of "milliseconds"`, 4, 0},
			{"wait_milliseconds", "cD", "label names should be written in 'snake_case' not 'camelCase'", 4, 1},
		}
		if diff := cmp.Diff(want, problems); diff != "" {
			t.Errorf("%s: problems (-want +got):\n%s", name, diff)
		}
		const wantErrs = `family 1 "": expected a metric name, found ""
family 2 "size_bytes": metric 2: expected a series that is new to the family, found {} again
family 2 "size_bytes": metric 3: counter: expected a field gauge, as the type of the family is gauge, found another type
family 3 "wait_milliseconds": metric 0: histogram: expected a zero threshold of at least 0, found -1
family 3 "wait_milliseconds": metric 1: label 0: value: expected valid UTF-8, found "\xff"`
		var got []string
		for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
			got = append(got, err.(*ProtobufError).inPath().Error())
		}
		if diff := cmp.Diff(wantErrs, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s: errors (-want +got):\n%s", name, diff)
		}
	}
}

func TestLintProtobufText(t *testing.T) {
	problems, err := LintProtobufText([]byte(lintedProtobuf + "names:"))
	want := []Problem{
		{"jobs", "", `counter metrics should have "_total" suffix`, 1, 1},
		{"jobs", "", "no help text", 1, 1},
		{"jobs", "aB", "label names should be written in 'snake_case' not 'camelCase'", 2, 11},
		{"size_bytes", "", "metric not unique", 4, 1},
		{"size_bytes", "le", `non-histogram metrics should not have "le" label`, 6, 11},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	const wantErr = `expfmt: line 3, column 1: family 1 "": expected a metric name, found ""
expfmt: line 7, column 3: family 2 "size_bytes": metric 2: expected a series that is new to the family, found {} again
expfmt: line 8, column 11: family 2 "size_bytes": metric 3: counter: expected a field gauge, as the type of the family is gauge, found another type
expfmt: line 12, column 1: family 3 "wait_milliseconds": expected one of the fields name, help, type, metric, unit, found "names:"`
	if err == nil || err.Error() != wantErr {
		t.Errorf("\ngot  %v\nwant %s", err, wantErr)
	}
}

// Many errors are counted, and an error of the reader is returned alone.
func TestLintProtobufErrors(t *testing.T) {
	page := slices.Repeat(protobufOfText(t, `name:"" `), 103)
	_, err := LintProtobuf(page)
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 101 || lines[100] != "expfmt: expected at most 100 errors, found 3 more" {
		t.Errorf("got %d lines of errors, the last %q", len(lines), lines[len(lines)-1])
	}
	problems, err := LintProtobufFrom(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(string(page)))))
	if problems != nil || !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("got problems %v, error %v, want %v", problems, err, iotest.ErrTimeout)
	}
}
