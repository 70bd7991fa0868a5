package expfmt

import "encoding/binary"

// brokenProtobufPages are pages of text that break a rule at the mark. Those
// that are malformed break a rule of the text's language; the bytes of all
// others are broken pages as well.
var brokenProtobufPages = []struct {
	name, marked, want string
	isMalformed        bool
}{
	{name: "no name", marked: `§help:"a"`, want: `family 0: expected a field name, found none`},
	{name: "an empty name", marked: `§name:""`, want: `family 0 "": expected a metric name, found ""`},
	{name: "a name that is no UTF-8", marked: `§name:"\xff"`, want: `family 0: name: expected valid UTF-8, found "\xff"`},
	{name: "a HELP text that is no UTF-8", marked: `name:"a" §help:"\xff"`, want: `family 0 "a": help: expected valid UTF-8, found "\xff"`},
	{name: "a unit that is no UTF-8", marked: `name:"a" §unit:"\xff"`, want: `family 0 "a": unit: expected valid UTF-8, found "\xff"`},
	{name: "an unknown type", marked: `name:"a" §type:6`, want: `family 0 "a": type: expected a type from 0 to 5, found 6`},
	{name: "a type below 0", marked: `name:"a" §type:-1`, want: `family 0 "a": type: expected a type from 0 to 5, found 18446744073709551615`},
	{name: "a family twice", marked: `name:"a" name:"b" §name:"a"`, want: `family 2 "a": expected the metrics of a family in one message, found another family with the name`},

	{name: "a metric without a value", marked: `name:"a" §metric{}`, want: `family 0 "a": metric 0: expected a field counter, as the type of the family is counter, found none`},
	{name: "a metric of another type", marked: `name:"a" type:GAUGE metric{gauge{}} metric{label{name:"b" value:"c"} §counter{}}`,
		want: `family 0 "a": metric 1: counter: expected a field gauge, as the type of the family is gauge, found another type`},
	{name: "a metric of two types", marked: `name:"a" type:SUMMARY metric{summary{} §histogram{}}`,
		want: `family 0 "a": metric 0: histogram: expected a field summary, as the type of the family is summary, found another type`},
	{name: "a series twice", marked: `name:"a" metric{counter{}} §metric{label{name:"b" value:""} counter{}}`,
		want: `family 0 "a": metric 1: expected a series that is new to the family, found {b=""} again`},
	{name: "a timestamp twice", marked: `name:"a" metric{timestamp_ms:1 counter{}} §metric{timestamp_ms:1 counter{}}`,
		want: `family 0 "a": metric 1: expected a series that is new to the family, found {} again`},

	{name: "a label without a name", marked: `name:"a" metric{§label{value:"b"} counter{}}`, want: `family 0 "a": metric 0: label 0: "" is not a valid label name`},
	{name: "a label with the metric's name", marked: `name:"a" metric{label{name:"a"} §label{name:"__name__" value:"b"} counter{}}`,
		want: `family 0 "a": metric 0: label 1: "__name__" is not a valid label name`},
	{name: "a label name that is no UTF-8", marked: `name:"a" metric{§label{name:"\xff"} counter{}}`, want: `family 0 "a": metric 0: label 0: "\xff" is not a valid label name`},
	{name: "a label value that is no UTF-8", marked: `name:"a" metric{label{name:"b" §value:"\xff"} counter{}}`,
		want: `family 0 "a": metric 0: label 0: value: expected valid UTF-8, found "\xff"`},
	{name: "a label twice", marked: `name:"a" metric{label{name:"b"} label{name:"a"} §label{name:"b"} counter{}}`,
		want: `family 0 "a": metric 0: label 2: duplicate label names: "b" comes twice`},
	{name: "a label le", marked: `name:"a" type:HISTOGRAM metric{§label{name:"le"} histogram{}}`,
		want: `family 0 "a": metric 0: label 0: "le" is not allowed as label name in histograms: label name is reserved`},
	{name: "a label quantile", marked: `name:"a" type:SUMMARY metric{§label{name:"quantile"} summary{}}`,
		want: `family 0 "a": metric 0: label 0: "quantile" is not allowed as label name in summaries: label name is reserved`},

	{name: "a label of an exemplar twice", marked: `name:"a" metric{counter{exemplar{label{name:"b"} §label{name:"b"}}}}`,
		want: `family 0 "a": metric 0: counter: exemplar: label 1: duplicate label names: "b" comes twice`},
	{name: "nanoseconds below 0", marked: `name:"a" metric{counter{created_timestamp{§nanos:-1}}}`,
		want: `family 0 "a": metric 0: counter: created_timestamp: nanos: expected nanoseconds from 0 to 999999999, found -1`},
	{name: "a second of nanoseconds", marked: `name:"a" metric{counter{exemplar{timestamp{§nanos:1000000000}}}}`,
		want: `family 0 "a": metric 0: counter: exemplar: timestamp: nanos: expected nanoseconds from 0 to 999999999, found 1000000000`},
	{name: "the year 10000", marked: `name:"a" metric{counter{created_timestamp{§seconds:253402300800}}}`,
		want: `family 0 "a": metric 0: counter: created_timestamp: seconds: expected a second of the years 1 to 9999, found 253402300800`},
	{name: "the year 0", marked: `name:"a" metric{counter{created_timestamp{§seconds:-62135596801}}}`,
		want: `family 0 "a": metric 0: counter: created_timestamp: seconds: expected a second of the years 1 to 9999, found -62135596801`},

	{name: "a quantile above 1", marked: `name:"a" type:SUMMARY metric{summary{quantile{quantile:0.5} §quantile{quantile:1.5}}}`,
		want: `family 0 "a": metric 0: summary: quantile 1: expected a quantile from 0 to 1, found 1.5`},
	{name: "a quantile NaN", marked: `name:"a" type:SUMMARY metric{summary{§quantile{quantile:nan}}}`,
		want: `family 0 "a": metric 0: summary: quantile 0: expected a quantile from 0 to 1, found NaN`},
	{name: "a quantile twice", marked: `name:"a" type:SUMMARY metric{summary{quantile{quantile:0.5} §quantile{quantile:0.5}}}`,
		want: `family 0 "a": metric 0: summary: quantile 1: expected a quantile above 0.5, the one before, found 0.5`},

	{name: "a bound NaN", marked: `name:"a" type:HISTOGRAM metric{histogram{§bucket{upper_bound:nan}}}`,
		want: `family 0 "a": metric 0: histogram: bucket 0: expected an upper bound, found NaN`},
	{name: "a bound twice", marked: `name:"a" type:HISTOGRAM metric{histogram{bucket{upper_bound:1} §bucket{upper_bound:1}}}`,
		want: `family 0 "a": metric 0: histogram: bucket 1: expected an upper bound above 1, that of the bucket before, found 1`},
	{name: "counts that decrease", marked: `name:"a" type:HISTOGRAM metric{§histogram{sample_count:2 bucket{cumulative_count:2 upper_bound:1} bucket{cumulative_count:1 upper_bound:2}}}`,
		want: `family 0 "a": metric 0: histogram: bucket 1: expected a cumulative count of at least 2, found 1`},
	{name: "floats that decrease", marked: `name:"a" type:HISTOGRAM metric{§histogram{sample_count:2 bucket{cumulative_count_float:1.5 upper_bound:1} bucket{cumulative_count:1 upper_bound:2}}}`,
		want: `family 0 "a": metric 0: histogram: bucket 1: expected a cumulative count of at least 1.5, found 1`},
	{name: "a count below the last bucket", marked: `name:"a" type:HISTOGRAM metric{§histogram{sample_count:1 bucket{cumulative_count:2 upper_bound:1}}}`,
		want: `family 0 "a": metric 0: histogram: expected a count of at least 2, that of the last bucket, found 1`},
	{name: "another count in the bucket +Inf", marked: `name:"a" type:HISTOGRAM metric{§histogram{sample_count:3 bucket{cumulative_count:2 upper_bound:inf}}}`,
		want: `family 0 "a": metric 0: histogram: expected the count 3 in the bucket +Inf, found 2`},
	{name: "a count NaN", marked: `name:"a" type:GAUGE_HISTOGRAM metric{§histogram{sample_count_float:nan}}`,
		want: `family 0 "a": metric 0: histogram: expected a count, found NaN`},
	{name: "a float count below 0", marked: `name:"a" type:HISTOGRAM metric{§histogram{sample_count:1 sample_count_float:-1}}`,
		want: `family 0 "a": metric 0: histogram: expected a count, found -1`},

	{name: "a schema too large", marked: `name:"a" type:HISTOGRAM metric{histogram{§schema:9}}`, want: `family 0 "a": metric 0: histogram: schema: expected a schema from -4 to 8, found 9`},
	{name: "the schema of custom buckets", marked: `name:"a" type:HISTOGRAM metric{histogram{§schema:-53}}`, want: `family 0 "a": metric 0: histogram: schema: expected a schema from -4 to 8, found -53`},
	{name: "a schema of 33 bits", marked: `name:"a" type:HISTOGRAM metric{histogram{§schema:4294967296}}`,
		want: `family 0 "a": metric 0: histogram: schema: expected a number of 32 bits, found 4294967296`},
	{name: "a zero threshold below 0", marked: `name:"a" type:HISTOGRAM metric{§histogram{zero_threshold:-1}}`,
		want: `family 0 "a": metric 0: histogram: expected a zero threshold of at least 0, found -1`},
	{name: "a gap below 0", marked: `name:"a" type:HISTOGRAM metric{histogram{positive_span{offset:-1 length:1} §positive_span{offset:-1 length:1} positive_delta:1 positive_delta:1}}`,
		want: `family 0 "a": metric 0: histogram: positive_span 1: expected an offset of at least 0, found -1`},
	{name: "a length of 33 bits", marked: `name:"a" type:HISTOGRAM metric{histogram{negative_span{§length:4294967296}}}`,
		want: `family 0 "a": metric 0: histogram: negative_span 0: length: expected a number of 32 bits, found 4294967296`},
	{name: "buckets beyond all indexes", marked: `name:"a" type:HISTOGRAM metric{§histogram{negative_span{offset:2147483647 length:1} negative_delta:1}}`,
		want: `family 0 "a": metric 0: histogram: negative span 0: expected buckets up to the index 1025, that of infinity, found 2147483647`},
	{name: "more buckets than counts", marked: `name:"a" type:HISTOGRAM metric{§histogram{positive_span{length:2} positive_delta:1}}`,
		want: `family 0 "a": metric 0: histogram: expected a count for each of 2 positive buckets, found 1`},
	{name: "more floats than buckets", marked: `name:"a" type:HISTOGRAM metric{§histogram{negative_span{length:1} negative_count:1 negative_count:2.5}}`,
		want: `family 0 "a": metric 0: histogram: expected a count for each of 1 negative buckets, found 2`},
	{name: "counts without spans", marked: `name:"a" type:HISTOGRAM metric{§histogram{positive_delta:1}}`,
		want: `family 0 "a": metric 0: histogram: expected the spans of native buckets, found none`},
	{name: "a bucket below 0", marked: `name:"a" type:HISTOGRAM metric{histogram{positive_span{length:2} positive_delta:1 §positive_delta:-2}}`,
		want: `family 0 "a": metric 0: histogram: positive_delta 1: expected a count of at least 0, found -1`},
	{name: "deltas that overflow", marked: `name:"a" type:HISTOGRAM metric{histogram{positive_span{length:2} positive_delta:9223372036854775807 §positive_delta:1}}`,
		want: `family 0 "a": metric 0: histogram: positive_delta 1: expected a count of at least 0, found -9223372036854775808`},
	{name: "a float bucket below 0", marked: `name:"a" type:HISTOGRAM metric{§histogram{negative_span{length:1} negative_count:-0.5}}`,
		want: `family 0 "a": metric 0: histogram: negative bucket 0: expected a count, found -0.5`},
	{name: "deltas and floats", marked: `name:"a" type:HISTOGRAM metric{§histogram{positive_span{length:2} positive_delta:1 positive_count:1}}`,
		want: `family 0 "a": metric 0: histogram: expected positive_delta or positive_count, found both`},
	{name: "exemplars of classic buckets", marked: `name:"a" type:HISTOGRAM metric{§histogram{exemplars{}}}`,
		want: `family 0 "a": metric 0: histogram: expected native buckets beside exemplars, found none`},

	{isMalformed: true, name: "an unknown field", marked: `name:"a" §names:"b"`, want: `family 0 "a": expected one of the fields name, help, type, metric, unit, found "names:\"b\""`},
	{isMalformed: true, name: "an extension", marked: `name:"a" metric{§[a.b]:1}`,
		want: `family 0 "a": metric 0: expected one of the fields label, gauge, counter, summary, untyped, histogram, timestamp_ms, found "[a.b]:1}"`},
	{isMalformed: true, name: "a field twice", marked: "name:\"a\"\nmetric{gauge{value:1\n §value:2}}", want: `family 0 "a": metric 0: gauge: expected one field value, found a second`},
	{isMalformed: true, name: "no colon", marked: `name§"a"`, want: `family 0: name: expected a colon, found "\"a\""`},
	{isMalformed: true, name: "no brace", marked: `name:"a" metric:{gauge{}} metric:§"b"`, want: `family 0 "a": metric 1: expected an opening brace, found "\"b\""`},
	{isMalformed: true, name: "no closing brace", marked: `name:"a" metric{gauge{}§`, want: `family 0 "a": metric 0: expected one of the fields label, gauge, counter, summary, untyped, histogram, timestamp_ms, found the end of the page`},
	{isMalformed: true, name: "another closing brace", marked: `name:"a" metric{gauge{§>`, want: `family 0 "a": metric 0: gauge: expected one of the fields value, found ">"`},
	{isMalformed: true, name: "a closing brace of nothing", marked: `name:"a" §}`, want: `family 0 "a": expected one of the fields name, help, type, metric, unit, found "}"`},
	{isMalformed: true, name: "two commas", marked: `name:"a",§,`, want: `family 0 "a": expected one of the fields name, help, type, metric, unit, found ","`},
	{isMalformed: true, name: "a string without quotes", marked: `name:§a`, want: `family 0: name: expected a string between quotes, found "a"`},
	{isMalformed: true, name: "a string without an end", marked: "name:\"a§\n\"", want: `family 0: name: expected a closing quote, found "\n"`},
	{isMalformed: true, name: "an unknown escape", marked: `name:"\§z"`, want: `family 0: name: expected an escape, found "z\""`},
	{isMalformed: true, name: "an escape without digits", marked: `name:"\x§"`, want: `family 0: name: expected a hexadecimal digit, found "\""`},
	{isMalformed: true, name: "an octal number above a byte", marked: `name:"\400§"`, want: `family 0: name: expected an octal number up to \377, found "\""`},
	{isMalformed: true, name: "three digits of a character", marked: `name:"\u00e§"`, want: `family 0: name: expected the number of a character, found "\""`},
	{isMalformed: true, name: "half a character", marked: `name:"\ud834§"`, want: `family 0: name: expected the second half of a character, found "\""`},
	{isMalformed: true, name: "a character beyond all", marked: `name:"\U00110000§"`, want: `family 0: name: expected the number of a character, found "\""`},
	{isMalformed: true, name: "a word for a number", marked: `name:"a" metric{counter{value:§one}}`, want: `family 0 "a": metric 0: counter: value: expected a number, found "one}}"`},
	{isMalformed: true, name: "a hexadecimal float", marked: `name:"a" metric{counter{value:§0x1p3}}`, want: `family 0 "a": metric 0: counter: value: expected a number, found "0x1p3}}"`},
	{isMalformed: true, name: "an octal float", marked: `name:"a" metric{counter{value:§01}}`, want: `family 0 "a": metric 0: counter: value: expected a number, found "01}}"`},
	{isMalformed: true, name: "a float too large", marked: `name:"a" metric{counter{value:§1e309}}`, want: `family 0 "a": metric 0: counter: value: expected a number, found "1e309}}"`},
	{isMalformed: true, name: "a count below 0", marked: `name:"a" metric{histogram{sample_count:§-1}}`, want: `family 0 "a": metric 0: histogram: sample_count: expected a whole number of at least 0, found "-1}}"`},
	{isMalformed: true, name: "a count of 65 bits", marked: `name:"a" metric{histogram{sample_count:§18446744073709551616}}`,
		want: `family 0 "a": metric 0: histogram: sample_count: expected a whole number of at least 0, found "18446744073709551616"`},
	{isMalformed: true, name: "a timestamp of 65 bits", marked: `name:"a" metric{timestamp_ms:§9223372036854775808}`,
		want: `family 0 "a": metric 0: timestamp_ms: expected a whole number, found "9223372036854775808}"`},
	{isMalformed: true, name: "a digit of another base", marked: `name:"a" metric{timestamp_ms:§08}`, want: `family 0 "a": metric 0: timestamp_ms: expected a whole number, found "08}"`},
	{isMalformed: true, name: "a word for a type", marked: `name:"a" type:§counter`,
		want: `family 0 "a": type: expected COUNTER, GAUGE, SUMMARY, UNTYPED, HISTOGRAM, GAUGE_HISTOGRAM, found "counter"`},
	{isMalformed: true, name: "a list of a field that comes once", marked: `name:§["a"]`, want: `family 0: name: expected a string between quotes, found "[\"a\"]"`},
	{isMalformed: true, name: "a list without a comma", marked: `name:"a" metric{histogram{positive_delta:[1 §2]}}`,
		want: `family 0 "a": metric 0: histogram: positive_delta 0: expected a comma or a bracket, found "2]}}"`},
	{isMalformed: true, name: "a list that ends in a comma", marked: `name:"a" metric{histogram{positive_delta:[1,§]}}`,
		want: `family 0 "a": metric 0: histogram: positive_delta 1: expected a whole number, found "]}}"`},
}

