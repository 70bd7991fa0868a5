package protobufs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/encoding/protodelim"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"plainmetrics/expfmt"
)

// A generator makes random families that keep to all rules, as client_golang
// would set their fields.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 1))} }

func pick[T any](g generator, of []T) T { return of[g.IntN(len(of))] }

func (g generator) value() *float64 {
	v := pick(g, oddValues)
	if g.IntN(2) == 0 {
		v = g.NormFloat64() * math.Pow(10, float64(g.IntN(20)))
	}
	return &v
}

// time returns a time that a Point holds exactly.
func (g generator) time() *timestamppb.Timestamp {
	switch g.IntN(6) {
	case 0:
		return &timestamppb.Timestamp{}
	case 1:
		return &timestamppb.Timestamp{Seconds: -1 - g.Int64N(9e9), Nanos: g.Int32N(1e9)}
	}
	return &timestamppb.Timestamp{Seconds: g.Int64N(9e9), Nanos: g.Int32N(1e9)}
}

func (g generator) created() *timestamppb.Timestamp {
	if g.IntN(3) == 0 {
		return nil
	}
	return g.time()
}

// labels returns labels in the order of their names.
func (g generator) labels(names ...string) (labels []*dto.LabelPair) {
	for _, name := range names {
		if g.IntN(3) > 0 {
			labels = append(labels, &dto.LabelPair{Name: &name, Value: proto.String(pick(g, oddTexts) + fmt.Sprint(g.IntN(100)))})
		}
	}
	return labels
}

func (g generator) exemplar() *dto.Exemplar {
	e := &dto.Exemplar{Label: g.labels("a", "trace.id"), Value: g.value()}
	if g.IntN(4) > 0 {
		e.Timestamp = g.time()
	}
	return e
}

func (g generator) family(i int) *dto.MetricFamily {
	f := &dto.MetricFamily{
		Name: proto.String(pick(g, []string{"a", "a.b", "ä", "total"}) + fmt.Sprint(i)),
		Help: proto.String(pick(g, oddTexts)),
		Type: dto.MetricType(g.IntN(6)).Enum(),
	}
	if g.IntN(3) == 0 {
		f.Unit = proto.String(pick(g, []string{"seconds", "s", "m²"}))
	}
	for j := range 1 + g.IntN(5) {
		m := &dto.Metric{Label: g.labels("a", "b.c", "x:y")}
		m.Label = append(m.Label, &dto.LabelPair{Name: proto.String("z"), Value: proto.String(fmt.Sprint(j))})
		if g.IntN(3) == 0 {
			m.TimestampMs = proto.Int64(g.Int64() >> g.IntN(64))
		}
		g.setValue(m, f.GetType())
		f.Metric = append(f.Metric, m)
	}
	return f
}

func (g generator) setValue(m *dto.Metric, t dto.MetricType) {
	switch t {
	case dto.MetricType_COUNTER:
		m.Counter = &dto.Counter{Value: g.value(), CreatedTimestamp: g.created()}
		if g.IntN(3) == 0 {
			m.Counter.Exemplar = g.exemplar()
		}
	case dto.MetricType_GAUGE:
		m.Gauge = &dto.Gauge{Value: g.value()}
	case dto.MetricType_UNTYPED:
		m.Untyped = &dto.Untyped{Value: g.value()}
	case dto.MetricType_SUMMARY:
		m.Summary = &dto.Summary{SampleCount: proto.Uint64(g.Uint64()), SampleSum: g.value(), CreatedTimestamp: g.created()}
		for rank := g.Float64(); rank < 1; rank += 0.01 + g.Float64() {
			m.Summary.Quantile = append(m.Summary.Quantile, &dto.Quantile{Quantile: &rank, Value: g.value()})
		}
	default:
		m.Histogram = g.histogram()
	}
}

func (g generator) histogram() *dto.Histogram {
	h := &dto.Histogram{SampleSum: g.value(), CreatedTimestamp: g.created()}
	isFloat := g.IntN(3) == 0
	count := 0.0
	bound := -5.0
	for range g.IntN(6) {
		bound += 0.1 + g.Float64()*3
		count += float64(g.IntN(4))
		h.Bucket = append(h.Bucket, g.bucket(bound, count, isFloat))
	}
	isNative := g.IntN(3) > 0
	count += float64(g.IntN(3))
	if isFloat {
		count += 0.5
	}
	last := len(h.Bucket) - 1
	if last >= 0 && g.IntN(3) == 0 || last < 0 && isNative && g.IntN(2) == 0 {
		h.Bucket = append(h.Bucket, g.bucket(math.Inf(1), count, isFloat))
		if last >= 0 {
			h.Bucket[last+1].Exemplar = g.exemplar() // without one the bucket is not printed
		}
	}
	if isFloat {
		h.SampleCountFloat = &count
	} else {
		h.SampleCount = proto.Uint64(uint64(count))
	}
	if isNative {
		g.setNative(h, isFloat)
	}
	return h
}

