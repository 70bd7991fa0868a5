package expfmt

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeProtobufText(t *testing.T) {
	for _, tt := range protobufPages {
		for _, isCompact := range []bool{true, false} {
			page := printProtobuf(ProtobufText{NoEscaping, isCompact}, tt.families)
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
	p := NewPage(ProtobufText{NoEscaping, true}, nil)
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
