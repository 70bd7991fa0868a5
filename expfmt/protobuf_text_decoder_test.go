package expfmt

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeProtobufText(t *testing.T) {
	for _, tt := range protobufPages {
		for _, encoding := range []ProtobufEncoding{ProtobufText, ProtobufCompactText} {
			page := printProtobuf(Protobuf{NoEscaping, encoding}, tt.families)
			var got, gotFrom pointRecorder
			if err := DecodeProtobufText([]byte(page), &got); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			if diff := cmp.Diff(tt.families, got.recorded(), samePoints); diff != "" {
				t.Errorf("%s: families (-want +got):\n%s", tt.name, diff)
			}
			if err := DecodeProtobufTextFrom(iotest.OneByteReader(strings.NewReader(page)), &gotFrom); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			if diff := cmp.Diff(tt.families, gotFrom.recorded(), samePoints); diff != "" {
				t.Errorf("%s: families of a reader (-want +got):\n%s", tt.name, diff)
			}
		}
	}
}

// decodeAndPrintProtobuf reads a page of text and prints it again.
func decodeAndPrintProtobuf(t testing.TB, page string) (string, error) {
	p := NewPage(Protobuf{NoEscaping, ProtobufCompactText}, nil)
	err := DecodeProtobufText([]byte(page), checkingEncoder{t, p})
	return string(p.End()), err
}

func TestDecodeProtobufTextLoosePages(t *testing.T) {
	for _, tt := range looseProtobufPages {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.print
			if want != "" {
				want += "\n"
			}
			for _, page := range []string{tt.page, want} {
				got, err := decodeAndPrintProtobuf(t, page)
				if err != nil {
					t.Fatalf("%v in\n%s", err, page)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("page (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestDecodeProtobufTextBrokenPages(t *testing.T) {
	for _, tt := range brokenProtobufPages {
		before, after, marked := strings.Cut(tt.marked, "§")
		if !marked {
			t.Fatalf("%s: got no mark", tt.name)
		}
		line := strings.Count(before, "\n") + 1
		column := len(before) - strings.LastIndexByte(before, '\n')
		var got *SyntaxError
		err := DecodeProtobufText([]byte(before+after), discard{})
		switch {
		case !errors.As(err, &got) || got.Err.Error() != tt.want:
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, err, tt.want)
		case got.Line != line || got.Column != column:
			t.Errorf("%s: got error %v, want it in line %d, column %d", tt.name, err, line, column)
		}
		from := DecodeProtobufTextFrom(iotest.OneByteReader(strings.NewReader(before+after)), discard{})
		if got != nil && !errors.As(from, &got) {
			t.Errorf("%s: got error %v from a reader, want %v", tt.name, from, err)
		}
	}
}

// An error of the reader is no error of the page.
func TestDecodeProtobufTextReadErrors(t *testing.T) {
	for _, page := range []string{"", `name:"a"`, `name:"a" metric:{`, `name:"a`} {
		for _, decode := range []func(io.Reader) error{
			func(r io.Reader) error { return DecodeProtobufTextFrom(r, discard{}) },
			func(r io.Reader) error { _, err := LintProtobufTextFrom(r); return err },
		} {
			err := decode(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(page + " "))))
			if err == nil || page != "" && err != iotest.ErrTimeout {
				t.Errorf("%q: got error %v, want %v", page, err, iotest.ErrTimeout)
			}
		}
	}
}

// FuzzDecodeProtobufText is FuzzDecodeProtobuf for pages of text.
func FuzzDecodeProtobufText(f *testing.F) {
	for _, tt := range protobufPages {
		f.Add(printProtobuf(Protobuf{NoEscaping, ProtobufText}, tt.families))
		f.Add(tt.text)
	}
	for _, tt := range looseProtobufPages {
		f.Add(tt.page)
	}
	for _, tt := range brokenProtobufPages {
		f.Add(strings.Replace(tt.marked, "§", "", 1))
	}
	f.Fuzz(func(t *testing.T, page string) {
		got := allocated(func() { _ = DecodeProtobufText([]byte(page), discard{}) })
		if limit := uint64(protobufAllocation*len(page) + 256<<10); got > limit {
			t.Errorf("got %d bytes allocated for %d, want at most %d", got, len(page), limit)
		}
		want, err := decodeAndPrintProtobuf(t, page)
		if _, lintErr := LintProtobufText([]byte(page)); (err == nil) != (lintErr == nil) {
			t.Errorf("got error %v, and %v of the linter", err, lintErr)
		}
		if err != nil {
			return
		}
		if again, err := decodeAndPrintProtobuf(t, want); err != nil || again != want {
			t.Errorf("error %v of the printed page\n%s\nprinted again\n%s", err, want, again)
		}
	})
}
