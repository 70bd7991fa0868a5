package internal

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	plain "plainmetrics/expfmt"
)

// The numbers of the fields of a MetricFamily, see client_model.
const (
	fieldName   protowire.Number = 1
	fieldHelp   protowire.Number = 2
	fieldType   protowire.Number = 3
	fieldMetric protowire.Number = 4
	fieldUnit   protowire.Number = 5
)

// Protobuf is the format of pages of messages, as bytes or as text.
type Protobuf struct {
	encoding string // the parameter of the content type
	format   expfmt.Format
	scheme   plain.Scheme
}

// newProtobuf returns the format for a content type whose FormatType is one
// of protobuf.
func newProtobuf(f expfmt.Format) Protobuf {
	_, encoding, _ := strings.Cut(string(expfmt.NewFormat(f.FormatType())), "encoding=")
	return Protobuf{encoding: encoding, format: expfmt.NewFormat(f.FormatType())}
}

// Offer returns the row of the format in a negotiation.
func (p Protobuf) Offer() plain.Offer {
	return plain.Offer{
		Type: "application", Subtype: "vnd.google.protobuf",
		Params: []string{"proto=" + expfmt.ProtoProtocol, "encoding=" + p.encoding},
		Format: func(s plain.Scheme) plain.Format {
			p.scheme = s
			return p
		},
	}
}

// ContentType implements Format of plainmetrics.
func (p Protobuf) ContentType() string { return string(p.format) + "; escaping=" + p.scheme.String() }

// Naming returns the names of families and labels on a page.
func (p Protobuf) Naming() plain.Naming { return plain.Text{Scheme: p.scheme}.Naming() }

// AppendFamily implements Format. It appends the fields but the metrics.
func (p Protobuf) AppendFamily(dst []byte, f *plain.Family, _ int) []byte {
	dst = appendString(dst, fieldName, p.Naming().FamilyName(f))
	dst = appendString(dst, fieldHelp, f.Help())
	dst = protowire.AppendTag(dst, fieldType, protowire.VarintType)
	dst = protowire.AppendVarint(dst, uint64(messageType(f.Type())))
	if f.Unit() != "" {
		dst = appendString(dst, fieldUnit, f.Unit())
	}
	return dst
}

func appendString(dst []byte, field protowire.Number, s string) []byte {
	return protowire.AppendString(protowire.AppendTag(dst, field, protowire.BytesType), s)
}

func messageType(t plain.Type) dto.MetricType {
	switch t {
	case plain.TypeCounter:
		return dto.MetricType_COUNTER
	case plain.TypeGauge, plain.TypeStateSet, plain.TypeInfo:
		return dto.MetricType_GAUGE
	case plain.TypeSummary:
		return dto.MetricType_SUMMARY
	case plain.TypeHistogram:
		return dto.MetricType_HISTOGRAM
	case plain.TypeGaugeHistogram:
		return dto.MetricType_GAUGE_HISTOGRAM
	}
	return dto.MetricType_UNTYPED
}

// AppendValue implements Format.
func (p Protobuf) AppendValue(dst []byte, f *plain.Family, l plain.LabelSet, v float64) []byte {
	return p.AppendPoint(dst, f, l, &plain.Point{Value: v})
}

// AppendPoint implements Format.
func (p Protobuf) AppendPoint(dst []byte, f *plain.Family, l plain.LabelSet, point *plain.Point) []byte {
	if named, err := p.Naming().Labels(l); err == nil {
		l = named
	}
	m := &dto.Metric{Label: labelMessages(l)}
	if point.HasTimestamp {
		m.TimestampMs = &point.Timestamp
	}
	switch messageType(f.Type()) {
	case dto.MetricType_COUNTER:
		m.Counter = &dto.Counter{Value: &point.Value, Exemplar: pointExemplar(point.Exemplar), CreatedTimestamp: nanoseconds(point.Created)}
	case dto.MetricType_GAUGE:
		m.Gauge = &dto.Gauge{Value: &point.Value}
	case dto.MetricType_SUMMARY:
		m.Summary = pointSummary(point)
	case dto.MetricType_HISTOGRAM, dto.MetricType_GAUGE_HISTOGRAM:
		m.Histogram = pointHistogram(point)
	default:
		m.Untyped = &dto.Untyped{Value: &point.Value}
	}
	dst = protowire.AppendTag(dst, fieldMetric, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(proto.Size(m)))
	// Only text that is not UTF-8 can't be marshaled, and a page has none.
	appended, _ := proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(dst, m)
	return appended
}

func pointSummary(point *plain.Point) *dto.Summary {
	s := &dto.Summary{SampleCount: &point.Count, SampleSum: &point.Sum, CreatedTimestamp: nanoseconds(point.Created)}
	for i, quantile := range point.Bounds.At() {
		s.Quantile = append(s.Quantile, &dto.Quantile{Quantile: &quantile, Value: &point.Values[i]})
	}
	return s
}

// pointHistogram returns the message of a histogram. The bucket +Inf is there
// for its exemplar.
func pointHistogram(point *plain.Point) *dto.Histogram {
	h := &dto.Histogram{SampleCount: &point.Count, SampleSum: &point.Sum, CreatedTimestamp: nanoseconds(point.Created)}
	exemplar := func(i int) *dto.Exemplar {
		if i >= len(point.Exemplars) {
			return nil
		}
		return pointExemplar(point.Exemplars[i])
	}
	bounds := point.Bounds.At()
	for i, bound := range bounds {
		h.Bucket = append(h.Bucket, &dto.Bucket{UpperBound: &bound, CumulativeCount: &point.Counts[i], Exemplar: exemplar(i)})
	}
	if last := exemplar(len(bounds)); last != nil {
		h.Bucket = append(h.Bucket, &dto.Bucket{UpperBound: proto.Float64(math.Inf(1)), CumulativeCount: &point.Count, Exemplar: last})
	}
	return h
}

func pointExemplar(e *plain.Exemplar) *dto.Exemplar {
	if e == nil {
		return nil
	}
	return &dto.Exemplar{Label: labelMessages(e.Labels), Value: &e.Value, Timestamp: nanoseconds(e.Time)}
}

func labelMessages(l plain.LabelSet) (pairs []*dto.LabelPair) {
	for name, value := range l.All() {
		pairs = append(pairs, &dto.LabelPair{Name: &name, Value: &value})
	}
	return pairs
}

// nanoseconds returns the message of a time since 1970, and nil for 0.
func nanoseconds(n int64) *timestamppb.Timestamp {
	if n == 0 {
		return nil
	}
	return timestamppb.New(time.Unix(0, n))
}

// CutsFamilies implements Format: the length of a family stands in front.
func (Protobuf) CutsFamilies() bool { return false }

// AppendFamilyEnd implements Format. For the encodings as text it reads the
// bytes again.
func (p Protobuf) AppendFamilyEnd(dst []byte, begin int, _ *plain.Family) []byte {
	if p.format.FormatType() == expfmt.TypeProtoDelim {
		return slices.Insert(dst, begin, binary.AppendUvarint(nil, uint64(len(dst)-begin))...)
	}
	var family dto.MetricFamily
	var text bytes.Buffer
	if err := proto.Unmarshal(dst[begin:], &family); err != nil {
		return dst[:begin]
	}
	if err := expfmt.NewEncoder(&text, p.format).Encode(&family); err != nil {
		return dst[:begin]
	}
	return append(dst[:begin], text.Bytes()...)
}

// AppendEnd implements Format.
func (Protobuf) AppendEnd(dst []byte, _ int) []byte { return dst }
