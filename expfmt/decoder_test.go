package expfmt

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// streamed decodes a page with a reader that cuts it as read says.
func streamed(t *testing.T, page string, cut func(io.Reader) io.Reader, decode func(io.Reader, Encoder) error) string {
	t.Helper()
	printed := NewPage(OpenMetrics{Scheme: NoEscaping, Created: true}, nil)
	if err := decode(cut(strings.NewReader(page)), printed); err != nil {
		return err.Error()
	}
	return string(printed.End())
}

// A page is the same page, and an error the same error, wherever a reader
// cuts the page.
func TestDecodeFrom(t *testing.T) {
	readers := map[string]func(io.Reader) io.Reader{
		"a byte at once":              iotest.OneByteReader,
		"halves":                      iotest.HalfReader,
		"the end with the last bytes": iotest.DataErrReader,
	}
	test := func(t *testing.T, page string, decode func([]byte, Encoder) error, from func(io.Reader, Encoder) error) {
		t.Helper()
		want := streamed(t, page, func(r io.Reader) io.Reader { return r }, func(r io.Reader, enc Encoder) error {
			all, err := io.ReadAll(r)
			return errors.Join(err, decode(all, enc))
		})
		for name, cut := range readers {
			if got := streamed(t, page, cut, from); got != want {
				t.Errorf("%s, the page %q:\ngot  %s\nwant %s", name, page, got, want)
			}
		}
	}
	long := "# HELP a " + strings.Repeat("A", 3*partSize) + "\na 1\nb 2\n"
	for _, page := range []string{"", "\n", "a 1", "a 1\n# EOF", "# EOF\na 1\nb 2\n", "# EOF\na", long, long[:len(long)-1]} {
		test(t, page, DecodeText, DecodeTextFrom)
		test(t, page, DecodeOpenMetrics, DecodeOpenMetricsFrom)
	}
	for _, tt := range pages {
		test(t, tt.page, DecodeText, DecodeTextFrom)
	}
	for _, tt := range brokenPages {
		test(t, strings.Replace(tt.marked, "§", "", 1), DecodeText, DecodeTextFrom)
	}
	for _, tt := range openMetricsPages {
		test(t, tt.page, DecodeOpenMetrics, DecodeOpenMetricsFrom)
	}
	for _, tt := range brokenOpenMetricsPages {
		test(t, strings.Replace(tt.marked, "§", "", 1), DecodeOpenMetrics, DecodeOpenMetricsFrom)
	}
}

func TestDecodeFromFailingReader(t *testing.T) {
	cause := errors.New("cable pulled")
	r := io.MultiReader(strings.NewReader("a 1\nb 2\n"), iotest.ErrReader(cause))
	printed := NewPage(Text{}, nil)
	if err := DecodeTextFrom(r, printed); err != cause {
		t.Errorf("got error %v, want %v", err, cause)
	}
	if got, want := printed.End(), []byte("# HELP a \n# TYPE a untyped\na 1\n"); !bytes.HasPrefix(got, want) {
		t.Errorf("got %q, want it to begin with %q", got, want)
	}
}
