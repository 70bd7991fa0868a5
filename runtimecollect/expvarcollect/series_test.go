package expvarcollect

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// names are those of the labels in the tests, as many as there are.
var names = []string{"a", "b", "c"}

var readTests = []struct {
	name   string
	text   string
	labels int
	want   []string
}{
	{"int", `42`, 0, []string{`42`}},
	{"negative", `-7`, 0, []string{`-7`}},
	{"float", ` 1.5e-3 `, 0, []string{`0.0015`}},
	{"large", `18446744073709551615`, 0, []string{`1.8446744073709552e+19`}},
	{"true", `true`, 0, []string{`1`}},
	{"false", `false`, 0, []string{`0`}},
	{"null", `null`, 0, nil},
	{"string", `"42"`, 0, nil},
	{"array", `[1, 2, [3]]`, 0, nil},
	{"empty array", `[ ]`, 0, nil},
	{"map without a label", `{"x": 1, "y": {"z": 2}}`, 0, nil},
	{"map", `{"x": 1, "y": true}`, 1, []string{`a="x" 1`, `a="y" 1`}},
	{"number for a label", `1`, 1, nil},
	{"empty map", `{ }`, 1, nil},
	{"no blanks", `{"x":1,"y":2}`, 1, []string{`a="x" 1`, `a="y" 2`}},
	{"all blanks", "\t{\n\"x\" :\r1 ,\n \"y\": 2 }\n", 1, []string{`a="x" 1`, `a="y" 2`}},
	{"what is no number is ignored", `{"s": "1", "n": null, "l": [1], "m": {"x": 1}, "v": 1}`, 1, []string{`a="v" 1`}},
	{"map of maps", `{"404": {"GET": 13, "POST": 3}, "200": {"GET": 212, "POST": 11}}`, 2,
		[]string{`a="200",b="GET" 212`, `a="200",b="POST" 11`, `a="404",b="GET" 13`, `a="404",b="POST" 3`}},
	{"too deep and not deep enough", `{"x": 1, "y": {"z": 2, "d": {"e": 3}}}`, 2, []string{`a="y",b="z" 2`}},
	{"map in an array", `{"x": [{"y": 1}], "y": {"z": 2}}`, 2, []string{`a="y",b="z" 2`}},
	{"three labels", `{"x": {"y": {"z": 1}, "u": {"v": 2}}}`, 3, []string{`a="x",b="u",c="v" 2`, `a="x",b="y",c="z" 1`}},
	{"empty key", `{"": 1}`, 1, []string{`a="" 1`}},
	{"escapes", `{"\"\\\/\b\f\n\r\t": 1}`, 1, []string{"a=\"\\\"\\\\/\b\f\\n\r\t\" 1"}},
	{"escapes by number", `{"\u003c\u00e9\u20ac": 1}`, 1, []string{`a="<é€" 1`}},
	{"escapes in two halves", `{"\ud83d\ude00\uD834\uDD1E": 1}`, 1, []string{`a="😀𝄞" 1`}},
	{"halves alone", `{"\ud83dx\ude00\ud83d\u0041": 1}`, 1, []string{"a=\"\uFFFDx\uFFFD\uFFFDA\" 1"}},
	{"not UTF-8", "{\"x\xff\xfe\": 1}", 1, []string{"a=\"x\uFFFD\uFFFD\" 1"}},
	{"not a number, as expvar.Float has it", `{"n": NaN, "p": +Inf, "q": -Inf}`, 1, []string{`a="n" NaN`, `a="p" +Inf`, `a="q" -Inf`}},
}

