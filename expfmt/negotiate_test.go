package expfmt

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// acceptHeaders are Accept headers and the scheme of the text page that
// client_golang v1.25.0 answers them with. None asks for protobuf, which
// client_golang would send and we do not.
var acceptHeaders = []struct {
	name, accept string
	want         Scheme
}{
	{"none", "", UnderscoreEscaping},
	{"anything", "*/*", UnderscoreEscaping},
	{"anything, short", "*", UnderscoreEscaping},
	{"anything, shorter than short", "*/", UnderscoreEscaping},
	{"a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", UnderscoreEscaping},
	{"Prometheus 3", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", NoEscaping},
	{"Prometheus 3, legacy names", "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", UnderscoreEscaping},
	{"Prometheus 2", "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", UnderscoreEscaping},
	{"text", "text/plain", UnderscoreEscaping},
	{"text 0.0.4", "text/plain;version=0.0.4", UnderscoreEscaping},
	{"text 1.0.0", "text/plain;version=1.0.0", UnderscoreEscaping},
	{"OpenMetrics", "application/openmetrics-text", UnderscoreEscaping},

	{"underscores", "text/plain;escaping=underscores", UnderscoreEscaping},
	{"dots", "text/plain;escaping=dots", DotsEscaping},
	{"values", "text/plain;escaping=values", ValueEncodingEscaping},
	{"UTF-8", "text/plain;escaping=allow-utf-8", NoEscaping},
	{"unknown scheme", "text/plain;escaping=utf-8", UnderscoreEscaping},
	{"empty scheme", "text/plain;escaping=", UnderscoreEscaping},
	{"scheme in upper case", "text/plain;escaping=DOTS", UnderscoreEscaping},
	{"parameter in upper case", "text/plain;Escaping=dots", UnderscoreEscaping},
	{"scheme in quotes", `text/plain;escaping="dots"`, UnderscoreEscaping},
	{"blanks around", "  text/plain  ;  version=0.0.4  ;  escaping = dots  ", DotsEscaping},
	{"tabs around", "text/plain;\tescaping=dots", UnderscoreEscaping},
	{"scheme twice", "text/plain;escaping=dots;escaping=values", ValueEncodingEscaping},
	{"scheme twice, once empty", "text/plain;escaping=dots;escaping= ;x=y", UnderscoreEscaping},
	{"two equal signs", "text/plain;escaping=dots=values", UnderscoreEscaping},
	{"equal sign at the end", "text/plain;escaping=dots=", DotsEscaping},
	{"semicolons", ";;text/plain;escaping=dots", UnderscoreEscaping},

	{"scheme of a type that is not offered", "application/json;escaping=values", ValueEncodingEscaping},
	{"scheme of a version that is not offered", "text/plain;version=1.0.0;escaping=values", ValueEncodingEscaping},
	{"scheme of a wildcard", "*/*;escaping=values", ValueEncodingEscaping},
	{"the last scheme, if nothing fits", "a/b;escaping=dots,a/c;escaping=values", ValueEncodingEscaping},
	{"the scheme before the first that fits", "a/b;escaping=dots,text/plain,a/c;escaping=values", DotsEscaping},
	{"the scheme of the first that fits", "text/plain;escaping=dots,text/plain;escaping=values", DotsEscaping},
	{"a wildcard with the version fits", "*/*;version=0.0.4;escaping=dots;q=1,text/*;escaping=values;q=0.5", DotsEscaping},
	{"half a wildcard with the version fits", "text/*;version=0.0.4,a/*;escaping=values;q=0.5", UnderscoreEscaping},
	{"a wildcard without the version does not fit", "text/*,a/*;escaping=values;q=0.5", ValueEncodingEscaping},
	{"any type, plain", "*/plain;version=0.0.4,*/b;escaping=values;q=0.5", UnderscoreEscaping},

	{"by q", "text/plain;escaping=dots;q=0.1,text/plain;escaping=values;q=0.2", ValueEncodingEscaping},
	{"q in the middle", "text/plain;q=0.1;escaping=dots,text/plain;escaping=values;q=0.2", ValueEncodingEscaping},
	{"no q is 1", "text/plain;escaping=dots;q=0.9,text/plain;escaping=values", ValueEncodingEscaping},
	{"q above 1", "text/plain;escaping=dots,text/plain;escaping=values;q=7", ValueEncodingEscaping},
	{"q of 0 refuses nothing", "text/plain;escaping=dots;q=0", DotsEscaping},
	{"q that is no number is 0", "text/plain;escaping=dots;q=high,text/plain;escaping=values;q=0.1", ValueEncodingEscaping},
	{"q behind a blank is 0", "text/plain;escaping=dots;q= 1,text/plain;escaping=values;q=0.1", ValueEncodingEscaping},
	{"q below 0", "text/plain;escaping=dots;q=-1,text/plain;escaping=values;q=0", ValueEncodingEscaping},
	{"Q is not q", "text/plain;escaping=dots;Q=0.1,text/plain;escaping=values;q=0.2", DotsEscaping},
	{"equal q, wildcards last", "*/*;version=0.0.4;escaping=dots,text/plain;escaping=values", ValueEncodingEscaping},
	{"equal q, half wildcards last", "text/*;version=0.0.4;escaping=dots,text/plain;escaping=values", ValueEncodingEscaping},
	{"a wildcard with the higher q", "*/*;version=0.0.4;escaping=dots;q=0.9,text/plain;escaping=values;q=0.1", ValueEncodingEscaping},
	{"a wildcard with the higher q, behind", "text/plain;escaping=values;q=0.1,*/*;version=0.0.4;escaping=dots;q=0.9", DotsEscaping},

	{"no slash", "text;escaping=dots", UnderscoreEscaping},
	{"nothing after the slash", "text/;escaping=dots", UnderscoreEscaping},
	{"nothing before the slash", "/plain;escaping=dots", DotsEscaping},
	{"three parts", "text/plain/x;escaping=dots", UnderscoreEscaping},
	{"a slash at the end", "text/plain/;escaping=dots", DotsEscaping},
	{"type in upper case", "TEXT/PLAIN,a/b;escaping=dots;q=0.5", DotsEscaping},
	{"commas", ",,text/plain;escaping=dots,,", DotsEscaping},
	{"a comma in quotes", `a/b;x="1,text/plain;escaping=dots"`, UnderscoreEscaping},
	{"more clauses than there is room for", strings.Repeat("a/b;escaping=dots;q=0.5,", 20) + "text/plain;escaping=values;q=0.1", ValueEncodingEscaping},
}

func TestNegotiate(t *testing.T) {
	for _, test := range acceptHeaders {
		t.Run(test.name, func(t *testing.T) {
			if got := Negotiate(test.accept, nil); got != (Text{test.want}) {
				t.Errorf("Accept: %s\ngot  %v\nwant %v", test.accept, got, Text{test.want})
			}
		})
	}
}

// A header whose clauses have the same q and no wildcards is read from left
// to right, so the answer to it does not depend on how clauses are sorted.
func FuzzNegotiate(f *testing.F) {
	for _, test := range acceptHeaders {
		f.Add(test.accept)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		got, ok := Negotiate(accept, nil).(Text)
		if !ok || got.Scheme > NoEscaping {
			t.Fatalf("Accept: %s\ngot  %v\nwant a text format", accept, got)
		}
		if strings.ContainsAny(accept, "*q") {
			return
		}
		if want := leftToRight(accept); got.Scheme != want {
			t.Errorf("Accept: %s\ngot  %v\nwant %v", accept, got.Scheme, want)
		}
	})
}

