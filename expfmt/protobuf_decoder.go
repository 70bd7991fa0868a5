package expfmt

import (
	"encoding/binary"
	"fmt"
	"io"
)

// DecodeProtobuf reads a page of the protobuf format, messages of type
// io.prometheus.client.MetricFamily, each behind its length. It writes the
// families into enc, in the order of the page. A metric is a Value, or a Point
// if it has more than a number.
//
// A page that [Protobuf] printed with [NoEscaping] prints again as the same
// bytes. As for Prometheus, a histogram is native if it has a zero threshold,
// observations in the zero bucket, or a span. A span without an offset and a
// length only marks a native histogram, and is left out. A field whose name
// ends in _float counts unless it is 0. All counts of a histogram are in
// Point.Floats if some count is no whole number up to 2^64-1, or 2^63-1 in a
// native bucket, or if a gauge histogram has bucket counts that decrease. Times
// from 1678 to 2261 are exact to the nanosecond, others are float64 numbers of
// seconds.
//
// Fields come in any order. A field that comes again replaces the first, and
// the fields of a message that comes again add to the first message. Repeated
// numbers may be packed. DecodeProtobuf skips fields that it does not know.
//
// DecodeProtobuf refuses a page with a [*ProtobufError] also where the library
// of protobuf and Prometheus are more patient: groups, a known field with
// another wire type, numbers that do not fit their field, text that is no
// UTF-8, a family without a name, of an unknown type or above on the page, a
// metric without the message of its type or with another, a series that comes
// twice with the same timestamp, labels that a series of the type can't have,
// quantiles outside 0 to 1, bounds that do not increase, counts that
// contradict each other, spans that fit no buckets, unknown schemas, and times
// outside the years 1 to 9999. Then enc holds the metrics in front of the
// error.
//
// DecodeProtobuf neither changes nor keeps page. If enc is a [Locator], it
// calls LocateFamily and LocateLabel. The line is the number of the family,
// and the column the number of the metric with the label, or 0 for a family.
// Both are counted from 1.
func DecodeProtobuf(page []byte, enc Encoder) error {
	d := newProtobufDecoder(enc)
	tail, err := d.decodeFamilies(page)
	if err == nil && len(tail) > 0 {
		err = d.truncated(tail)
	}
	return err
}

// DecodeProtobufFrom is [DecodeProtobuf] for a page that is read while it is
// decoded. It holds one family at a time, because the unit stands behind the
// metrics, and no more than twice the bytes that it has read, whatever length
// the page claims. An error of r is returned as it is.
func DecodeProtobufFrom(r io.Reader, enc Encoder) error {
	return newProtobufDecoder(enc).decodeFrom(r)
}

// A protobufDecoder reads the families of a page and writes their series into
// an Encoder.
type protobufDecoder struct {
	enc     Encoder
	locator Locator // enc, or nil if enc does not ask for positions

	// text has the family as text, with the places of its fields, or is nil.
	text *protobufParser

	// report takes each error behind which the decoder goes on, or is nil.
	report func(error)

	offset int64 // of the bytes decoded next
	number int   // of families in front
	names  map[string]struct{}
	hash   seriesHash

	// The fields below are for the family that is read.

	header protobufHeader
	family *Family
	series seriesSet
	bounds *Bounds // of the series written last
	metric protobufMetric
}

func newProtobufDecoder(enc Encoder) *protobufDecoder {
	d := &protobufDecoder{enc: enc, names: make(map[string]struct{}), hash: newSeriesHash()}
	d.locator, _ = enc.(Locator)
	return d
}

