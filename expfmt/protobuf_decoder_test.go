package expfmt

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeProtobuf(t *testing.T) {
	for _, tt := range protobufPages {
		t.Run(tt.name, func(t *testing.T) {
			page := printProtobuf(Protobuf{Scheme: NoEscaping}, tt.families)
			var got, gotFrom pointRecorder
			if err := DecodeProtobuf([]byte(page), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.families, got.recorded(), samePoints); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
			if err := DecodeProtobufFrom(iotest.OneByteReader(strings.NewReader(page)), &gotFrom); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.families, gotFrom.recorded(), samePoints); diff != "" {
				t.Errorf("families of a reader (-want +got):\n%s", diff)
			}
			again := NewPage(Protobuf{Scheme: NoEscaping}, nil)
			if err := DecodeProtobuf([]byte(page), checkingEncoder{t, again}); err != nil {
				t.Fatal(err)
			}
			if got := string(again.End()); got != page {
				t.Errorf("got page %q, want %q", got, page)
			}
		})
	}
}

// A page that ends within a family is refused at its end, wherever that is.
func TestDecodeProtobufTruncated(t *testing.T) {
	for _, tt := range protobufPages {
		page := printProtobuf(Protobuf{Scheme: NoEscaping}, tt.families)
		for end := 1; end < len(page); end++ {
			if len(tt.families) > 1 && end == len(printProtobuf(Protobuf{Scheme: NoEscaping}, tt.families[:1])) {
				continue // behind a family
			}
			var err *ProtobufError
			if !errors.As(DecodeProtobuf([]byte(page[:end]), discard{}), &err) || err.Offset != int64(end) {
				t.Errorf("%s: %d of %d bytes: got error %v, want one at the end", tt.name, end, len(page), err)
			}
			from := DecodeProtobufFrom(iotest.HalfReader(strings.NewReader(page[:end])), discard{})
			if err != nil && from.Error() != err.Error() {
				t.Errorf("%s: %d of %d bytes: got error %v from a reader, want %v", tt.name, end, len(page), from, err)
			}
		}
	}
}
