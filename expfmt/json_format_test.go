package expfmt

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// A jsonFormat is a third format in a file of its own: a page is an array
// of families, each with an array of [labels, value].
type jsonFormat struct{}

var jsonOffer = Offer{
	Type: "application", Subtype: "json", Version: "1", ImpliedVersion: "1",
	Format: func(Scheme) Format { return jsonFormat{} },
}

// jsonPreparation prepares the begin of a family.
var jsonPreparation = preparation{
	family: func(f *Family, name string) any {
		return `{"name":` + strconv.Quote(name) + `,"type":"` + f.Type().String() + `","series":[`
	},
	bounds: func(b *Bounds) any { return "," + strconv.Itoa(b.Len()) },
}

func (jsonFormat) ContentType() string { return "application/json; version=1" }
func (jsonFormat) CutsFamilies() bool  { return false }

func (jsonFormat) AppendFamily(dst []byte, f *Family, index int) []byte {
	dst = append(dst, "[,"[min(index, 1)])
	return append(dst, f.prepared(&jsonPreparation, NoEscaping).(string)...)
}

func (j jsonFormat) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	return j.AppendPoint(dst, f, l, &Point{Value: v})
}

func (jsonFormat) AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte {
	dst = append(strconv.AppendQuote(append(dst, '['), l.String()), ',')
	if f.Type().Scalar() {
		return append(AppendFloat(dst, p.Value), "],"...)
	}
	dst = strconv.AppendUint(dst, p.Count, 10)
	bounds, _ := p.Bounds.prepared(&jsonPreparation).(string)
	return append(append(dst, bounds...), "],"...)
}

// AppendFamilyEnd cuts the comma behind the last series.
func (jsonFormat) AppendFamilyEnd(dst []byte, _ int, _ *Family) []byte {
	return append(dst[:len(dst)-len(",")], "]}"...)
}

func (jsonFormat) AppendEnd(dst []byte, families int) []byte {
	if families == 0 {
		dst = append(dst, '[')
	}
	return append(dst, ']')
}

func TestThirdFormat(t *testing.T) {
	series1, series2 := series{labels: labels("l", "1"), value: 1}, series{labels: labels("l", "2"), value: 2.5}
	histogram := series{point: &Point{Count: 3, Bounds: buckets(1, 2), Counts: []uint64{1, 2}}}
	tests := []struct {
		name     string
		families []family
		want     string
	}{
		{"no family", nil, `[]`},
		{"empty families", []family{{"a", "", TypeGauge, nil}, {"b", "", TypeGauge, nil}}, `[]`},
		{"a family", []family{{"a", "", TypeGauge, []series{series1}}}, `[{"name":"a","type":"gauge","series":[["l=\"1\"",1]]}]`},
		{
			"families, some empty",
			[]family{
				{"a", "", TypeGauge, nil},
				{"b", "", TypeGauge, []series{series1, series2}},
				{"c", "", TypeGauge, nil},
				{"d", "", TypeHistogram, []series{histogram}},
				{"e", "", TypeGauge, nil},
			},
			`[{"name":"b","type":"gauge","series":[["l=\"1\"",1],["l=\"2\"",2.5]]},{"name":"d","type":"histogram","series":[["",3,2]]}]`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(jsonFormat{}, nil)
			for range 2 {
				page.Reset(jsonFormat{})
				write(page, tt.families)
				if got := string(page.End()); got != tt.want {
					t.Errorf("\ngot  %s\nwant %s", got, tt.want)
				}
				if got, want := page.IsEmpty(), tt.want == "[]"; got != want {
					t.Errorf("IsEmpty: got %v, want %v", got, want)
				}
			}
		})
	}
}

// A column is appended value by value, and only between families may a part
// end.
func TestThirdFormatDrains(t *testing.T) {
	var sets []LabelSet
	var values []float64
	for i := range 5000 {
		sets, values = append(sets, labels("l", strconv.Itoa(i))), append(values, float64(i))
	}
	var parts []string
	page := NewPage(jsonFormat{}, nil)
	page.Drain(func(part []byte) { parts = append(parts, string(part)) })
	const families = 10
	for i := range families {
		f := MustFamily("g"+strconv.Itoa(i), "", TypeGauge)
		if page.Columns(f, false) != NoColumns {
			page.Column(f, sets, values, nil)
		}
	}
	if end := page.End(); len(end) > 0 {
		t.Errorf("got %d bytes that are not drained, want none", len(end))
	}
	var got []struct{ Series [][2]any }
	if err := json.Unmarshal([]byte(strings.Join(parts, "")), &got); err != nil {
		t.Fatal(err)
	}
	if len(parts) < 3 || len(got) != families || len(got[families-1].Series) != len(sets) {
		t.Errorf("got %d parts with %d families, want at least 3 with %d", len(parts), len(got), families)
	}
	for i, part := range parts[:len(parts)-1] {
		if !strings.HasSuffix(part, "]]}") {
			t.Errorf("part %d ends in %q, want the end of a family", i, part[len(part)-10:])
		}
	}
}

// A counter may have more to show than a value.
func TestThirdFormatTakesColumns(t *testing.T) {
	page := NewPage(jsonFormat{}, nil)
	for typ := range Type(len(types)) {
		if got, want := page.Columns(MustFamily("a", "", typ), false) != NoColumns, typ.Scalar() && typ != TypeCounter; got != want {
			t.Errorf("%v: got %v, want %v", typ, got, want)
		}
	}
}

func TestThirdFormatIsNegotiated(t *testing.T) {
	offers := []Offer{OpenMetrics{}.Offer(), jsonOffer}
	tests := []struct {
		accept string
		want   Format
	}{
		{"", Text{}},
		{"application/json", jsonFormat{}},
		{"application/json;version=1", jsonFormat{}},
		{"application/json;version=2", Text{}},
		{"application/openmetrics-text;version=1.0.0,application/json;q=0.5", OpenMetrics{}},
		{"application/openmetrics-text;version=1.0.0;q=0.5,application/json", jsonFormat{}},
	}
	for _, tt := range tests {
		if got := Negotiate(tt.accept, offers); got != tt.want {
			t.Errorf("Accept: %s\ngot  %#v\nwant %#v", tt.accept, got, tt.want)
		}
	}
}