// decodeFrom decodes the page that r reads.
func (d *protobufDecoder) decodeFrom(r io.Reader) error {
	buf := make([]byte, 0, partSize)
	for {
		n, readErr := r.Read(buf[len(buf):cap(buf)])
		tail, err := d.decodeFamilies(buf[:len(buf)+n])
		if err != nil {
			return err
		}
		buf = buf[:copy(buf[:cap(buf)], tail)]
		switch {
		case readErr == io.EOF && len(buf) > 0:
			return d.truncated(buf)
		case readErr == io.EOF:
			return nil
		case readErr != nil:
			return readErr
		case len(buf) == cap(buf):
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// decodeFamilies decodes the complete families of a part of the page, and
// returns the bytes behind them.
func (d *protobufDecoder) decodeFamilies(part []byte) (tail []byte, err error) {
	for len(part) > 0 {
		length, n := binary.Uvarint(part)
		switch {
		case n < 0:
			return nil, d.failAt(0, "expected a length of at most 64 bits, found a longer one")
		case n == 0 || length > uint64(len(part)-n):
			return part, nil
		}
		end := n + int(length)
		if err := d.decodeFamily(part[n:end], d.offset+int64(n)); err != nil {
			return nil, err
		}
		d.offset += int64(end)
		d.number++
		part = part[end:]
	}
	return nil, nil
}

// truncated returns the error of a page that ends in a family.
func (d *protobufDecoder) truncated(tail []byte) error {
	length, n := binary.Uvarint(tail)
	if n == 0 {
		return d.failAt(len(tail), "expected the rest of a length, found the end of the page")
	}
	missing := length - uint64(len(tail)-n)
	return d.failAt(len(tail), "expected %d more bytes, found the end of the page", missing)
}

// failAt returns an error behind so many bytes of the part in front.
func (d *protobufDecoder) failAt(behind int, format string, args ...any) error {
	return (&ProtobufError{Offset: d.offset + int64(behind), Err: fmt.Errorf(format, args...)}).within(d.path())
}

// path returns the name of the family that is read, for errors.
func (d *protobufDecoder) path() string {
	if d.header.name == nil {
		return fmt.Sprintf("family %d", d.number)
	}
	return fmt.Sprintf("family %d %.80q", d.number, d.header.name)
}

// fail returns the error, which does not end the page if the decoder lints.
func (d *protobufDecoder) fail(err *ProtobufError) error {
	var located error = err.within(d.path())
	if d.text != nil {
		located = d.syntaxError(d.text.positionOf(err.Offset), err)
	}
	if d.report == nil {
		return located
	}
	d.report(located)
	return nil
}

// locate returns the place of a field on a page of text, and else the numbers
// of the family and of a metric.
func (d *protobufDecoder) locate(offset int64, metric int) position {
	if d.text != nil {
		return d.text.positionOf(offset)
	}
	return position{d.number + 1, metric}
}

// decodeFamily decodes a message MetricFamily, which begins at the offset
// start of the page.
func (d *protobufDecoder) decodeFamily(message []byte, start int64) error {
	defer func() { d.header = protobufHeader{} }()
	r := protobufReader{typ: familyMessage, data: message, start: start, outer: start}
	d.header.read(&r)
	if r.err != nil {
		return d.fail(r.err)
	}
	if err := d.beginFamily(&r); err != nil || r.err != nil {
		return err
	}
	r = protobufReader{typ: familyMessage, data: message, start: start, outer: start}
	d.metric.begin(d.family.typ, message, start)
	for index := 0; r.next(); {
		if r.number != fieldFamilyMetric {
			r.skip()
			continue
		}
		inner := r.message(metricMessage)
		d.decodeMetric(&inner, index)
		if inner.err != nil {
			if err := d.fail(inner.err.within(fmt.Sprintf("metric %d", index))); err != nil {
				return err
			}
		}
		index++
	}
	return nil
}

// beginFamily begins the family whose header has been read. It fails r, whose
// message has been read, if there can be no such family.
func (d *protobufDecoder) beginFamily(r *protobufReader) error {
	h := &d.header
	family, err := NewFamily(string(h.name), string(h.help), h.typ)
	if err == nil && len(h.unit) > 0 {
		family, err = family.WithUnit(string(h.unit))
	}
	switch {
	case h.name == nil:
		r.failMessage("expected a field name, found none")
	case err != nil:
		r.failMessage("expected a metric name, found %.80q", h.name)
	}
	if r.err != nil {
		return d.fail(r.err)
	}
	if _, twice := d.names[family.name]; twice {
		r.failMessage("expected the metrics of a family in one message, found another family with the name")
		if err := d.fail(r.err); err != nil {
			return err
		}
		r.err = nil
	}
	d.names[family.name] = struct{}{}
	d.family, d.bounds = family, nil
	d.series.reset(h.metrics)
	if d.locator != nil {
		place := d.locate(r.start, 0)
		d.locator.LocateFamily(family, place.line, place.column)
	}
	return nil
}

// decodeMetric decodes a message Metric, and writes the point.
func (d *protobufDecoder) decodeMetric(r *protobufReader, index int) {
	m := &d.metric
	m.read(r)
	if r.err != nil {
		return
	}
	labels, valued := m.labels.set(r, d.family.typ)
	if r.err != nil {
		return
	}
	if d.locator != nil {
		for i := range m.labels.pairs {
			place := d.locate(m.labels.pairs[i].tag, index+1)
			d.locator.LocateLabel(string(m.labels.name(i)), place.line, place.column)
		}
	}
	if !d.series.add(d.hash.keyOfPoint(valued, m.point.Timestamp, m.point.HasTimestamp)) {
		r.failMessage("expected a series that is new to the family, found {%.80v} again", labels)
		if d.report == nil {
			return
		}
	}
	d.bounds = m.complete(r, d.bounds)
	d.write(r, labels)
}

// write writes the point. A linter gets a point with an error as a point
// without numbers.
func (d *protobufDecoder) write(r *protobufReader, labels LabelSet) {
	p := &d.metric.point
	if r.err != nil {
		if d.report == nil {
			return
		}
		p = &Point{Timestamp: p.Timestamp, HasTimestamp: p.HasTimestamp}
	}
	if d.family.typ.Scalar() && !p.HasTimestamp && p.Exemplar == nil && !p.isCreatedKnown() {
		d.enc.Value(d.family, labels, p.Value)
	} else {
		d.enc.Point(d.family, labels, p)
	}
}

// A protobufHeader is the fields of a family beside its metrics. The bytes
// belong to the page.
type protobufHeader struct {
	name, help, unit []byte
	typ              Type
	metrics          int
}

// read reads the fields, and counts the metrics.
func (h *protobufHeader) read(r *protobufReader) {
	h.typ = TypeCounter // which a family without the field has
	for r.next() {
		switch r.number {
		case fieldFamilyName:
			if name := r.text(); r.err == nil {
				h.name = name // which stands in the path of errors
			}
		case fieldFamilyHelp:
			h.help = r.text()
		case fieldFamilyUnit:
			h.unit = r.text()
		case fieldFamilyType:
			h.readType(r)
		case fieldFamilyMetric:
			r.bytes()
			h.metrics++
		default:
			r.skip()
		}
	}
}

func (h *protobufHeader) readType(r *protobufReader) {
	number := r.uint64()
	if number >= uint64(len(typeNames)) {
		r.fail("expected a type from 0 to %d, found %d", len(typeNames)-1, number)
		return
	}
	for t := range types {
		if types[t].number == number { // the first, as gauges stand in front of states and infos
			h.typ = Type(t)
			return
		}
	}
}
