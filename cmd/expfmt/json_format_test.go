package main

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

func labelSet(t *testing.T, labels ...expfmt.Label) expfmt.LabelSet {
	t.Helper()
	set, err := expfmt.Labels(labels...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// jsonTests are points and their members.
var jsonTests = []struct {
	name  string
	typ   expfmt.Type
	point expfmt.Point
	want  string
}{
	{"a value", expfmt.TypeGauge, expfmt.Point{Value: 1.5}, `"value":1.5`},
	{"no numbers", expfmt.TypeUntyped, expfmt.Point{Value: math.NaN()}, `"value":"NaN"`},
	{"infinite", expfmt.TypeGauge, expfmt.Point{Value: math.Inf(-1)}, `"value":"-Inf"`},
	{"a large number", expfmt.TypeGauge, expfmt.Point{Value: 1e21}, `"value":1e+21`},
	{"times", expfmt.TypeCounter, expfmt.Point{Value: 1, Created: 1_605_281_325_123_456_789, Timestamp: -1_500, HasTimestamp: true},
		`"value":1,"created":1605281325.123456789,"timestamp":-1.5`},
	{"small times", expfmt.TypeCounter, expfmt.Point{Created: 1_000_000, HasTimestamp: true}, `"value":0,"created":0.001,"timestamp":0.0`},
	{"exact times", expfmt.TypeCounter, expfmt.Point{CreatedSeconds: new(float64)}, `"value":0,"created":0`},
	{"an exemplar", expfmt.TypeCounter, expfmt.Point{Value: 2, Exemplar: &expfmt.Exemplar{Value: 1, Time: 2_500_000_000}},
		`"value":2,"exemplar":{"labels":{},"value":1,"timestamp":2.5}`},
	{"a summary", expfmt.TypeSummary, expfmt.Point{Count: 3, Sum: 4.5, Bounds: quantiles(0.5, 0.9), Values: []float64{1, math.NaN()}},
		`"count":3,"sum":4.5,"quantiles":[{"quantile":0.5,"value":1},{"quantile":0.9,"value":"NaN"}]`},
	{"half a summary", expfmt.TypeSummary, expfmt.Point{NoSum: true, NoCount: true}, `"quantiles":[]`},
	{"a histogram", expfmt.TypeHistogram, expfmt.Point{Count: 1 << 63, Sum: 4.5, Bounds: buckets(1, 2), Counts: []uint64{1, 2}, Exemplars: []*expfmt.Exemplar{nil, {Value: 2}, nil}},
		`"count":9223372036854775808,"sum":4.5,"buckets":[{"le":1,"count":1},{"le":2,"count":2,"exemplar":{"labels":{},"value":2}},{"le":"+Inf","count":9223372036854775808}]`},
	{"floats", expfmt.TypeGaugeHistogram, expfmt.Point{NoSum: true, Bounds: buckets(1), Floats: &expfmt.FloatCounts{Count: 0.5, Counts: []float64{-1}}},
		`"count":0.5,"buckets":[{"le":1,"count":-1},{"le":"+Inf","count":0.5}]`},
	{"a native histogram", expfmt.TypeHistogram, expfmt.Point{Count: 7, Sum: 8, Native: &expfmt.NativeHistogram{
		Schema: 1, ZeroThreshold: 0.125, ZeroCount: 1,
		Negative:  expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: 2, Length: 1}}, Counts: []uint64{3}},
		Positive:  expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: -1, Length: 2}, {Offset: 1, Length: 1}}, Counts: []uint64{1, 0, 2}},
		Exemplars: []*expfmt.Exemplar{{Value: 1, Time: 1e9}, {Value: 2, Time: 1e9}},
	}}, `"count":7,"sum":8,"native":{"schema":1,"zero_threshold":0.125,"zero_count":1,` +
		`"negative":[{"index":2,"low":-2,"high":-1.4142135623730951,"count":3}],` +
		`"positive":[{"index":-1,"low":0.5,"high":0.7071067811865476,"count":1},{"index":2,"low":1.4142135623730951,"high":2,"count":2}],` +
		`"exemplars":[{"labels":{},"value":1,"timestamp":1.0},{"labels":{},"value":2,"timestamp":1.0}]}`},
	{"native floats and classic buckets", expfmt.TypeHistogram, expfmt.Point{Bounds: buckets(1), Native: &expfmt.NativeHistogram{
		Schema:   -4,
		Positive: expfmt.NativeBuckets{Spans: []expfmt.Span{{Offset: 64, Length: 2}}},
	}, Floats: &expfmt.FloatCounts{Count: 1, Counts: []float64{1}, ZeroCount: 0.5, Positive: []float64{0.5, 0}}},
		`"count":1,"sum":0,"buckets":[{"le":1,"count":1},{"le":"+Inf","count":1}],"native":{"schema":-4,"zero_threshold":0,"zero_count":0.5,` +
			`"negative":[],"positive":[{"index":64,"low":2.7430620343968443e+303,"high":1.7976931348623157e+308,"count":0.5}]}`},
	{"no observations", expfmt.TypeHistogram, expfmt.Point{Native: &expfmt.NativeHistogram{Schema: 3}},
		`"count":0,"sum":0,"native":{"schema":3,"zero_threshold":0,"zero_count":0,"negative":[],"positive":[]}`},
}