// delimited returns a page with a family of these bytes.
func delimited(family []byte) []byte {
	return append(binary.AppendUvarint(nil, uint64(len(family))), family...)
}

// inMetric returns a page with a counter a, whose metric has these bytes.
func inMetric(metric string) []byte {
	family := appendStringField(nil, fieldFamilyName, "a")
	return delimited(appendStringField(family, fieldFamilyMetric, metric))
}

// inHistogram returns a page with a histogram a of these bytes.
func inHistogram(histogram string) []byte {
	metric := appendStringField(nil, fieldMetricHistogram, histogram)
	family := appendUintField(appendStringField(nil, fieldFamilyName, "a"), fieldFamilyType, 4)
	return delimited(appendStringField(family, fieldFamilyMetric, string(metric)))
}

// brokenProtobufBytes are pages whose bytes are no messages of the types.
var brokenProtobufBytes = []struct {
	name string
	page []byte
	want string
}{
	{"a length that is cut", []byte{0x80}, "byte 1: family 0: expected the rest of a length, found the end of the page"},
	{"a length of 65 bits", []byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), "byte 0: family 0: expected a length of at most 64 bits, found a longer one"},
	{"a length beyond the page", []byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01a"), "byte 11: family 0: expected 18446744073709551614 more bytes, found the end of the page"},
	{"an empty family", []byte{0}, "byte 1: family 0: expected a field name, found none"},

	{"field number 0", delimited([]byte("\x00\x01")), "byte 1: family 0: expected a field number from 1 to 536870911, found 0"},
	{"a field number of 30 bits", delimited([]byte("\x80\x80\x80\x80\x10\x01")), "byte 1: family 0: expected a field number from 1 to 536870911, found 536870912"},
	{"a tag that is cut", delimited([]byte("\x80")), "byte 2: family 0: expected the rest of a varint, found the end of the message"},
	{"a tag of 65 bits", delimited([]byte("\x88\x80\x80\x80\x80\x80\x80\x80\x80\x02")), "byte 1: family 0: expected a varint of at most 64 bits, found a longer one"},
	{"a group", delimited([]byte("\x53\x54")), "byte 1: family 0: expected a field with a varint, bytes, or a number of 4 or 8 bytes, found a group"},
	{"the end of a group", delimited([]byte("\x54")), "byte 1: family 0: expected a field with a varint, bytes, or a number of 4 or 8 bytes, found a group"},
	{"wire type 7", delimited([]byte("\x57")), "byte 1: family 0: expected a field with a varint, bytes, or a number of 4 or 8 bytes, found wire type 7"},
	{"a name that is a varint", delimited([]byte("\x08\x01")), "byte 1: family 0: name: expected bytes behind their length, found a varint"},
	{"a type that is a string", delimited([]byte("\x0a\x01a\x1a\x01b")), `byte 4: family 0 "a": type: expected a varint, found bytes behind their length`},
	{"a name that is cut", delimited([]byte("\x0a\x02a")), "byte 4: family 0: name: expected 1 more bytes, found the end of the message"},
	{"an unknown field that is cut", delimited([]byte("\x0a\x01a\x32\x02b")), `byte 7: family 0 "a": expected 1 more bytes, found the end of the message`},

	{"a value that is a varint", inMetric("\x1a\x02\x08\x01"), `byte 8: family 0 "a": metric 0: counter: value: expected a number of 8 bytes, found a varint`},
	{"a value that is cut", inMetric("\x1a\x02\x09\x01"), `byte 10: family 0 "a": metric 0: counter: value: expected 7 more bytes, found the end of the message`},
	{"a timestamp of 65 bits", inMetric("\x1a\x00\x30\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), `byte 8: family 0 "a": metric 0: timestamp_ms: expected a varint of at most 64 bits, found a longer one`},
	{"a counter beyond the metric", inMetric("\x1a\x01"), `byte 8: family 0 "a": metric 0: counter: expected 1 more bytes, found the end of the message`},
	{"a label that is a number", inMetric("\x0d\x01\x02\x03\x04\x1a\x00"), `byte 6: family 0 "a": metric 0: label 0: expected bytes behind their length, found a number of 4 bytes`},
	{"a group in a label", inMetric("\x0a\x02\x1b\x1c\x1a\x00"), `byte 8: family 0 "a": metric 0: label 0: expected a field with a varint, bytes, or a number of 4 or 8 bytes, found a group`},

	{"packed deltas that are cut", inHistogram("\x62\x02\x10\x02\x6a\x02\x02\x80"), `byte 18: family 0 "a": metric 0: histogram: positive_delta 0: expected the rest of a varint, found the end of the message`},
	{"packed floats that are cut", inHistogram("\x62\x02\x10\x02\x72\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01"),
		`byte 25: family 0 "a": metric 0: histogram: positive_count 0: expected 7 more bytes, found the end of the message`},
	{"deltas of 8 bytes", inHistogram("\x62\x02\x10\x01\x69\x00\x00\x00\x00\x00\x00\x00\x00"), `byte 14: family 0 "a": metric 0: histogram: positive_delta 0: expected a varint, found a number of 8 bytes`},
	{"floats that are varints", inHistogram("\x62\x02\x10\x01\x70\x01"), `byte 14: family 0 "a": metric 0: histogram: positive_count 0: expected a number of 8 bytes, found a varint`},
	{"an offset of 33 bits", inHistogram("\x62\x06\x08\x80\x80\x80\x80\x20"), `byte 12: family 0 "a": metric 0: histogram: positive_span 0: offset: expected a number of 32 bits, found 4294967296`},
}