// leftToRight is the simple twin of Negotiate for headers in which the
// clauses stand in the order in which they are tried.
func leftToRight(accept string) Scheme {
	scheme := UnderscoreEscaping
	for clause := range strings.SplitSeq(accept, ",") {
		parts := strings.Split(strings.Trim(clause, " "), ";")
		media := strings.Split(strings.TrimSuffix(parts[0], "/"), "/")
		if len(media) != 2 {
			continue
		}
		params := map[string]string{}
		for _, param := range parts[1:] {
			if pair := strings.Split(strings.TrimSuffix(param, "="), "="); len(pair) == 2 {
				params[strings.Trim(pair[0], " ")] = strings.Trim(pair[1], " ")
			}
		}
		if s, ok := ParseScheme(params["escaping"]); ok {
			scheme = s
		}
		version := params["version"]
		if strings.Trim(media[0], " ") == "text" && strings.Trim(media[1], " ") == "plain" && (version == "" || version == "0.0.4") {
			break
		}
	}
	return scheme
}

// The insertion sort and sort.Sort put clauses in the same order up to the
// limit, also those that before does not order.
func TestInsertionSortIsSort(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 10000 {
		want := make([]clause, rng.IntN(insertionSortLimit+1))
		for i := range want {
			want[i] = clause{
				major: [...]string{"*", "text", "application"}[rng.IntN(3)], minor: [...]string{"*", "plain"}[rng.IntN(2)],
				version: strconv.Itoa(i), q: float64(rng.IntN(4)),
			}
		}
		got := slices.Clone(want)
		(*preferences)(&got).insertionSort()
		sort.Sort((*preferences)(&want))
		if !slices.Equal(got, want) {
			t.Fatalf("\ngot  %v\nwant %v", got, want)
		}
	}
}

// Negotiating is a part of every scrape, and needs no memory: clauses are
// parts of the header, and there is room on the stack for more of them
// than Prometheus sends.
func TestNegotiateAllocs(t *testing.T) {
	for _, test := range acceptHeaders[:12] {
		if got := testing.AllocsPerRun(100, func() { Negotiate(test.accept, nil) }); got != 0 {
			t.Errorf("Accept: %s\ngot  %v allocations\nwant none", test.accept, got)
		}
	}
}

func BenchmarkNegotiate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Negotiate(acceptHeaders[5].accept, nil)
	}
}

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

// An Offer with parameters fits clauses that have all of them, whatever
// their order, wildcards included.
func TestNegotiateParams(t *testing.T) {
	offers := []Offer{{
		Type: "application", Subtype: "vnd.example", Params: []string{"proto=Family", "encoding=delimited"},
		Format: func(Scheme) Format { return jsonFormat{} },
	}}
	for _, tt := range []struct {
		name, accept string
		fits         bool
	}{
		{"all", "application/vnd.example;proto=Family;encoding=delimited", true},
		{"in another order, with blanks and more", "application/vnd.example; encoding = delimited; q=0.5; proto=Family; escaping=dots", true},
		{"one is missing", "application/vnd.example;proto=Family", false},
		{"another value", "application/vnd.example;proto=Other;encoding=delimited", false},
		{"a wildcard", "*/*;proto=Family;encoding=delimited", true},
		{"a wildcard for the subtype", "application/*;proto=Family;encoding=delimited", true},
		{"a version, which the offer does not have", "application/vnd.example;version=1;proto=Family;encoding=delimited", true},
		{"a wildcard alone", "*/*", false},
		{"no header", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := Negotiate(tt.accept, offers).(jsonFormat); got != tt.fits {
				t.Errorf("Accept: %s: got the offer: %v, want %v", tt.accept, got, tt.fits)
			}
		})
	}
}