func buckets(upper ...float64) *expfmt.Bounds {
	b, err := expfmt.Buckets(upper)
	if err != nil {
		panic(err)
	}
	return b
}

func quantiles(ranks ...float64) *expfmt.Bounds {
	b, err := expfmt.Quantiles(ranks)
	if err != nil {
		panic(err)
	}
	return b
}

func TestJSONFormat(t *testing.T) {
	for _, tt := range jsonTests {
		if err := tt.point.Check(tt.typ); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		page := expfmt.NewPage(jsonFormat{}, nil)
		page.Point(expfmt.MustFamily("a", "", tt.typ), expfmt.LabelSet{}, &tt.point)
		got := page.End()
		want := "[\n{\"name\":\"a\",\"type\":\"" + tt.typ.String() + "\",\"help\":\"\",\"series\":[\n{\"labels\":{}," + tt.want + "}\n]}\n]\n"
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		checkJSON(t, got)
	}
}

// checkJSON checks that a page is JSON, and that no object has a member twice.
func checkJSON(t *testing.T, page []byte) {
	t.Helper()
	var families []map[string]any
	if err := json.Unmarshal(page, &families); err != nil {
		t.Fatalf("%v in\n%s", err, page)
	}
	compact := new(bytes.Buffer)
	if err := json.Compact(compact, page); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(page))
	var members []map[string]bool
	isName := false
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			isObject := token == json.Delim('{')
			if isObject {
				members = append(members, map[string]bool{})
			} else {
				members = append(members, nil)
			}
			isName = isObject
			continue
		case json.Delim('}'), json.Delim(']'):
			members = members[:len(members)-1]
			isName = len(members) > 0 && members[len(members)-1] != nil
			continue
		}
		open := members[len(members)-1]
		if isName && open != nil {
			if open[token.(string)] {
				t.Errorf("the member %q comes twice in\n%s", token, page)
			}
			open[token.(string)] = true
		}
		isName = open != nil && !isName
	}
}

func TestJSONPage(t *testing.T) {
	page := expfmt.NewPage(jsonFormat{}, nil)
	if got := string(page.End()); got != "[\n]\n" {
		t.Errorf("without families: got %q", got)
	}
	page.Reset(jsonFormat{})
	a, err := expfmt.MustFamily("a", "A \"help\"\non\ttwo \\ lines\x00 β\u2028.", expfmt.TypeGauge).WithUnit("seconds")
	if err != nil {
		t.Fatal(err)
	}
	page.Value(a, labelSet(t, expfmt.Label{Name: "b", Value: "1\n"}, expfmt.Label{Name: "c.d", Value: "\"2\""}), 1)
	page.Value(a, labelSet(t, expfmt.Label{Name: "b", Value: "3"}), 2)
	page.Value(expfmt.MustFamily("b", "", expfmt.TypeInfo), expfmt.LabelSet{}, 1)
	want := "[\n{\"name\":\"a\",\"type\":\"gauge\",\"help\":\"A \\\"help\\\"\\non\\u0009two \\\\ lines\\u0000 β\u2028.\",\"unit\":\"seconds\",\"series\":[\n" +
		"{\"labels\":{\"b\":\"1\\n\",\"c.d\":\"\\\"2\\\"\"},\"value\":1},\n{\"labels\":{\"b\":\"3\"},\"value\":2}\n]},\n" +
		"{\"name\":\"b\",\"type\":\"info\",\"help\":\"\",\"series\":[\n{\"labels\":{},\"value\":1}\n]}\n]\n"
	got := page.End()
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkJSON(t, got)
	var families []struct{ Help string }
	if err := json.Unmarshal(got, &families); err != nil || families[0].Help != a.Help() {
		t.Errorf("got the HELP text %q, error %v, want %q", families[0].Help, err, a.Help())
	}
	if got := (jsonFormat{}).ContentType(); !strings.HasPrefix(got, "application/json") {
		t.Errorf("got the Content-Type %q", got)
	}
}
