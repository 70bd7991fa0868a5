package expfmt

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeText(t *testing.T) {
	for _, tt := range pages {
		t.Run(tt.name, func(t *testing.T) {
			var got recorder
			if err := DecodeText([]byte(tt.page), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.families, got.families, same); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeTextLoosePages(t *testing.T) {
	for _, tt := range loosePages {
		t.Run(tt.name, func(t *testing.T) {
			for _, page := range []string{tt.page, tt.print} {
				got := NewPage(Text{NoEscaping}, nil)
				if err := DecodeText([]byte(page), got); err != nil {
					t.Fatalf("%v in\n%s", err, page)
				}
				if diff := cmp.Diff(tt.print, string(got.End())); diff != "" {
					t.Errorf("page (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// An Encoder does not see families without samples.
func TestDecodeTextFamiliesWithoutSamples(t *testing.T) {
	var got recorder
	if err := DecodeText([]byte("# HELP a A.\n# TYPE b histogram\nc 1\n# TYPE d gauge\n"), &got); err != nil {
		t.Fatal(err)
	}
	want := []family{
		{name: "c", series: []series{{value: 1}}},
	}
	if diff := cmp.Diff(want, got.families, same); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
}

// The page of an Acra server is in the repository as it was served.
func TestDecodeTextSeedPage(t *testing.T) {
	seed, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	page := NewPage(Text{}, nil)
	if err := DecodeText(seed, page); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(seed), string(page.End())); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

// Decoded families must not change with the memory of the page, and the
// page must not change at all.
func TestDecodeTextKeepsNothing(t *testing.T) {
	for _, tt := range pages {
		page := []byte(tt.page)
		var got recorder
		if err := DecodeText(page, &got); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if string(page) != tt.page {
			t.Errorf("%s: the page was changed to\n%s", tt.name, page)
		}
		for i := range page {
			page[i] = '?'
		}
		if diff := cmp.Diff(tt.families, got.families, same); diff != "" {
			t.Errorf("%s: families (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Bounds are rendered once for all series of a family that have the same.
func TestDecodeTextSharesBounds(t *testing.T) {
	page := `# TYPE h histogram
h_bucket{a="1",le="1"} 1
h_bucket{a="1",le="+Inf"} 1
h_sum{a="1"} 1
h_count{a="1"} 1
h_bucket{a="2",le="1"} 1
h_bucket{a="2",le="+Inf"} 1
h_sum{a="2"} 1
h_count{a="2"} 1
`
	var got recorder
	if err := DecodeText([]byte(page), &got); err != nil {
		t.Fatal(err)
	}
	if s := got.families[0].series; s[0].point.Bounds != s[1].point.Bounds {
		t.Error("got different Bounds for two series with the same buckets")
	}
}

// An Encoder has the series in front of an error, except for histograms
// and summaries of an unfinished family.
func TestDecodeTextWritesUpToTheError(t *testing.T) {
	page := NewPage(Text{}, nil)
	err := DecodeText([]byte("a 1\nb{c=\"1\"} 2\nb{c=\"2\"} x\n"), page)
	if err == nil {
		t.Fatal("got no error")
	}
	want := "# HELP a \n# TYPE a untyped\na 1\n# HELP b \n# TYPE b untyped\nb{c=\"1\"} 2\n"
	if got := string(page.End()); got != want {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
}

// cutMark removes the mark § from a page, and returns its place.
func cutMark(t *testing.T, marked string) (page string, line, column int) {
	t.Helper()
	before, after, found := strings.Cut(marked, "§")
	if !found || strings.Contains(after, "§") {
		t.Fatalf("want one mark in %q", marked)
	}
	return before + after, strings.Count(before, "\n") + 1, len(before) - strings.LastIndexByte(before, '\n')
}

func TestCutMark(t *testing.T) {
	tests := []struct {
		marked, page string
		line, column int
	}{
		{"§", "", 1, 1},
		{"§a\n", "a\n", 1, 1},
		{"aé§b\n", "aéb\n", 1, 4},
		{"a\n\nb§\n", "a\n\nb\n", 3, 2},
		{"a\n§", "a\n", 2, 1},
	}
	for _, tt := range tests {
		if page, line, column := cutMark(t, tt.marked); page != tt.page || line != tt.line || column != tt.column {
			t.Errorf("%q: got %q, %d, %d, want %q, %d, %d", tt.marked, page, line, column, tt.page, tt.line, tt.column)
		}
	}
}

func TestDecodeTextErrors(t *testing.T) {
	for _, tt := range brokenPages {
		t.Run(tt.name, func(t *testing.T) {
			page, line, column := cutMark(t, tt.marked)
			err := DecodeText([]byte(page), new(recorder))
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

// A page that is accepted prints as a page with the same families.
func FuzzDecodeText(f *testing.F) {
	for _, tt := range pages {
		f.Add([]byte(tt.page))
	}
	for _, tt := range loosePages {
		f.Add([]byte(tt.page))
	}
	for _, tt := range brokenPages {
		f.Add([]byte(strings.Replace(tt.marked, "§", "", 1)))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		before := slices.Clone(page)
		first := NewPage(Text{NoEscaping}, nil)
		err := DecodeText(page, first)
		if !bytes.Equal(page, before) {
			t.Errorf("the page was changed\nfrom %q\nto   %q", before, page)
		}
		if err != nil {
			var syntax *SyntaxError
			if lines := bytes.Split(page, []byte("\n")); !errors.As(err, &syntax) ||
				syntax.Line < 1 || syntax.Line > len(lines) ||
				syntax.Column < 1 || syntax.Column > len(lines[syntax.Line-1])+1 {
				t.Errorf("got %v, want a position on the page", err)
			}
			return
		}
		second := NewPage(Text{NoEscaping}, nil)
		if err := DecodeText(first.End(), second); err != nil {
			t.Fatalf("%v in\n%s", err, first.End())
		}
		if !bytes.Equal(first.End(), second.End()) {
			t.Errorf("page (-first +second):\n%s", cmp.Diff(string(first.End()), string(second.End())))
		}
	})
}

func TestDecodeLenientText(t *testing.T) {
	tests := []struct {
		name   string
		page   string
		broken []string // the texts of errors, cut
		want   string   // the series, or the error that ends the page
	}{
		{"nothing broken", "a 1\n", nil, "a{} "},
		{"a family in pieces", "# TYPE a gauge\na{x=\"1\"} 1\nb 1\na{x=\"2\"} 1\n", []string{"line 4, column 1: expected the lines of a family in one place"}, `a{x="1"} b{} a{x="2"} `},
		{"a series twice", "a 1\na 1\n", []string{"line 2, column 1: expected a series that is new"}, "a{} a{} "},
		{"a histogram without its lines", "# TYPE a histogram\na_sum 1\n", []string{"line 2, column 1: series {} ends here: expected a sample a_count"}, "a{} "},
		{"a plain sample of a histogram", "# TYPE a histogram\na 1\n", []string{"line 2, column 1: expected \"a\" with _bucket"}, "a{} "},
		{"a bound that is no number", "# TYPE a histogram\na_bucket{le=\"x\"} 1\n", []string{"line 2, column 10: expected le"}, "a{} "},
		{"a type in capitals", "# TYPE a GAUGE\na 1\n", []string{"line 1, column 10: expected counter"}, "a{} "},
		{"an unknown type", "# TYPE a gouge\na 1\n", nil, "expfmt: line 1, column 10: expected counter, gauge, histogram, summary or untyped, found \"gouge\""},
		{"a line that no one can read", "a 1\nb\nc 1\n", nil, "expfmt: line 2, column 2: "},
		{"no line feed", "a 1\nb 1", nil, "expfmt: line 2, column 4: expected a line feed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, decode := range []func(Encoder, func(*SyntaxError)) error{
				func(enc Encoder, broken func(*SyntaxError)) error {
					return DecodeLenientText([]byte(tt.page), enc, broken)
				},
				func(enc Encoder, broken func(*SyntaxError)) error {
					return DecodeLenientTextFrom(strings.NewReader(tt.page), enc, broken)
				},
			} {
				var got seriesNames
				var broken []string
				err := decode(&got, func(err *SyntaxError) { broken = append(broken, err.Error()) })
				if err != nil {
					got = seriesNames(err.Error())
				}
				if err == nil && string(got) != tt.want || err != nil && !strings.HasPrefix(string(got), tt.want) {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				if len(broken) != len(tt.broken) {
					t.Fatalf("broken: got %q, want %q", broken, tt.broken)
				}
				for i, text := range tt.broken {
					if !strings.HasPrefix(broken[i], "expfmt: "+text) {
						t.Errorf("broken: got %q, want %q", broken[i], text)
					}
				}
				if ignored := decode(new(seriesNames), nil); (ignored == nil) != (err == nil) {
					t.Errorf("without broken: got error %v, want %v", ignored, err)
				}
			}
		})
	}
}

// seriesNames is an Encoder that joins the names and labels of series.
type seriesNames string

func (s *seriesNames) Value(f *Family, l LabelSet, _ float64) {
	*s += seriesNames(f.Name() + "{" + l.String() + "} ")
}

func (s *seriesNames) Point(f *Family, l LabelSet, _ *Point) { s.Value(f, l, 0) }
