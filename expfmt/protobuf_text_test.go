package expfmt

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProtobufText(t *testing.T) {
	for _, tt := range protobufPages {
		t.Run(tt.name, func(t *testing.T) {
			got := printProtobuf(Protobuf{NoEscaping, ProtobufCompactText}, tt.families)
			if diff := cmp.Diff(tt.text, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}
