package parsers

import (
	"bytes"
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	ours "plainmetrics/expfmt"
	"plainmetrics/registry/bridge"
)

// familyGatherer gathers one family.
type familyGatherer struct{ family *dto.MetricFamily }

func (g familyGatherer) Gather() ([]*dto.MetricFamily, error) {
	return []*dto.MetricFamily{g.family}, nil
}

// TestOpenMetrics2Encoder compares the page of a family with what
// prometheus/common prints, byte for byte. Both refuse the same families.
func TestOpenMetrics2Encoder(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 12))
	n := 50_000
	if testing.Short() {
		n /= 20
	}
	verdicts := make(map[string]int)
	schemes := map[ours.Scheme]model.EscapingScheme{
		ours.NoEscaping: model.NoEscaping, ours.UnderscoreEscaping: model.UnderscoreEscaping,
		ours.DotsEscaping: model.DotsEscaping, ours.ValueEncodingEscaping: model.ValueEncodingEscaping,
	}
	for range n {
		family := (&familyDrawer{Rand: r}).family()
		scheme := ours.Scheme(r.IntN(4))
		want := new(bytes.Buffer)
		_, refused := expfmt.MetricFamilyToOpenMetrics20(want, model.EscapeMetricFamily(family, schemes[scheme]))
		page := ours.NewPage(ours.OpenMetrics2{Scheme: scheme}, nil)
		err := bridge.FromGatherer(familyGatherer{family}).Encode(context.Background(), page)
		got := strings.TrimSuffix(string(page.End()), "# EOF\n")
		for _, refusal := range page.Refused() {
			err = refusal
		}
		switch {
		case refused != nil && err != nil:
			verdicts["refused by both"]++
		case refused == nil && err == nil && got == want.String():
			verdicts["printed by both"]++
			checkPrinted(t, got)
		default:
			what := encoderDifference(family, refused, err)
			if what == "" {
				t.Fatalf("seed %d: %v\n%v\ngot, with the error %v\n%s\nwant, with the error %v\n%s", *seed, scheme, family, err, got, refused, want)
			}
			verdicts[what]++
		}
	}
	for _, verdict := range slices.Sorted(maps.Keys(verdicts)) {
		t.Logf("%6d %s", verdicts[verdict], verdict)
	}
	if verdicts["printed by both"] < n/3 || verdicts["refused by both"] < n/20 {
		t.Errorf("got %v, want a third of %d printed by both, and a twentieth refused", verdicts, n)
	}
}

// checkPrinted reads a page that both print: what is printed keeps to the
// standard, but for labels with colons, units and native buckets that are not
// the count.
func checkPrinted(t *testing.T, page string) {
	t.Helper()
	err := ours.DecodeOpenMetrics2([]byte(page+"# EOF\n"), discard{})
	if err != nil && !printedAllTheSame.MatchString(err.Error()) {
		t.Fatalf("seed %d: %v of\n%s", *seed, err, page)
	}
}

var printedAllTheSame = pattern(`quotes around a label name with a colon|a unit of letters|the observations of the count|up to the index|without a label "le"`)

// encoderDifference returns the kind of a family that one of the two prints and
// the other does not, or that they print differently.
func encoderDifference(f *dto.MetricFamily, refused, err error) string {
	switch {
	case refused != nil && pattern(`contains raw newlines`).MatchString(refused.Error()) && err == nil:
		return `only ours print a line break in a name, by the ABNF: escaped-char = BS "n"`
	case refused != nil && pattern(`invalid created timestamp`).MatchString(refused.Error()) && err == nil:
		return "only ours print a time outside the years 1 to 9999, by the ABNF: timestamp = realnumber"
	case refused != nil && pattern(`label set contains`).MatchString(refused.Error()) && err == nil:
		return "a label le or quantile, which a registry refuses in front of the encoder"
	case refused == nil && err == nil && hasLateTime(f):
		return "other digits of a time that no int64 of nanoseconds can hold"
	case refused == nil && err != nil && pattern(`bucket \d+: expected a (?:cumulative count|number of observations)`).MatchString(err.Error()) && f.GetType() == dto.MetricType_GAUGE_HISTOGRAM:
		return "only prometheus/common prints whole numbers below 0, or cumulative ones that decrease, in a gaugehistogram: the bridge refuses them"
	}
	return ""
}

// hasLateTime reports whether some time of creation is beyond the nanoseconds of
// an int64.
func hasLateTime(f *dto.MetricFamily) bool {
	for _, m := range f.Metric {
		for _, at := range []*timestamppb.Timestamp{m.GetCounter().GetCreatedTimestamp(), m.GetHistogram().GetCreatedTimestamp(), m.GetSummary().GetCreatedTimestamp()} {
			if isLate(at) {
				return true
			}
		}
		exemplars := append(m.GetHistogram().GetExemplars(), m.GetCounter().GetExemplar())
		for _, b := range m.GetHistogram().GetBucket() {
			exemplars = append(exemplars, b.GetExemplar())
		}
		for _, e := range exemplars {
			if isLate(e.GetTimestamp()) {
				return true
			}
		}
	}
	return false
}