func (g generator) bucket(bound, count float64, isFloat bool) *dto.Bucket {
	b := &dto.Bucket{UpperBound: &bound}
	if isFloat {
		b.CumulativeCountFloat = &count
	} else {
		b.CumulativeCount = proto.Uint64(uint64(count))
	}
	if g.IntN(4) == 0 {
		b.Exemplar = g.exemplar()
	}
	return b
}

func (g generator) setNative(h *dto.Histogram, isFloat bool) {
	h.Schema = proto.Int32(g.Int32N(13) - 4)
	h.ZeroThreshold = proto.Float64(pick(g, []float64{0, 1e-128, 0.5}))
	if isFloat {
		h.ZeroCountFloat = proto.Float64(g.Float64())
	} else {
		h.ZeroCount = proto.Uint64(g.Uint64N(1<<58) >> g.IntN(59))
	}
	h.NegativeSpan, h.NegativeDelta, h.NegativeCount = g.side(isFloat, h.GetSchema())
	h.PositiveSpan, h.PositiveDelta, h.PositiveCount = g.side(isFloat, h.GetSchema())
	if !isFloat {
		addUp(h)
	}
	if len(h.NegativeSpan)+len(h.PositiveSpan) == 0 && h.GetZeroThreshold() == 0 && h.GetZeroCount() == 0 {
		h.PositiveSpan = []*dto.BucketSpan{{Offset: proto.Int32(0), Length: proto.Uint32(0)}}
	}
	v := -3.0
	for range g.IntN(4) {
		e := g.exemplar()
		e.Value = proto.Float64(v)
		v += g.Float64()
		h.Exemplars = append(h.Exemplars, e)
	}
}

// addUp adds the observations of h to the zero bucket, and those of the native
// buckets to h: both have the same number then.
func addUp(h *dto.Histogram) {
	*h.ZeroCount += *h.SampleCount
	*h.SampleCount = *h.ZeroCount
	for _, deltas := range [][]int64{h.NegativeDelta, h.PositiveDelta} {
		last := int64(0)
		for _, delta := range deltas {
			last += delta
			*h.SampleCount += uint64(last)
		}
	}
	if last := len(h.Bucket) - 1; last >= 0 && math.IsInf(h.Bucket[last].GetUpperBound(), 1) {
		*h.Bucket[last].CumulativeCount = *h.SampleCount
	}
}

// side returns the buckets of one side. At the lowest schema, the bucket of
// infinity has the index 65.
func (g generator) side(isFloat bool, schema int32) (spans []*dto.BucketSpan, deltas []int64, counts []float64) {
	last, gap := int64(0), int32(300)
	if schema < 0 {
		gap = 12
	}
	for i := range g.IntN(4) {
		length := uint32(1 + g.IntN(4))
		offset := g.Int32N(gap)
		if i == 0 {
			offset -= gap / 2
		}
		spans = append(spans, &dto.BucketSpan{Offset: &offset, Length: &length})
		for range length {
			n := g.Int64N(1<<58) >> g.IntN(58) // whose sum has 64 bits
			deltas, last = append(deltas, n-last), n
			counts = append(counts, g.Float64()*1000)
		}
	}
	if isFloat {
		return spans, nil, counts
	}
	return spans, deltas, nil
}

// page returns some families as bytes and as their own text.
func (g generator) page(t testing.TB) (page []byte, text string) {
	var buf bytes.Buffer
	for i := range 1 + g.IntN(3) {
		f := g.family(i)
		if _, err := protodelim.MarshalTo(&buf, f); err != nil {
			t.Fatal(err)
		}
		text += prototext.MarshalOptions{Multiline: g.IntN(2) == 0}.Format(f) + "\n"
	}
	return buf.Bytes(), text
}

// printed decodes a page and prints it again.
func printed(decode func(expfmt.Encoder) error) (string, error) {
	p := expfmt.NewPage(expfmt.Protobuf{Scheme: expfmt.NoEscaping}, nil)
	err := decode(p)
	return string(p.End()), err
}

func decodeBytes(page []byte) func(expfmt.Encoder) error {
	return func(enc expfmt.Encoder) error { return expfmt.DecodeProtobuf(page, enc) }
}

func decodeText(page string) func(expfmt.Encoder) error {
	return func(enc expfmt.Encoder) error { return expfmt.DecodeProtobufText([]byte(page), enc) }
}