func TestReadSeries(t *testing.T) {
	for _, test := range readTests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readSeries(test.text, names[:test.labels])
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// lines returns the series as a page without names would have them.
func lines(list []series) []string {
	var lines []string
	for _, s := range list {
		line := []byte(s.labels.String())
		if len(line) > 0 {
			line = append(line, ' ')
		}
		lines = append(lines, string(expfmt.AppendFloat(line, s.value)))
	}
	return lines
}

func TestReadErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", ``, `byte 0: expected a value, found the end of the text`},
		{"word", `{"x": yes}`, `byte 6: expected a value, found "yes}"`},
		{"out of range", `1e999`, `byte 0: expected a value, found "1e999"`},
		{"more behind", `1 2`, `byte 2: expected the end of the text, found "2"`},
		{"no key", `{1: 2}`, `byte 1: expected a string between quotes, found "1: 2}"`},
		{"no colon", `{"x" 1}`, `byte 5: expected a colon, found "1}"`},
		{"no value", `{"x": }`, `byte 6: expected a value, found "}"`},
		{"no comma", `{"x": 1 "y": 2}`, `byte 8: expected a comma or '}', found "\"y\": 2}"`},
		{"comma at the end", `{"x": 1,}`, `byte 8: expected a string between quotes, found "}"`},
		{"comma at the end of an array", `[1,]`, `byte 3: expected a value, found "]"`},
		{"open map", `{"x": 1`, `byte 7: expected a comma or '}', found the end of the text`},
		{"open array", `[1`, `byte 2: expected a comma or ']', found the end of the text`},
		{"open string", `{"x`, `byte 3: expected a closing quote, found the end of the text`},
		{"open escape", `"\`, `byte 1: expected an escape, found "\\"`},
		{"no escape", `"\x"`, `byte 1: expected an escape, found "\\x\""`},
		{"no number in an escape", `"\u12G4"`, `byte 1: expected an escape, found "\\u12G4\""`},
		{"short number in an escape", `"\u12`, `byte 1: expected an escape, found "\\u12"`},
		{"long text", `what a text this is, so long`, `byte 0: expected a value, found "what a text this is,"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readSeries(test.text, nil)
			if err == nil || err.Error() != test.want {
				t.Errorf("%s\ngot  %v\nwant %s", test.text, err, test.want)
			}
			if got != nil {
				t.Errorf("got %v beside the error", got)
			}
		})
	}
}

// plainSeries is readSeries, written with encoding/json.
func plainSeries(v any, names []string, labels []expfmt.Label) []series {
	if len(labels) == len(names) {
		set, err := expfmt.Labels(labels...)
		if err != nil {
			panic(err)
		}
		switch v := v.(type) {
		case float64:
			return []series{{set, v}}
		case bool:
			return []series{{set, map[bool]float64{true: 1}[v]}}
		}
		return nil
	}
	var all []series
	m, _ := v.(map[string]any)
	for key, value := range m {
		label := expfmt.Label{Name: names[len(labels)], Value: key}
		all = append(all, plainSeries(value, names, append(slices.Clip(labels), label))...)
	}
	slices.SortFunc(all, func(a, b series) int { return a.labels.Compare(b.labels) })
	return all
}

// What encoding/json reads is read, with the same result. It drops all but
// the last of the members of one key, so it is asked for a text without
// such first.
func FuzzReadSeries(f *testing.F) {
	for _, test := range readTests {
		f.Add(test.text, uint8(test.labels))
	}
	f.Fuzz(func(t *testing.T, text string, labels uint8) {
		names := names[:labels%4]
		_, err := readSeries(text, names)
		var v any
		if json.Unmarshal([]byte(text), &v) != nil {
			return // at least there was no panic
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		unique, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readSeries(string(unique), names)
		if err != nil {
			t.Fatalf("%q: %v", unique, err)
		}
		if diff := cmp.Diff(lines(plainSeries(v, names, nil)), lines(got)); diff != "" {
			t.Errorf("%q (-encoding/json +got):\n%s", unique, diff)
		}
	})
}

// Every float comes back as it was.
func TestReadFloats(t *testing.T) {
	for _, v := range []float64{0, 0.1, 1e21, 123456789.125, math.MaxFloat64, math.SmallestNonzeroFloat64, -math.Pi} {
		text := strconv.FormatFloat(v, 'g', -1, 64)
		got, err := readSeries(text, nil)
		if err != nil || len(got) != 1 || got[0].value != v {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
}
