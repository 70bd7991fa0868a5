package expfmt

import (
	"strings"
	"testing"
)

// openMetricsAccepts are Accept headers and what client_golang v1.25.0
// answers them with if OpenMetrics is enabled. Those of Prometheus are what
// its releases send. Where a header asks for protobuf, which we do not
// offer, it is the answer of client_golang without that.
var openMetricsAccepts = []struct {
	name, accept string
	want         Format
}{
	{"none", "", Text{}},
	{"anything", "*/*", Text{}},
	{"anything, short", "*", Text{}},
	{"a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Text{}},
	{"Prometheus 2.35 to 2.48", "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics{}},
	{"Prometheus 2.43 to 2.48, native histograms", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics{}},
	{"Prometheus 2.49 to 2.55", "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics{}},
	{"Prometheus 2.55, protobuf first", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.5,application/openmetrics-text;version=1.0.0;q=0.4,application/openmetrics-text;version=0.0.1;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", OpenMetrics{}},
	{"Prometheus 2.55, UTF-8 names", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;escaping=allow-utf-8;q=0.3,*/*;q=0.2", OpenMetrics{Scheme: NoEscaping}},
	{"Prometheus 3.0", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;escaping=allow-utf-8;q=0.3,*/*;q=0.2", OpenMetrics{Scheme: NoEscaping}},
	{"Prometheus 3.5", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics{Scheme: NoEscaping}},
	{"Prometheus 3.5, legacy names", "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics{}},
	{"Prometheus 3.5, dots", "application/openmetrics-text;version=1.0.0;escaping=dots;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=dots;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics{Scheme: DotsEscaping}},
	{"Prometheus 3.5, protobuf first", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", OpenMetrics{Scheme: NoEscaping}},
	{"Prometheus 3.5, text first", "text/plain;version=0.0.4;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,*/*;q=0.4", Text{}},
	{"Prometheus 3.5, OpenMetrics 0.0.1 alone", "application/openmetrics-text;version=0.0.1;q=0.6,*/*;q=0.5", OpenMetrics{Version: OpenMetrics001}},
	{"Prometheus 3.16", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=0.0.1;q=0.6,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3", OpenMetrics{Scheme: NoEscaping}},
	{"Prometheus 3.16, OpenMetrics 2", "application/openmetrics-text;version=2.0.0;escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics{Scheme: NoEscaping}},
	{"OpenMetrics", "application/openmetrics-text", OpenMetrics{Version: OpenMetrics001}},
	{"OpenMetrics 1.0.0", "application/openmetrics-text;version=1.0.0", OpenMetrics{}},
	{"OpenMetrics 0.0.1", "application/openmetrics-text;version=0.0.1", OpenMetrics{Version: OpenMetrics001}},
	{"OpenMetrics 2.0.0", "application/openmetrics-text;version=2.0.0", Text{}},
	{"OpenMetrics 1.0", "application/openmetrics-text;version=1.0", Text{}},
	{"OpenMetrics of an empty version", "application/openmetrics-text;version=", OpenMetrics{Version: OpenMetrics001}},
	{"OpenMetrics of a blank version", "application/openmetrics-text;version= ", OpenMetrics{Version: OpenMetrics001}},
	{"OpenMetrics 1.0.0 between quotes", `application/openmetrics-text;version="1.0.0"`, Text{}},
	{"OpenMetrics 1.0.0, upper case", "Application/OpenMetrics-Text;version=1.0.0", Text{}},
	{"OpenMetrics 1.0.0, upper case parameter", "application/openmetrics-text;Version=1.0.0", OpenMetrics{Version: OpenMetrics001}},
	{"OpenMetrics with a charset", "application/openmetrics-text;version=1.0.0; charset=utf-8", OpenMetrics{}},
	{"OpenMetrics with another charset", "application/openmetrics-text;version=1.0.0; charset=latin1", OpenMetrics{}},
	{"OpenMetrics with blanks", "  application/openmetrics-text  ;  version = 1.0.0  ; escaping = dots ", OpenMetrics{Scheme: DotsEscaping}},
	{"OpenMetrics with blanks around the slash", "application / openmetrics-text;version=1.0.0", OpenMetrics{}},
	{"OpenMetrics in protobuf", "application/openmetrics-protobuf;version=1.0.0", Text{}},
	{"version twice", "application/openmetrics-text;version=1.0.0;version=0.0.1", OpenMetrics{Version: OpenMetrics001}},
	{"version twice, once unknown", "application/openmetrics-text;version=1.0.0;version=3", Text{}},
	{"version of the text format", "application/openmetrics-text;version=0.0.4", Text{}},
	{"text in a version of OpenMetrics", "text/plain;version=0.0.1", Text{}},
	{"underscores", "application/openmetrics-text;version=1.0.0;escaping=underscores", OpenMetrics{}},
	{"dots", "application/openmetrics-text;version=1.0.0;escaping=dots", OpenMetrics{Scheme: DotsEscaping}},
	{"values", "application/openmetrics-text;version=1.0.0;escaping=values", OpenMetrics{Scheme: ValueEncodingEscaping}},
	{"UTF-8", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8", OpenMetrics{Scheme: NoEscaping}},
	{"unknown scheme", "application/openmetrics-text;version=1.0.0;escaping=utf-8", OpenMetrics{}},
	{"scheme in front of the version", "application/openmetrics-text;escaping=values;version=1.0.0", OpenMetrics{Scheme: ValueEncodingEscaping}},
	{"scheme of 0.0.1", "application/openmetrics-text;version=0.0.1;escaping=dots", OpenMetrics{Version: OpenMetrics001, Scheme: DotsEscaping}},
	{"scheme of a version that is not offered", "application/openmetrics-text;version=2.0.0;escaping=dots,application/openmetrics-text;version=1.0.0;q=0.9", OpenMetrics{Scheme: DotsEscaping}},
	{"scheme of text that comes after", "application/openmetrics-text;version=1.0.0,text/plain;escaping=dots;q=0.5", OpenMetrics{}},
	{"scheme of text that comes first, in a version that is not offered", "text/plain;version=1.0.0;escaping=dots,application/openmetrics-text;version=1.0.0;q=0.5", OpenMetrics{Scheme: DotsEscaping}},
	{"scheme of a wildcard that comes first", "*/*;escaping=values,application/openmetrics-text;version=1.0.0;q=0.5", OpenMetrics{}},
	{"scheme of a type that is not offered", "application/json;escaping=values,application/openmetrics-text;version=0.0.1;q=0.5", OpenMetrics{Version: OpenMetrics001, Scheme: ValueEncodingEscaping}},
	{"text first", "text/plain,application/openmetrics-text;version=1.0.0", Text{}},
	{"text second", "application/openmetrics-text;version=1.0.0,text/plain", OpenMetrics{}},
	{"text by q", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.6", Text{}},
	{"OpenMetrics by q", "text/plain;q=0.5,application/openmetrics-text;version=1.0.0;q=0.6", OpenMetrics{}},
	{"0.0.1 by q", "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.6", OpenMetrics{Version: OpenMetrics001}},
	{"no version first", "application/openmetrics-text,application/openmetrics-text;version=1.0.0", OpenMetrics{Version: OpenMetrics001}},
	{"q of 0", "application/openmetrics-text;version=1.0.0;q=0", OpenMetrics{}},
	{"q that is no number", "application/openmetrics-text;version=1.0.0;q=high,text/plain;q=0.1", Text{}},
	{"q above 1", "text/plain,application/openmetrics-text;version=1.0.0;q=2", OpenMetrics{}},
	{"text 1.0.0 and OpenMetrics", "text/plain;version=1.0.0,application/openmetrics-text;version=0.0.1", OpenMetrics{Version: OpenMetrics001}},
	{"any application", "application/*", Text{}},
	{"any application, 1.0.0", "application/*;version=1.0.0", OpenMetrics{}},
	{"any application, 0.0.1", "application/*;version=0.0.1;escaping=dots", OpenMetrics{Version: OpenMetrics001, Scheme: DotsEscaping}},
	{"anything, 1.0.0", "*/*;version=1.0.0", OpenMetrics{}},
	{"anything, 0.0.1", "*/*;version=0.0.1", OpenMetrics{Version: OpenMetrics001}},
	{"anything, 0.0.4", "*/*;version=0.0.4;escaping=values", Text{ValueEncodingEscaping}},
	{"any OpenMetrics", "*/openmetrics-text", Text{}},
	{"any OpenMetrics, 1.0.0", "*/openmetrics-text;version=1.0.0", OpenMetrics{}},
	{"a wildcard behind OpenMetrics", "*/*;version=0.0.4,application/openmetrics-text;version=1.0.0", OpenMetrics{}},
	{"a wildcard with the higher q", "*/*;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.1", OpenMetrics{}},
	{"a wildcard with the higher q, behind", "application/openmetrics-text;version=1.0.0;q=0.1,*/*;version=0.0.4;q=0.9", Text{}},
	{"nothing before the slash", "/openmetrics-text;version=1.0.0", Text{}},
	{"nothing after the slash", "application/;version=1.0.0", Text{}},
	{"three parts", "application/openmetrics-text/x;version=1.0.0", Text{}},
	{"commas", ",,application/openmetrics-text;version=1.0.0,,", OpenMetrics{}},
	{"a comma in quotes", `a/b;x="1,application/openmetrics-text;version=1.0.0"`, Text{}},
	{"more clauses than there is room for", strings.Repeat("a/b;escaping=dots;q=0.5,", 20) + "application/openmetrics-text;version=1.0.0;q=0.1", OpenMetrics{Scheme: DotsEscaping}},
}

// offersOf returns the rows of the formats.
func offersOf(formats []OpenMetrics) []Offer {
	var offers []Offer
	for _, format := range formats {
		offers = append(offers, format.Offer())
	}
	return offers
}

func TestNegotiateOpenMetrics(t *testing.T) {
	offers := offersOf([]OpenMetrics{{}, {Version: OpenMetrics001}})
	for _, tt := range openMetricsAccepts {
		t.Run(tt.name, func(t *testing.T) {
			if got := Negotiate(tt.accept, offers); got != tt.want {
				t.Errorf("Accept: %s\ngot  %+v\nwant %+v", tt.accept, got, tt.want)
			}
		})
	}
}

// A format that is not offered is not the answer, whatever is asked for.
func TestNegotiateOffers(t *testing.T) {
	const accept = "application/openmetrics-text;version=1.0.0;escaping=dots,application/openmetrics-text;version=0.0.1;escaping=values;q=0.9"
	tests := []struct {
		offers []OpenMetrics
		want   Format
	}{
		{nil, Text{ValueEncodingEscaping}},
		{[]OpenMetrics{{Created: true}}, OpenMetrics{Scheme: DotsEscaping, Created: true}},
		{[]OpenMetrics{{Version: OpenMetrics001}}, OpenMetrics{Version: OpenMetrics001, Scheme: ValueEncodingEscaping}},
		{[]OpenMetrics{{Version: OpenMetrics001}, {}}, OpenMetrics{Scheme: DotsEscaping}},
		{[]OpenMetrics{{Scheme: NoEscaping}}, OpenMetrics{Scheme: DotsEscaping}},
	}
	for _, tt := range tests {
		if got := Negotiate(accept, offersOf(tt.offers)); got != tt.want {
			t.Errorf("offers %+v: got %+v, want %+v", tt.offers, got, tt.want)
		}
	}
}

// Negotiating needs no memory but for the answer, which is a Format.
func TestNegotiateOpenMetricsAllocs(t *testing.T) {
	offers := offersOf([]OpenMetrics{{Created: true}, {Version: OpenMetrics001, Created: true}})
	for _, tt := range openMetricsAccepts[:18] {
		if got := testing.AllocsPerRun(100, func() { Negotiate(tt.accept, offers) }); got > 1 {
			t.Errorf("Accept: %s\ngot  %v allocations\nwant at most 1", tt.accept, got)
		}
	}
}