// TestDecodeFamilies reads random families that their library wrote, as bytes
// and as text, and prints them again as the same bytes.
func TestDecodeFamilies(t *testing.T) {
	for seed := range uint64(3000) {
		page, text := newGenerator(seed).page(t)
		got, err := printed(decodeBytes(page))
		if err != nil || got != string(page) {
			t.Fatalf("seed %d: error %v, %s", seed, err, difference(got, string(page)))
		}
		if got, err = printed(decodeText(text)); err != nil || got != string(page) {
			t.Fatalf("seed %d: text: error %v, %s\n%s", seed, err, difference(got, string(page)), text)
		}
	}
}

// TestDecodePages reads the pages of client_golang's handler, in all
// encodings, and prints them again as the same bytes.
func TestDecodePages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		theirs, _ := newHandlers()
		body := func(encoding string) string {
			_, body, _ := strings.Cut(page(theirs, media+encoding+";escaping=allow-utf-8"), "\n")
			return body
		}
		want := body("delimited")
		for encoding, decode := range map[string]func(expfmt.Encoder) error{
			"delimited":    decodeBytes([]byte(want)),
			"text":         decodeText(body("text")),
			"compact-text": decodeText(body("compact-text")),
		} {
			if got, err := printed(decode); err != nil || got != want {
				t.Errorf("%s: error %v, %s", encoding, err, difference(got, want))
			}
		}
	})
}

// stricter are the rules that the library of protobuf does not know.
var stricter = regexp.MustCompile(`expected (` + strings.Join([]string{
	`a metric name, found|a field name, found none|the metrics of a family in one message`,
	`valid UTF-8`,
	`a type from 0 to 5`,
	`a field (counter|gauge|summary|untyped|histogram), as the type`,
	`a series that is new to the family`,
	`(a varint|a number of 8 bytes|bytes behind their length), found`, // a known field of another wire type
	`a field with a varint, bytes, or a number of 4 or 8 bytes, found a group`,
	`a number of 32 bits`,
	`nanoseconds from|a second of the years`,
	`a quantile (from|above)`,
	`an upper bound`,
	`a cumulative count|a count of at least|a count, found|the count .* in the bucket`,
	`a schema from|a zero threshold`,
	`an offset of at least 0|buckets up to the index`,
	`a count for each of|the observations of the count|the spans of native buckets|native buckets beside exemplars|(positive|negative)_delta or`,
}, "|") + `)|is not a valid label name|duplicate label names|is not allowed as label name`)

// TestDecodeCorruptions changes bytes of random pages. We refuse whatever
// their library refuses. If it takes a page that we refuse, our error is one
// of the rules; if both take it, we read what it reads.
func TestDecodeCorruptions(t *testing.T) {
	both, theirsAlone, same := 0, 0, 0
	for seed := range uint64(20_000) {
		g := newGenerator(seed)
		page, _ := g.page(t)
		for range 1 + g.IntN(3) {
			page = g.corrupt(page)
		}
		families, theirErr := readTheirs(page)
		got, err := printed(decodeBytes(page))
		switch {
		case theirErr != nil && err == nil:
			t.Fatalf("seed %d: got no error, want %v\n%x", seed, theirErr, page)
		case theirErr != nil:
			both++
		case err != nil:
			theirsAlone++
			if !stricter.MatchString(err.Error()) {
				t.Errorf("seed %d: got error %v, of no known rule", seed, err)
			}
		default:
			same++
			again, err := readTheirs([]byte(got))
			if err != nil {
				t.Fatalf("seed %d: the page printed again: %v", seed, err)
			}
			if diff := cmp.Diff(plain(families), plain(again)); diff != "" {
				t.Fatalf("seed %d: families (-want +got):\n%s", seed, diff)
			}
		}
	}
	t.Logf("%d pages are refused by both, %d by us alone, %d by none", both, theirsAlone, same)
}

// corrupt changes, removes, doubles or inserts a byte, or cuts the page.
func (g generator) corrupt(page []byte) []byte {
	if len(page) == 0 {
		return page
	}
	i := g.IntN(len(page))
	page = bytes.Clone(page)
	switch g.IntN(10) {
	case 0:
		return page[:i]
	case 1:
		return append(page[:i], page[i+1:]...)
	case 2:
		return append(page[:i+1], page[i:]...)
	case 3:
		page[i] = byte(g.Uint32())
	case 4, 5, 6:
		page[i] ^= 1 << g.IntN(8)
	default:
		page[i] += byte(g.IntN(3)) - 1
	}
	return page
}

