package expfmt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
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

// protobufOfText returns the page with the families of a page of text, which
// may break any rule but those of the language.
func protobufOfText(t testing.TB, text string) []byte {
	t.Helper()
	p := &protobufParser{protobufScanner: protobufScanner{buf: []byte(text)}}
	var page []byte
	for {
		malformed, err := p.parseFamily()
		if err == io.EOF {
			return page
		}
		if malformed != nil || err != nil {
			t.Fatalf("error %v, %v in %s", malformed, err, text)
		}
		page = append(page, delimited(p.family)...)
	}
}

func TestDecodeProtobufBrokenPages(t *testing.T) {
	for _, tt := range brokenProtobufPages {
		if tt.isMalformed {
			continue
		}
		page := protobufOfText(t, strings.Replace(tt.marked, "§", "", 1))
		var got *ProtobufError
		if err := DecodeProtobuf(page, discard{}); !errors.As(err, &got) || got.inPath().Error() != tt.want {
			t.Errorf("%s: got error %v, want %s", tt.name, err, tt.want)
		}
		if err := DecodeProtobufFrom(iotest.OneByteReader(bytes.NewReader(page)), discard{}); err == nil || got != nil && err.Error() != got.Error() {
			t.Errorf("%s: got error %v from a reader, want %v", tt.name, err, got)
		}
	}
	for _, tt := range brokenProtobufBytes {
		if err := DecodeProtobuf(tt.page, discard{}); err == nil || err.Error() != "expfmt: "+tt.want {
			t.Errorf("%s:\ngot  %v\nwant expfmt: %s", tt.name, err, tt.want)
		}
	}
}

// Fields that no table knows are skipped, numbers may be packed, and a field
// may come twice: the parts of a message add up, and the last value counts.
func TestDecodeProtobufLooseBytes(t *testing.T) {
	unknown := "\x98\x06\x01\xa1\x06\x00\x00\x00\x00\x00\x00\x00\x00\xaa\x06\x01x\xb5\x06\x00\x00\x00\x00"
	for _, tt := range []struct {
		name string
		page []byte
		want string
	}{
		{"unknown fields", delimited([]byte("\x0a\x01a" + unknown + "\x22" + string(rune(4*len(unknown)+17)) +
			"\x0a" + string(rune(len(unknown)+3)) + "\x0a\x01b" + unknown +
			"\x1a" + string(rune(2*len(unknown)+2)) + unknown + "\x12" + string(rune(len(unknown))) + unknown + "\x0a\x06\x0a\x01d\x12\x01e" + unknown)),
			`name:"a" help:"" type:COUNTER metric:{label:{name:"b" value:""} label:{name:"d" value:"e"} counter:{value:0 exemplar:{value:0}}}`},
		{"packed numbers", inHistogram("\x08\x05\x62\x02\x10\x03\x6a\x02\x02\x02\x68\x01\x6a\x00\x4a\x02\x10\x01\x5a\x08\x00\x00\x00\x00\x00\x00\xf0\x3f"),
			`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:5 sample_sum:0 schema:0 zero_threshold:0 zero_count:0 ` +
				`negative_span:{offset:0 length:1} negative_delta:1 positive_span:{offset:0 length:3} positive_delta:1 positive_delta:1 positive_delta:-1}}`},
		{"messages in parts", inMetric("\x1a\x09\x09\x00\x00\x00\x00\x00\x00\xf0\x3f\x1a\x09\x12\x07\x0a\x05\x0a\x01c\x12\x00\x1a\x09\x12\x07\x0a\x05\x0a\x01b\x12\x00"),
			`name:"a" help:"" type:COUNTER metric:{counter:{value:1 exemplar:{label:{name:"b" value:""} label:{name:"c" value:""} value:0}}}`},
		{"histograms in parts", delimited([]byte("\x0a\x01b\x18\x00\x0a\x01a\x18\x04\x22\x1c\x3a\x0d\x08\x01\x1a\x09\x11\x00\x00\x00\x00\x00\x00\xf0\x3f\x3a\x0b\x1a\x09\x11\x00\x00\x00\x00\x00\x00\x00\x40")),
			`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:1 sample_sum:0 bucket:{cumulative_count:0 upper_bound:1} bucket:{cumulative_count:0 upper_bound:2}}}`},
		{"varints that are long", delimited([]byte("\x8a\x00\x81\x00a\x98\x00\x81\x80\x00\x22\x02\x12\x00")), `name:"a" help:"" type:GAUGE metric:{gauge:{value:0}}`},
	} {
		got := NewPage(Protobuf{NoEscaping, ProtobufCompactText}, nil)
		if err := DecodeProtobuf(tt.page, checkingEncoder{t, got}); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if diff := cmp.Diff(tt.want+"\n", string(got.End())); diff != "" {
			t.Errorf("%s: page (-want +got):\n%s", tt.name, diff)
		}
	}
}

