package expfmt

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// A delimitedFormat has the frame of protobuf: the length of each family, a
// varint, stands in front of the family's bytes.
type delimitedFormat struct{ Text }

func (delimitedFormat) CutsFamilies() bool { return false }

func (delimitedFormat) AppendFamilyEnd(dst []byte, begin int, _ *Family) []byte {
	length := binary.AppendUvarint(nil, uint64(len(dst)-begin))
	return slices.Insert(dst, begin, length...)
}

// Drained or not, a page of messages is the families of a text page, each
// behind its length, and each part ends with a message.
func TestDelimitedFormat(t *testing.T) {
	var want []string
	var families []family
	for i, help := range []string{"Small.", strings.Repeat("Large. ", 30_000), "Medium, and empty.", strings.Repeat("Medium. ", 100), "Last."} {
		f := family{string(rune('a' + i)), help, TypeGauge, []series{{value: 1}, {labels: labels("l", "2"), value: 2}}}
		if i == 2 {
			f.series = nil
		} else {
			text := NewPage(Text{}, nil)
			write(text, []family{f})
			want = append(want, string(text.End()))
		}
		families = append(families, f)
	}
	for _, drained := range []bool{false, true} {
		var parts [][]byte
		page := NewPage(delimitedFormat{}, nil)
		if drained {
			page.Drain(func(part []byte) { parts = append(parts, slices.Clone(part)) })
		}
		write(page, families)
		if end := page.End(); !drained {
			parts = append(parts, end)
		}
		if drained != (len(parts) > 1) {
			t.Errorf("drained %v: got %d parts", drained, len(parts))
		}
		var got []string
		for _, part := range parts {
			for len(part) > 0 {
				length, n := binary.Uvarint(part)
				if n <= 0 || length > uint64(len(part)-n) {
					t.Fatalf("drained %v: a part ends within a message", drained)
				}
				got = append(got, string(part[n:n+int(length)]))
				part = part[n+int(length):]
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("drained %v: got %d messages, want %d like the text page", drained, len(got), len(want))
		}
	}
}

func TestDelimitedFormatWithoutFamilies(t *testing.T) {
	page := NewPage(delimitedFormat{}, nil)
	write(page, []family{{"a", "", TypeGauge, nil}})
	if got := page.End(); len(got) != 0 || !page.IsEmpty() {
		t.Errorf("got %q, IsEmpty %v, want an empty page", got, page.IsEmpty())
	}
}