func isLate(t *timestamppb.Timestamp) bool { return max(t.GetSeconds(), -t.GetSeconds()) > 9e9 }

// A familyDrawer draws families, some of them wrong.
type familyDrawer struct{ *rand.Rand }

func (d *familyDrawer) chance(n int) bool { return d.IntN(n) == 0 }

func (d *familyDrawer) family() *dto.MetricFamily {
	f := &dto.MetricFamily{
		Name: proto.String(pick(d.Rand, "a", "a_total", "b:c", "d.e", `"ü\`, "f g", pick(d.Rand, "x", "x", "y\nz"))),
		Help: proto.String(pick(d.Rand, "", "Help.", `\ " `+"\n", "a\rb", pick(d.Rand, "x", "x", "c\r"))),
		Type: dto.MetricType([]int32{0, 1, 2, 3, 4, 4, 4, 5}[d.IntN(8)]).Enum(),
	}
	if d.chance(3) {
		f.Unit = proto.String(pick(d.Rand, "seconds", "m/s", pick(d.Rand, "x", "x", "x", "\n")))
	}
	for i := range 1 + d.IntN(3) {
		f.Metric = append(f.Metric, d.metric(f.GetType(), i))
	}
	return f
}

func (d *familyDrawer) metric(typ dto.MetricType, i int) *dto.Metric {
	m := &dto.Metric{}
	if i > 0 {
		m.Label = append(m.Label, &dto.LabelPair{Name: proto.String("a"), Value: proto.String(strconv.Itoa(i))})
	}
	if d.chance(3) {
		name := pick(d.Rand, "b", "b", "b.c", "ü", "c:d", pick(d.Rand, "x", "x", "x", "x", "le", "quantile", "x\ny"))
		m.Label = append(m.Label, &dto.LabelPair{Name: &name, Value: proto.String(pick(d.Rand, "", "x", `"\`+"\n", "é"))})
	}
	if d.chance(3) {
		m.TimestampMs = proto.Int64(pickOf[int64](d, 1, -1, 1500, 1700000000123, -5000, 1e15, -123456789012345678))
	}
	switch typ {
	case dto.MetricType_COUNTER:
		m.Counter = &dto.Counter{Value: proto.Float64(d.value(30)), Exemplar: d.exemplar(), CreatedTimestamp: d.time()}
	case dto.MetricType_GAUGE:
		m.Gauge = &dto.Gauge{Value: proto.Float64(d.value(2))}
	case dto.MetricType_UNTYPED:
		m.Untyped = &dto.Untyped{Value: proto.Float64(d.value(2))}
	case dto.MetricType_SUMMARY:
		m.Summary = d.summary()
	default:
		m.Histogram = d.histogram()
	}
	return m
}

func pickOf[T any](d *familyDrawer, values ...T) T { return values[d.IntN(len(values))] }

// value returns a number, which is below 0 or NaN once in so many times.
func (d *familyDrawer) value(odds int) float64 {
	if d.chance(odds) {
		return pickOf(d, -1, -0.5, math.NaN(), math.Inf(-1))
	}
	return pickOf(d, 0, 1, 12345, 1e6, 123456789, 0.1, 1e-5, 1e21, d.Float64(), math.Inf(1), 5e-324, float64(1<<53+2))
}

func (d *familyDrawer) time() *timestamppb.Timestamp {
	if d.chance(2) {
		return nil
	}
	return &timestamppb.Timestamp{
		Seconds: pickOf[int64](d, 0, 1, -1, 1700000000, -1700000000, 12345, pickOf[int64](d, 1, 2, 3, 4, 253402300799, 253402300800, -62135596801)),
		Nanos:   pickOf[int32](d, 0, 0, 1, 500000000, 999999999, 123456789, 120000000),
	}
}

func (d *familyDrawer) exemplar() *dto.Exemplar {
	if d.chance(2) {
		return nil
	}
	e := &dto.Exemplar{Value: proto.Float64(d.value(5)), Timestamp: d.time()}
	if t := e.Timestamp; t != nil && t.CheckValid() != nil {
		e.Timestamp = nil // which prometheus/common leaves out as well
	}
	for _, name := range []string{"span_id", "trace.id"}[:d.IntN(3)] {
		e.Label = append(e.Label, &dto.LabelPair{Name: &name, Value: proto.String(pick(d.Rand, "", "x", `"`, strings.Repeat("y", 200)))})
	}
	return e
}

func (d *familyDrawer) summary() *dto.Summary {
	s := &dto.Summary{SampleCount: proto.Uint64(pickOf[uint64](d, 0, 1, 1e6, math.MaxUint64)), SampleSum: proto.Float64(d.value(30)), CreatedTimestamp: d.time()}
	for _, q := range []float64{0, 0.5, 0.99, 1} {
		if d.chance(2) {
			v := d.value(40)
			if d.chance(5) {
				v = math.NaN()
			}
			s.Quantile = append(s.Quantile, &dto.Quantile{Quantile: proto.Float64(q), Value: &v})
		}
	}
	if d.chance(40) {
		s.Quantile = append(s.Quantile, &dto.Quantile{Quantile: proto.Float64(pickOf(d, 0.5, 1.5, -1, math.NaN())), Value: proto.Float64(1)})
	}
	return s
}

// A drawnCount is a count of a histogram, in the field for whole numbers or the
// field for floats.
func (d *familyDrawer) count(n float64, isFloat bool) (whole *uint64, float *float64) {
	if isFloat {
		return nil, &n
	}
	return proto.Uint64(uint64(n)), nil
}

func (d *familyDrawer) histogram() *dto.Histogram {
	h := &dto.Histogram{SampleSum: proto.Float64(d.value(3)), CreatedTimestamp: d.time()}
	isFloat := d.chance(3)
	count := float64(d.IntN(100))
	if isFloat {
		count += 0.5
		if d.chance(20) {
			count = pickOf(d, -0.5, math.NaN(), math.Inf(1), 2e6)
		}
	}
	h.SampleCount, h.SampleCountFloat = d.count(count, isFloat)
	isNative := d.chance(2)
	if isNative {
		d.native(h, isFloat)
	}
	if isNative && !isFloat {
		count = addUp(h)
	}
	if !isNative || d.chance(2) {
		d.classic(h, count, isFloat)
	}
	for range d.IntN(3) {
		if e := d.exemplar(); e != nil && isNative {
			h.Exemplars = append(h.Exemplars, e)
		}
	}
	return h
}

// addUp gives h as many observations as its native buckets have, or the zero
// bucket those that are missing, and returns their number. Our encoder refuses
// others, as Prometheus does.
func addUp(h *dto.Histogram) float64 {
	total := int64(*h.ZeroCount)
	for _, deltas := range [][]int64{h.NegativeDelta, h.PositiveDelta} {
		last := int64(0)
		for _, delta := range deltas {
			last += delta
			total += last
		}
	}
	missing := max(int64(*h.SampleCount)-total, 0)
	*h.ZeroCount += uint64(missing)
	*h.SampleCount = uint64(total + missing)
	return float64(total + missing)
}

func (d *familyDrawer) classic(h *dto.Histogram, count float64, isFloat bool) {
	bounds := []float64{-1.5, 0, 0.25, 1e9, 1e21}[:1+d.IntN(5)]
	if d.chance(6) {
		bounds = append([]float64{math.Inf(-1)}, bounds...)
	}
	n := 0.0
	for _, bound := range bounds {
		n = math.Floor(min(n+float64(d.IntN(20)), max(count, 0)))
		if d.chance(60) {
			n = math.Floor(n / 2)
		}
		b := &dto.Bucket{UpperBound: &bound, Exemplar: d.exemplar()}
		b.CumulativeCount, b.CumulativeCountFloat = d.count(n, isFloat)
		h.Bucket = append(h.Bucket, b)
	}
	if d.chance(3) {
		b := &dto.Bucket{UpperBound: proto.Float64(math.Inf(1)), Exemplar: d.exemplar()}
		if d.chance(20) {
			count++
		}
		b.CumulativeCount, b.CumulativeCountFloat = d.count(count, isFloat)
		h.Bucket = append(h.Bucket, b)
	}
	if d.chance(60) {
		h.Bucket[0].UpperBound = proto.Float64(pickOf(d, math.NaN(), 1e30))
	}
}

func (d *familyDrawer) native(h *dto.Histogram, isFloat bool) {
	h.Schema = proto.Int32(int32(d.IntN(13) - 4))
	h.ZeroThreshold = proto.Float64(pickOf(d, 0, 1e-128, 0.001))
	if d.chance(60) {
		h.Schema = proto.Int32(pickOf[int32](d, -5, 9, -53))
	}
	if d.chance(60) {
		h.ZeroThreshold = proto.Float64(pickOf(d, -1, math.NaN(), math.Inf(1)))
	}
	h.ZeroCount, h.ZeroCountFloat = d.count(float64(d.IntN(3)), isFloat)
	h.NegativeSpan, h.NegativeDelta, h.NegativeCount = d.side(isFloat)
	h.PositiveSpan, h.PositiveDelta, h.PositiveCount = d.side(isFloat)
	if len(h.NegativeSpan)+len(h.PositiveSpan) == 0 {
		h.PositiveSpan = []*dto.BucketSpan{{Offset: proto.Int32(0), Length: proto.Uint32(0)}}
	}
}

func (d *familyDrawer) side(isFloat bool) (spans []*dto.BucketSpan, deltas []int64, counts []float64) {
	last := int64(0)
	for i := range d.IntN(4) {
		offset := int32(d.IntN(5))
		if i == 0 || d.chance(60) {
			offset -= 3
		}
		length := d.IntN(3)
		for range length {
			n := int64(d.IntN(9))
			if d.chance(100) {
				n = -1
			}
			if isFloat {
				counts = append(counts, float64(n)/2)
			} else {
				deltas, last = append(deltas, n-last), n
			}
		}
		if d.chance(60) {
			length++
		}
		spans = append(spans, &dto.BucketSpan{Offset: &offset, Length: proto.Uint32(uint32(length))})
	}
	return spans, deltas, counts
}
