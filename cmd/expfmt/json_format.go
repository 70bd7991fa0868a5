package main

import (
	"strconv"

	"plainmetrics/expfmt"
)

// A jsonFormat prints a page as JSON, for other programs to read. The help
// text describes the members.
type jsonFormat struct{}

// ContentType implements expfmt.Format.
func (jsonFormat) ContentType() string { return "application/json" }

// CutsFamilies implements expfmt.Format: no comma stands behind the last
// series of a family.
func (jsonFormat) CutsFamilies() bool { return false }

// AppendFamily implements expfmt.Format.
func (jsonFormat) AppendFamily(dst []byte, f *expfmt.Family, index int) []byte {
	if index == 0 {
		dst = append(dst, '[')
	} else {
		dst = append(dst, ',')
	}
	dst = appendJSONString(append(dst, "\n{\"name\":"...), f.Name())
	dst = appendJSONString(append(dst, ",\"type\":"...), f.Type().String())
	dst = appendJSONString(append(dst, ",\"help\":"...), f.Help())
	if f.Unit() != "" {
		dst = appendJSONString(append(dst, ",\"unit\":"...), f.Unit())
	}
	return append(dst, ",\"series\":["...)
}

// AppendFamilyEnd implements expfmt.Format: it cuts the comma behind the last
// series.
func (jsonFormat) AppendFamilyEnd(dst []byte, _ int, _ *expfmt.Family) []byte {
	return append(dst[:len(dst)-len(",")], "\n]}"...)
}

// AppendEnd implements expfmt.Format.
func (jsonFormat) AppendEnd(dst []byte, families int) []byte {
	if families == 0 {
		dst = append(dst, '[')
	}
	return append(dst, "\n]\n"...)
}

// AppendValue implements expfmt.Format.
func (j jsonFormat) AppendValue(dst []byte, f *expfmt.Family, l expfmt.LabelSet, v float64) []byte {
	return j.AppendPoint(dst, f, l, &expfmt.Point{Value: v})
}

// AppendPoint implements expfmt.Format.
func (jsonFormat) AppendPoint(dst []byte, f *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) []byte {
	dst = appendJSONLabels(append(dst, "\n{\"labels\":"...), l)
	switch t := f.Type(); {
	case t.Scalar():
		dst = appendJSONNumber(append(dst, ",\"value\":"...), p.Value)
		dst = appendJSONExemplar(dst, p.Exemplar)
	case t == expfmt.TypeSummary:
		dst = appendJSONSummary(dst, p)
	default:
		dst = appendJSONHistogram(dst, p)
	}
	if p.Created != 0 || p.CreatedSeconds != nil {
		dst = appendJSONTime(append(dst, ",\"created\":"...), p.Created, 9, p.CreatedSeconds)
	}
	if p.HasTimestamp {
		dst = appendJSONTime(append(dst, ",\"timestamp\":"...), p.Timestamp, 3, p.TimestampSeconds)
	}
	return append(dst, "},"...)
}

// appendJSONSummary appends the count, the sum and the quantiles of a summary.
func appendJSONSummary(dst []byte, p *expfmt.Point) []byte {
	if !p.NoCount {
		dst = strconv.AppendUint(append(dst, ",\"count\":"...), p.Count, 10)
	}
	dst = appendJSONSum(dst, p)
	dst = append(dst, ",\"quantiles\":["...)
	for i, q := range p.Bounds.At() {
		dst = appendJSONNumber(append(dst, "{\"quantile\":"...), q)
		dst = appendJSONNumber(append(dst, ",\"value\":"...), p.Values[i])
		dst = append(dst, "},"...)
	}
	return appendJSONEnd(dst)
}

// appendJSONSum appends the sum, if it is known.
func appendJSONSum(dst []byte, p *expfmt.Point) []byte {
	if p.NoSum {
		return dst
	}
	return appendJSONNumber(append(dst, ",\"sum\":"...), p.Sum)
}

