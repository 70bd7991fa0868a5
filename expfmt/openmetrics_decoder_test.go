package expfmt

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sameUnits is same for unitFamilies.
var sameUnits = append(slices.Clone(same), cmp.AllowUnexported(unitFamily{}))

func TestDecodeOpenMetrics(t *testing.T) {
	for _, tt := range openMetricsPages {
		t.Run(tt.name, func(t *testing.T) {
			var got unitRecorder
			if err := DecodeOpenMetrics([]byte(tt.page), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.families, got.recorded(), sameUnits); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
		})
	}
}

// decodeAndPrint reads a page and prints it again.
func decodeAndPrint(page string) (string, error) {
	p := NewPage(OpenMetrics{Scheme: NoEscaping, Created: true}, nil)
	err := DecodeOpenMetrics([]byte(page), p)
	return string(p.End()), err
}

func TestDecodeOpenMetricsLoosePages(t *testing.T) {
	for _, tt := range looseOpenMetricsPages {
		t.Run(tt.name, func(t *testing.T) {
			for _, page := range []string{tt.page, tt.print} {
				got, err := decodeAndPrint(page)
				if err != nil {
					t.Fatalf("%v in\n%s", err, page)
				}
				if diff := cmp.Diff(tt.print, got); diff != "" {
					t.Errorf("page (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestDecodeOpenMetricsErrors(t *testing.T) {
	for _, tt := range brokenOpenMetricsPages {
		t.Run(tt.name, func(t *testing.T) {
			page, line, column := cutMark(t, tt.marked)
			if !strings.HasPrefix(tt.want, "expected a last line") && !strings.Contains(page, "# EOF") {
				page += "# EOF\n"
			}
			err := DecodeOpenMetrics([]byte(page), new(unitRecorder))
			var got *SyntaxError
			if !errors.As(err, &got) {
				t.Fatalf("got the error %v, want a *SyntaxError: %s", err, tt.want)
			}
			if got.Line != line || got.Column != column || got.Err.Error() != tt.want {
				t.Errorf("\ngot  %d:%d: %v\nwant %d:%d: %s", got.Line, got.Column, got.Err, line, column, tt.want)
			}
		})
	}
}

// decodeLeniently reads a page leniently and prints it again. It returns the
// errors of the broken rules, too.
func decodeLeniently(page string) (printed string, broken []string, err error) {
	p := NewPage(OpenMetrics{Scheme: NoEscaping, Created: true}, nil)
	err = DecodeLenientOpenMetrics([]byte(page), p, func(e *SyntaxError) {
		broken = append(broken, strings.TrimPrefix(e.Error(), "expfmt: "))
	})
	return string(p.End()), broken, err
}

// What the lenient decoder tolerates is an error for the strict one, the
// first error first.
func TestDecodeLenientOpenMetrics(t *testing.T) {
	for _, tt := range lenientOpenMetricsPages {
		t.Run(tt.name, func(t *testing.T) {
			got, broken, err := decodeLeniently(tt.page)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.print, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.broken, broken); diff != "" {
				t.Errorf("broken rules (-want +got):\n%s", diff)
			}
			if _, err := decodeAndPrint(tt.page); err == nil || err.Error() != "expfmt: "+tt.broken[0] {
				t.Errorf("strict: got the error %v, want %s", err, tt.broken[0])
			}
			if err := DecodeLenientOpenMetrics([]byte(tt.page), new(recorder), nil); err != nil {
				t.Errorf("without a function: %v", err)
			}
		})
	}
}

// Whatever follows the rules is read as the strict decoder reads it, and
// whatever makes no sense is an error all the same.
func TestDecodeLenientOpenMetricsIsStrictElsewhere(t *testing.T) {
	for _, tt := range openMetricsPages {
		if got, broken, err := decodeLeniently(tt.page); got != tt.page || len(broken) > 0 || err != nil {
			t.Errorf("%s: got %v, %v and the page\n%s", tt.name, broken, err, got)
		}
	}
	for _, page := range []string{
		"a 1\na 1\n# EOF\n",
		"a{b=\"1\"} 1\na{b=\"2\"} 1\na{b=\"1\"} 1\n# EOF\n",
		"# HELP a A.\n# HELP a A.\na 1\n# EOF\n",
		"# TYPE a counter\na_created 1\n# EOF\n",
		"# TYPE a info\na_info 2\n# EOF\n",
		"# TYPE a stateset\na{a=\"b\"} -1\n# EOF\n",
		"# TYPE a histogram\na_bucket{le=\"1\"} 1\n# EOF\n",
		"# TYPE a histogram\na_bucket{le=\"NaN\"} 1\n# EOF\n",
		"# TYPE a summary\na{quantile=\"NaN\"} 1\n# EOF\n",
		"# TYPE a summary\na_count -1\n# EOF\n",
		"a  1\n# EOF\n",
		"a 1\n",
	} {
		if got, broken, err := decodeLeniently(page); err == nil {
			t.Errorf("%q: got no error but %q and\n%s", page, broken, got)
		}
	}
}

// Decoded families must not change with the memory of the page, and the
// page must not change at all.
func TestDecodeOpenMetricsKeepsNothing(t *testing.T) {
	for _, tt := range openMetricsPages {
		page := []byte(tt.page)
		var got unitRecorder
		if err := DecodeOpenMetrics(page, &got); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if string(page) != tt.page {
			t.Errorf("%s: the page was changed to\n%s", tt.name, page)
		}
		for i := range page {
			page[i] = '?'
		}
		if diff := cmp.Diff(tt.families, got.recorded(), sameUnits); diff != "" {
			t.Errorf("%s: families (-want +got):\n%s", tt.name, diff)
		}
	}
}

// An Encoder has the series in front of an error, except for an unfinished
// series.
func TestDecodeOpenMetricsWritesUpToTheError(t *testing.T) {
	got, err := decodeAndPrint("# TYPE a counter\na_total{b=\"1\"} 1\na_total{b=\"2\"} 2\na_created{b=\"2\"} x\n# EOF\n")
	if err == nil {
		t.Fatal("got no error")
	}
	if want := "# HELP a \n# TYPE a counter\na_total{b=\"1\"} 1.0\n# EOF\n"; got != want {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
}

// Every decoded Point passes Check, so any Encoder can take it.
func TestDecodedOpenMetricsPointsCheck(t *testing.T) {
	for _, tt := range openMetricsPages {
		var got unitRecorder
		if err := DecodeOpenMetrics([]byte(tt.page), &got); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		for _, f := range got.families {
			for _, s := range f.series {
				if s.point == nil {
					continue
				}
				if err := s.point.Check(f.typ); err != nil {
					t.Errorf("%s: %s{%v}: %v", tt.name, f.name, s.labels, err)
				}
			}
		}
	}
}

// A page that is accepted prints as a page with the same families.
func FuzzDecodeOpenMetrics(f *testing.F) {
	for _, tt := range openMetricsPages {
		f.Add(tt.page)
	}
	for _, tt := range looseOpenMetricsPages {
		f.Add(tt.page)
	}
	for _, tt := range brokenOpenMetricsPages {
		f.Add(strings.Replace(tt.marked, "§", "", 1) + "# EOF\n")
	}
	for _, tt := range lenientOpenMetricsPages {
		f.Add(tt.page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		checkLenient(t, page)
		first, err := decodeAndPrint(page)
		if err != nil {
			var syntax *SyntaxError
			if lines := strings.Split(page, "\n"); !errors.As(err, &syntax) ||
				syntax.Line < 1 || syntax.Line > len(lines) ||
				syntax.Column < 1 || syntax.Column > len(lines[syntax.Line-1])+1 {
				t.Errorf("got %v, want a position on the page", err)
			}
			return
		}
		second, err := decodeAndPrint(first)
		if err != nil {
			t.Fatalf("%v in\n%s", err, first)
		}
		if first != second {
			t.Errorf("page (-first +second):\n%s", cmp.Diff(first, second))
		}
	})
}

// checkLenient checks that a page that breaks no rule is read alike by the
// lenient and the strict decoder, and that points of any page are valid.
func checkLenient(t *testing.T, page string) {
	t.Helper()
	lenient, broken, err := decodeLeniently(page)
	strict, strictErr := decodeAndPrint(page)
	if len(broken) == 0 && (lenient != strict || (err == nil) != (strictErr == nil)) {
		t.Errorf("lenient decoder: got %v and\n%s\nwant %v and\n%s", err, lenient, strictErr, strict)
	}
	if len(broken) > 0 && (strictErr == nil || strictErr.Error() != "expfmt: "+broken[0]) {
		t.Errorf("strict decoder: got %v, want %s", strictErr, broken[0])
	}
	var got unitRecorder
	_ = DecodeLenientOpenMetrics([]byte(page), &got, nil)
	for _, f := range got.families {
		for _, s := range f.series {
			if s.point == nil {
				continue
			}
			if err := s.point.Check(f.typ); err != nil {
				t.Errorf("%s{%v}: %v", f.name, s.labels, err)
			}
		}
	}
}