// protobufAllocation is the number of bytes that the decoders of the protobuf
// formats may allocate for each byte of a page, beside those for any page. Most
// take families of nothing but a short name: 130 bytes for each of theirs. All
// else takes 60 at most.
const protobufAllocation = 250

// Numbers on a page, such as the length of a family, allocate nothing.
func TestDecodeProtobufAllocates(t *testing.T) {
	metrics := appendStringField(nil, fieldFamilyName, "a")
	for i := range 10_000 {
		label := appendStringField(appendStringField(nil, fieldLabelName, "b"), fieldLabelValue, strconv.Itoa(i))
		metrics = appendStringField(metrics, fieldFamilyMetric, string(appendStringField(nil, fieldMetricLabel, string(label)))+"\x1a\x00")
	}
	families := []byte{}
	for i := range 1000 {
		families = append(families, delimited(appendStringField(nil, fieldFamilyName, strconv.Itoa(i)))...)
	}
	labels := ""
	for i := range 1000 {
		labels += string(appendStringField(nil, fieldMetricLabel, string(appendStringField(nil, fieldLabelName, strconv.Itoa(i)))))
	}
	for name, page := range map[string][]byte{
		"a length":      []byte("\xff\xff\xff\xff\xff\xff\xff\xff\x7fa"),
		"empty metrics": delimited([]byte("\x0a\x01a" + strings.Repeat("\x22\x00", 10_000))),
		"metrics":       delimited(metrics),
		"families":      families,
		"labels":        inMetric(labels + "\x1a\x00"),
		"buckets":       inHistogram(strings.Repeat("\x1a\x00", 10_000)),
		"spans":         inHistogram(strings.Repeat("\x62\x04\x08\x02\x10\x7f", 10_000)),
		"empty spans":   inHistogram(strings.Repeat("\x62\x00", 10_000)),
		"deltas":        inHistogram(strings.Repeat("\x68\x00", 10_000)),
		"packed deltas": inHistogram("\x6a\x90\x4e" + strings.Repeat("\x00", 10_000)),
		"exemplars":     inHistogram(strings.Repeat("\x82\x01\x00", 10_000)),
	} {
		for way, decode := range map[string]func() error{
			"DecodeProtobuf":     func() error { return DecodeProtobuf(page, discard{}) },
			"DecodeProtobufFrom": func() error { return DecodeProtobufFrom(bytes.NewReader(page), discard{}) },
		} {
			got := allocated(func() { _ = decode() })
			if limit := uint64(protobufAllocation*len(page) + 128<<10); got > limit {
				t.Errorf("%s of %s: got %d bytes allocated for %d, want at most %d", way, name, got, len(page), limit)
			}
		}
	}
}

// A page that the decoder takes prints, and the printed page is fixed: read
// again, it prints the same. The linter finds an error where the decoder finds
// one. Reading allocates no more than a small multiple of the page.
func FuzzDecodeProtobuf(f *testing.F) {
	for _, tt := range protobufPages {
		f.Add([]byte(printProtobuf(Protobuf{Scheme: NoEscaping}, tt.families)))
	}
	for _, tt := range looseProtobufPages {
		f.Add(protobufOfText(f, tt.page))
	}
	for _, tt := range brokenProtobufPages {
		if !tt.isMalformed {
			f.Add(protobufOfText(f, strings.Replace(tt.marked, "§", "", 1)))
		}
	}
	for _, tt := range brokenProtobufBytes {
		f.Add(tt.page)
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if got, limit := allocated(func() { _ = DecodeProtobuf(page, discard{}) }), uint64(protobufAllocation*len(page)+256<<10); got > limit {
			t.Errorf("got %d bytes allocated for %d, want at most %d", got, len(page), limit)
		}
		printed := NewPage(Protobuf{Scheme: NoEscaping}, nil)
		err := DecodeProtobuf(page, checkingEncoder{t, printed})
		if _, lintErr := LintProtobuf(page); (err == nil) != (lintErr == nil) {
			t.Errorf("got error %v, and %v of the linter", err, lintErr)
		}
		if from := DecodeProtobufFrom(iotest.OneByteReader(bytes.NewReader(page)), discard{}); fmt.Sprint(from) != fmt.Sprint(err) {
			t.Errorf("got error %v, and %v from a reader", err, from)
		}
		if err != nil {
			return
		}
		want := string(printed.End())
		again := NewPage(Protobuf{Scheme: NoEscaping}, nil)
		if err := DecodeProtobuf([]byte(want), checkingEncoder{t, again}); err != nil {
			t.Errorf("error %v of the printed page %q", err, want)
		} else if got := string(again.End()); got != want {
			t.Errorf("the printed page\n%q\nprints again as\n%q", want, got)
		}
	})
}