// appendJSONHistogram appends the count, the sum and the buckets of a
// histogram.
func appendJSONHistogram(dst []byte, p *expfmt.Point) []byte {
	count := func(dst []byte) []byte { return strconv.AppendUint(dst, p.Count, 10) }
	bucket := func(dst []byte, i int) []byte { return strconv.AppendUint(dst, p.Counts[i], 10) }
	if floats := p.Floats; floats != nil {
		count = func(dst []byte) []byte { return appendJSONNumber(dst, floats.Count) }
		bucket = func(dst []byte, i int) []byte { return appendJSONNumber(dst, floats.Counts[i]) }
	}
	dst = appendJSONSum(count(append(dst, ",\"count\":"...)), p)
	infinite := exemplarOf(p, p.Bounds.Len())
	if p.Native == nil || p.Bounds != nil || infinite != nil {
		dst = append(dst, ",\"buckets\":["...)
		for i, le := range p.Bounds.At() {
			dst = appendJSONNumber(append(dst, "{\"le\":"...), le)
			dst = bucket(append(dst, ",\"count\":"...), i)
			dst = append(appendJSONExemplar(dst, exemplarOf(p, i)), "},"...)
		}
		dst = count(append(dst, "{\"le\":\"+Inf\",\"count\":"...))
		dst = append(appendJSONExemplar(dst, infinite), "},"...)
		dst = appendJSONEnd(dst)
	}
	if p.Native != nil {
		dst = appendJSONNative(dst, p.Native, p.Floats)
	}
	return dst
}

// exemplarOf returns the exemplar of a classic bucket, or nil.
func exemplarOf(p *expfmt.Point, bucket int) *expfmt.Exemplar {
	if bucket < len(p.Exemplars) {
		return p.Exemplars[bucket]
	}
	return nil
}

// appendJSONNative appends native buckets. The floats may be nil.
func appendJSONNative(dst []byte, h *expfmt.NativeHistogram, floats *expfmt.FloatCounts) []byte {
	dst = strconv.AppendInt(append(dst, ",\"native\":{\"schema\":"...), int64(h.Schema), 10)
	dst = appendJSONNumber(append(dst, ",\"zero_threshold\":"...), h.ZeroThreshold)
	dst = append(dst, ",\"zero_count\":"...)
	var negative, positive []float64
	if floats == nil {
		dst = strconv.AppendUint(dst, h.ZeroCount, 10)
	} else {
		dst = appendJSONNumber(dst, floats.ZeroCount)
		negative, positive = floats.Negative, floats.Positive
	}
	dst = appendJSONSide(append(dst, ",\"negative\":["...), h.Schema, &h.Negative, negative, true)
	dst = appendJSONSide(append(dst, ",\"positive\":["...), h.Schema, &h.Positive, positive, false)
	if len(h.Exemplars) > 0 {
		dst = append(dst, ",\"exemplars\":["...)
		for _, e := range h.Exemplars {
			dst = append(appendJSONExemplarValue(dst, e), ',')
		}
		dst = appendJSONEnd(dst)
	}
	return append(dst, '}')
}

// appendJSONSide appends the native buckets on one side of zero that are not
// empty, and ends their array. The floats may be nil.
func appendJSONSide(dst []byte, schema int32, b *expfmt.NativeBuckets, floats []float64, isNegative bool) []byte {
	index, i := int64(0), 0
	for _, span := range b.Spans {
		index += int64(span.Offset)
		for range span.Length {
			low, high := nativeBound(schema, index-1), nativeBound(schema, index)
			if isNegative {
				low, high = -high, -low
			}
			isEmpty := len(floats) > 0 && floats[i] == 0 || len(floats) == 0 && b.Counts[i] == 0
			if !isEmpty {
				dst = strconv.AppendInt(append(dst, "{\"index\":"...), index, 10)
				dst = appendJSONNumber(append(dst, ",\"low\":"...), low)
				dst = appendJSONNumber(append(dst, ",\"high\":"...), high)
				dst = append(dst, ",\"count\":"...)
				if len(floats) > 0 {
					dst = appendJSONNumber(dst, floats[i])
				} else {
					dst = strconv.AppendUint(dst, b.Counts[i], 10)
				}
				dst = append(dst, "},"...)
			}
			index++
			i++
		}
	}
	return appendJSONEnd(dst)
}

// appendJSONExemplar appends the exemplar of a counter or a bucket, if there
// is one.
func appendJSONExemplar(dst []byte, e *expfmt.Exemplar) []byte {
	if e == nil {
		return dst
	}
	return appendJSONExemplarValue(append(dst, ",\"exemplar\":"...), e)
}

func appendJSONExemplarValue(dst []byte, e *expfmt.Exemplar) []byte {
	dst = appendJSONLabels(append(dst, "{\"labels\":"...), e.Labels)
	dst = appendJSONNumber(append(dst, ",\"value\":"...), e.Value)
	if e.Time != 0 || e.TimeSeconds != nil {
		dst = appendJSONTime(append(dst, ",\"timestamp\":"...), e.Time, 9, e.TimeSeconds)
	}
	return append(dst, '}')
}