func readTheirs(page []byte) (families []*dto.MetricFamily, err error) {
	r := bytes.NewReader(page)
	for {
		f := new(dto.MetricFamily)
		err := protodelim.UnmarshalOptions{MaxSize: -1}.UnmarshalFrom(r, f)
		switch {
		case errors.Is(err, io.EOF):
			return families, nil
		case err != nil:
			return nil, err
		}
		families = append(families, f)
	}
}

// plain returns the text of what families say, however they say it: fields that
// are missing are 0, labels are in order, and counts are absolute. The bucket
// +Inf, empty spans and families without metrics say nothing.
func plain(families []*dto.MetricFamily) string {
	var text strings.Builder
	for _, f := range families {
		if len(f.Metric) == 0 {
			continue
		}
		fmt.Fprintf(&text, "%q %q %v %q\n", f.GetName(), f.GetHelp(), f.GetType(), f.GetUnit())
		for _, m := range f.Metric {
			fmt.Fprintln(&text, plainLabels(m.Label), m.TimestampMs != nil, m.GetTimestampMs(),
				m.GetCounter().GetValue(), m.GetGauge().GetValue(), m.GetUntyped().GetValue(),
				plainExemplar(m.GetCounter().GetExemplar()), plainTime(m.GetCounter().GetCreatedTimestamp()))
			if s := m.Summary; s != nil {
				fmt.Fprintln(&text, s.GetSampleCount(), s.GetSampleSum(), plainTime(s.CreatedTimestamp))
				for _, q := range s.Quantile {
					fmt.Fprintln(&text, q.GetQuantile(), q.GetValue())
				}
			}
			if m.Histogram != nil {
				text.WriteString(plainHistogram(m.Histogram))
			}
		}
	}
	return text.String()
}

func plainLabels(labels []*dto.LabelPair) (text []string) {
	for _, l := range labels {
		text = append(text, fmt.Sprintf("%q=%q", l.GetName(), l.GetValue()))
	}
	slices.Sort(text)
	return text
}

// plainTime returns a time, to the tenth of a millisecond if float64 numbers of
// seconds have no more.
func plainTime(t *timestamppb.Timestamp) string {
	switch {
	case t == nil:
		return "never"
	case t.Seconds > 9e9 || t.Seconds < -9e9:
		return fmt.Sprintf("%.4f", float64(t.Seconds)+float64(t.Nanos)/1e9)
	}
	return fmt.Sprint(t.Seconds, t.Nanos)
}

func plainExemplar(e *dto.Exemplar) string {
	if e == nil {
		return "none"
	}
	return fmt.Sprint(plainLabels(e.Label), e.GetValue(), plainTime(e.Timestamp))
}

func plainCount(whole uint64, float float64) float64 {
	if float != 0 {
		return float
	}
	return float64(whole)
}

func plainHistogram(h *dto.Histogram) string {
	var text strings.Builder
	fmt.Fprintln(&text, plainCount(h.GetSampleCount(), h.GetSampleCountFloat()), h.GetSampleSum(), plainTime(h.CreatedTimestamp))
	for _, b := range h.Bucket {
		if !math.IsInf(b.GetUpperBound(), 1) || b.Exemplar != nil {
			fmt.Fprintln(&text, b.GetUpperBound(), plainCount(b.GetCumulativeCount(), b.GetCumulativeCountFloat()), plainExemplar(b.Exemplar))
		}
	}
	if len(h.PositiveSpan)+len(h.NegativeSpan) == 0 && h.GetZeroThreshold() == 0 && plainCount(h.GetZeroCount(), h.GetZeroCountFloat()) == 0 {
		return text.String()
	}
	fmt.Fprintln(&text, h.GetSchema(), h.GetZeroThreshold(), plainCount(h.GetZeroCount(), h.GetZeroCountFloat()))
	fmt.Fprintln(&text, plainSide(h.NegativeSpan, h.NegativeDelta, h.NegativeCount), plainSide(h.PositiveSpan, h.PositiveDelta, h.PositiveCount))
	var exemplars []string
	for _, e := range h.Exemplars {
		exemplars = append(exemplars, plainExemplar(e))
	}
	slices.Sort(exemplars)
	fmt.Fprintln(&text, exemplars)
	return text.String()
}

func plainSide(spans []*dto.BucketSpan, deltas []int64, counts []float64) string {
	var text strings.Builder
	for _, s := range spans {
		if s.GetOffset() != 0 || s.GetLength() != 0 {
			fmt.Fprint(&text, s.GetOffset(), ":", s.GetLength(), " ")
		}
	}
	last := int64(0)
	for _, d := range deltas {
		last += d
		fmt.Fprint(&text, float64(last), " ")
	}
	for _, n := range counts {
		fmt.Fprint(&text, n, " ")
	}
	return text.String()
}
