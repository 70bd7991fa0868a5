package expfmt

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A family is a Family with its series, as tables spell them.
type family struct {
	name, help string
	typ        Type
	series     []series
}

// A series is written as a Value, or as a Point if there is one.
type series struct {
	labels LabelSet
	value  float64
	point  *Point
}

// write writes families into enc, as a collector would.
func write(enc Encoder, families []family) {
	for _, written := range families {
		f := MustFamily(written.name, written.help, written.typ)
		for _, s := range written.series {
			if s.point != nil {
				enc.Point(f, s.labels, s.point)
			} else {
				enc.Value(f, s.labels, s.value)
			}
		}
	}
}

// A recorder is an Encoder that undoes write.
type recorder struct {
	families []family
	last     *Family
}

func (r *recorder) Value(f *Family, l LabelSet, v float64) { r.add(f, series{labels: l, value: v}) }

func (r *recorder) Point(f *Family, l LabelSet, p *Point) {
	kept := *p
	kept.Counts, kept.Values = slices.Clone(p.Counts), slices.Clone(p.Values)
	r.add(f, series{labels: l, point: &kept})
}

func (r *recorder) add(f *Family, s series) {
	if f != r.last {
		r.last = f
		r.families = append(r.families, family{name: f.Name(), help: f.Help(), typ: f.Type()})
	}
	last := &r.families[len(r.families)-1]
	last.series = append(last.series, s)
}

// same makes families comparable: NaN is NaN, and no slice an empty one.
var same = cmp.Options{
	cmp.AllowUnexported(family{}, series{}, LabelSet{}),
	cmp.Comparer(func(a, b *Bounds) bool {
		return (a == nil) == (b == nil) && slices.Equal(a.At(), b.At()) && slices.Equal(a.labels(), b.labels())
	}),
	cmp.Comparer(func(a, b float64) bool { return a == b || a != a && b != b }),
	cmp.Comparer(func(a, b []uint64) bool { return slices.Equal(a, b) }),
}

// labels returns the set of name and value, name and value.
func labels(pairs ...string) LabelSet {
	var all []Label
	for pair := range slices.Chunk(pairs, 2) {
		all = append(all, Label{pair[0], pair[1]})
	}
	set, err := Labels(all...)
	if err != nil {
		panic(err)
	}
	return set
}

func buckets(upper ...float64) *Bounds {
	b, err := Buckets(upper)
	if err != nil {
		panic(err)
	}
	return b
}

func quantiles(at ...float64) *Bounds {
	b, err := Quantiles(at)
	if err != nil {
		panic(err)
	}
	return b
}

func TestPageHeadsFamiliesOnce(t *testing.T) {
	page := NewPage(Text{}, nil)
	f := MustFamily("a", "", TypeGauge)
	page.Value(f, labels("l", "1"), 1)
	page.Point(f, labels("l", "2"), &Point{Value: 2})
	page.Point(MustFamily("b", "", TypeGauge), LabelSet{}, &Point{Value: 3})

	got := string(page.End())
	want := "# HELP a \n# TYPE a gauge\n" + `a{l="1"} 1` + "\n" + `a{l="2"} 2` + "\n" +
		"# HELP b \n# TYPE b gauge\nb 3\n"
	if got != want {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
}

func TestPageWithoutFamilies(t *testing.T) {
	if got := NewPage(Text{}, nil).End(); len(got) != 0 {
		t.Errorf("got %q, want an empty page", got)
	}
}

// A page overwrites the memory it is given, and keeps it from one Reset to
// the next. Nothing of what was on it before is left, the family of the last series least.
func TestPageReset(t *testing.T) {
	buf := make([]byte, 64, 256)
	page := NewPage(Text{ValueEncodingEscaping}, buf)
	if page.Format() != (Text{ValueEncodingEscaping}) || page.Cap() != 256 {
		t.Errorf("got %v with room for %d, want %v and 256", page.Format(), page.Cap(), Text{ValueEncodingEscaping})
	}
	f := MustFamily("a.b", "", TypeGauge)
	page.Value(f, LabelSet{}, 1)
	before := page.End()

	page.Reset(Text{NoEscaping})
	page.Value(f, LabelSet{}, 1)
	after := page.End()

	if want := "# HELP \"a.b\" \n# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n"; string(after) != want {
		t.Errorf("\ngot  %q\nwant %q", after, want)
	}
	if &before[0] != &buf[0] || &after[0] != &buf[0] || page.Cap() != 256 {
		t.Error("the page did not stay in the memory it was given")
	}
}

// A scrape must not leave garbage behind: a series appends bytes that were
// prepared, and digits, to a page that is large enough from the last time.
// What could allocate is a value that moves to the heap because it passes
// through the Format interface, or a name that is escaped anew.
func TestPageAllocatesNothing(t *testing.T) {
	var (
		counter   = MustFamily("requests_total", "Requests served.", TypeCounter)
		histogram = MustFamily("request_seconds", "Time to serve.", TypeHistogram)
		summary   = MustFamily("pause_seconds", "Time of pauses.", TypeSummary)
		dotted    = MustFamily("requests.total", "Requests served.", TypeCounter)
		set       = labels("code", "200", "method", "get")
		quoted    = labels("http.code", "200")
		counts    = &Point{Count: 4, Sum: 1.25, Bounds: buckets(0.1, 1), Counts: []uint64{1, 3}}
		estimates = &Point{Count: 4, Sum: 1.25, Bounds: quantiles(0.5, 0.9), Values: []float64{0.1, 0.12345}}
		stamped   = &Point{Value: 1e9, Timestamp: 1395066363000, HasTimestamp: true}
	)
	tests := []struct {
		name   string
		scheme Scheme
		append func(Encoder)
	}{
		{"value", UnderscoreEscaping, func(enc Encoder) { enc.Value(counter, set, 1.5e9) }},
		{"point with a timestamp", UnderscoreEscaping, func(enc Encoder) { enc.Point(counter, set, stamped) }},
		{"histogram", UnderscoreEscaping, func(enc Encoder) { enc.Point(histogram, set, counts) }},
		{"summary", UnderscoreEscaping, func(enc Encoder) { enc.Point(summary, set, estimates) }},
		{"quoted names", NoEscaping, func(enc Encoder) { enc.Value(dotted, quoted, 1) }},
		{"escaped label names", ValueEncodingEscaping, func(enc Encoder) { enc.Value(counter, quoted, 1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(Text{tt.scheme}, make([]byte, 0, 4096))
			allocs := testing.AllocsPerRun(100, func() {
				page.Reset(page.Format())
				tt.append(page)
				page.End()
			})
			if allocs != 0 {
				t.Errorf("got %v allocations, want 0", allocs)
			}
		})
	}
}

// A page is empty as long as it has no series, whatever its format prints
// at the end.
func TestPageIsEmpty(t *testing.T) {
	for _, format := range []Format{Text{}, OpenMetrics{}} {
		page := NewPage(format, nil)
		if !page.IsEmpty() {
			t.Errorf("%T: got a page that is not empty, want no series on it", format)
		}
		if page.End(); !page.IsEmpty() {
			t.Errorf("%T: got a page that is not empty at its end, want no series on it", format)
		}
		page.Reset(format)
		page.Value(MustFamily("a", "", TypeGauge), LabelSet{}, 1)
		if page.IsEmpty() {
			t.Errorf("%T: got an empty page, want a series on it", format)
		}
		if page.Reset(format); !page.IsEmpty() {
			t.Errorf("%T: got a page that is not empty after Reset", format)
		}
	}
}

// Parts end with a line, and are the page that is not drained.
func TestPageDrain(t *testing.T) {
	for _, format := range []Format{Text{}, OpenMetrics{}} {
		fill := func(page *Page) {
			f := MustFamily("a", "", TypeGauge)
			for range 20_000 {
				page.Value(f, labels("l", "1"), 1)
			}
			page.Value(MustFamily("b", "", TypeGauge), LabelSet{}, 1)
		}
		whole, drained := NewPage(format, nil), NewPage(format, nil)
		fill(whole)
		want := string(whole.End())
		var got []byte
		parts := 0
		drained.Drain(func(part []byte) {
			if n := len(part); n > 0 && part[n-1] != '\n' {
				t.Errorf("%T: part %d does not end with a line", format, parts)
			}
			got = append(got, part...)
			parts++
		})
		fill(drained)
		drained.End()
		if string(got) != want || parts < 2 || drained.Len() != len(want) {
			t.Errorf("%T: got %d bytes in %d parts, Len %d, want %d in several", format, len(got), parts, drained.Len(), len(want))
		}
	}
}

// A page says what is wrong rather than print nonsense.
func TestPagePanics(t *testing.T) {
	tests := []struct {
		name string
		fill func(*Page)
		want string
	}{
		{"nil family", func(p *Page) { p.Value(nil, LabelSet{}, 1) }, "expfmt: series without a family"},
		{"zero family", func(p *Page) { p.Point(&Family{}, LabelSet{}, &Point{}) }, "expfmt: series without a family"},
		{"column of a zero family", func(p *Page) { p.Column(new(Family), make([]LabelSet, 1), make([]float64, 1), nil) }, "expfmt: series without a family"},
		{"nil point", func(p *Page) { p.Point(MustFamily("a", "", TypeGauge), LabelSet{}, nil) }, "expfmt: series without a point"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(Text{}, nil)
			defer func() {
				if got := recover(); got != tt.want {
					t.Errorf("got the panic %v, want %s", got, tt.want)
				}
				if got := page.End(); len(got) != 0 {
					t.Errorf("got %q, want an empty page", got)
				}
			}()
			tt.fill(page)
		})
	}
}

// TestColumns compares columns with the calls that they stand for.
func TestColumns(t *testing.T) {
	sets := []LabelSet{{}, labels("a", "1"), labels("a.b", "2"), labels("a", `"\`)}
	created := []int64{0, 1_795_728_633_106_929_016, -5, 1_795_728_634_000_000_000}
	for _, format := range []Format{Text{}, OpenMetrics{}, OpenMetrics{Created: true}, OpenMetrics2{}, Protobuf{}, Protobuf{NoEscaping, ProtobufText}, jsonFormat{}} {
		for typ := range Type(len(types)) {
			f := MustFamily("a_info", "", typ)
			for _, values := range [][]float64{{1, 1, 1, 1}, {1, 0, 1e6, 0.5}, {-1, 1, 2, 3}, {1, 2, -3, 4}, {1, 2, 3, math.NaN()}} {
				column, single := NewPage(format, nil), NewPage(format, nil)
				columns := column.Columns(f, false)
				switch columns {
				case NoColumns:
					continue
				case ValueColumns:
					column.Column(f, sets, values, nil)
				case CreatedColumns:
					column.Column(f, sets, values, created)
				}
				for i, set := range sets {
					if columns == CreatedColumns {
						single.Point(f, set, &Point{Value: values[i], Created: created[i]})
					} else {
						single.Value(f, set, values[i])
					}
				}
				if diff := cmp.Diff(string(single.End()), string(column.End())); diff != "" {
					t.Errorf("%#v, %v, %v: page (-calls +column):\n%s", format, typ, values, diff)
				}
				if got, want := len(column.Refused()), len(single.Refused()); got != want {
					t.Errorf("%#v, %v, %v: got %d errors, want %d", format, typ, values, got, want)
				}
			}
		}
	}
}

// TestWithoutCreated proves that a family without times of creation has none,
// whether its series are points or a column.
func TestWithoutCreated(t *testing.T) {
	for _, format := range []Format{OpenMetrics{Created: true}, OpenMetrics2{}, Protobuf{}} {
		for _, typ := range []Type{TypeCounter, TypeHistogram, TypeSummary} {
			bare := MustFamily("a_total", "", typ).WithoutCreated()
			if got := NewPage(format, nil).Columns(bare, false); got == CreatedColumns {
				t.Errorf("%#v, %v: got created columns, want none", format, typ)
			}
			with, without := NewPage(format, nil), NewPage(format, nil)
			with.Point(bare, LabelSet{}, &Point{Created: 1e18 + 1})
			without.Point(bare, LabelSet{}, &Point{})
			if got, want := string(with.End()), string(without.End()); got != want {
				t.Errorf("%#v, %v: got %q, want %q", format, typ, got, want)
			}
		}
	}
}

// A checkingFormat has no values and sums below 0.
type checkingFormat struct{ delimitedFormat }

var errBelow = errors.New("expected at least 0")

func (checkingFormat) CheckValue(f *Family, v float64) error {
	if v < 0 {
		return errBelow
	}
	return nil
}

func (c checkingFormat) CheckPoint(f *Family, p *Point) error { return c.CheckValue(f, p.Value) }

// A page omits a family with a refused series, wherever the series stands,
// and no other.
func TestPageOmitsRefusedFamilies(t *testing.T) {
	families := []family{
		{"a", "", TypeGauge, []series{{value: -1}, {labels: labels("l", "2"), value: -2}}},
		{"b", strings.Repeat("Large. ", 30_000), TypeGauge, []series{{value: 1}}},
		{"c", "", TypeGauge, []series{{value: 1}, {labels: labels("l", "2"), point: &Point{Value: -2}}, {labels: labels("l", "3"), value: 1}}},
		{"d", "", TypeGauge, []series{{value: 1}}},
		{"e", "", TypeGauge, []series{{value: -1}}},
	}
	want := []string{
		`expfmt: family "a": series {}: expected at least 0`,
		`expfmt: family "c": series {l="2"}: expected at least 0`,
		`expfmt: family "e": series {}: expected at least 0`,
	}
	for _, drained := range []bool{false, true} {
		var got []byte
		page := NewPage(checkingFormat{}, nil)
		if drained {
			page.Drain(func(part []byte) { got = append(got, part...) })
		}
		write(page, families)
		got = append(got, page.End()...)
		valid := NewPage(delimitedFormat{}, nil)
		write(valid, []family{families[1], families[3]})
		if want := valid.End(); !bytes.Equal(got, want) {
			t.Errorf("drained %v: got a page of %d bytes, want %d", drained, len(got), len(want))
		}
		var errs []string
		for _, err := range page.Refused() {
			errs = append(errs, err.Error())
		}
		if !slices.Equal(errs, want) {
			t.Errorf("drained %v: got the errors %q, want %q", drained, errs, want)
		}
		if page.Reset(checkingFormat{}); page.Refused() != nil || !page.IsEmpty() {
			t.Error("Reset: got errors of the page before")
		}
	}
}

// 1,000 families of a series each: what a page costs a family.
func BenchmarkPageFamilies(b *testing.B) {
	bounds := buckets(0.1, 1, 10)
	point := &Point{Sum: 1.5, Count: 5, Bounds: bounds, Counts: []uint64{1, 2, 3}}
	for _, format := range []Format{Text{}, OpenMetrics{}} {
		for _, typ := range []Type{TypeGauge, TypeHistogram} {
			b.Run(fmt.Sprintf("%T/%v", format, typ), func(b *testing.B) {
				var families []*Family
				for i := range 1000 {
					families = append(families, MustFamily(fmt.Sprintf("family_%03d", i), "Help.", typ))
				}
				page := NewPage(format, make([]byte, 0, 1<<20))
				for b.Loop() {
					page.Reset(format)
					for _, f := range families {
						if typ.Scalar() {
							page.Value(f, LabelSet{}, 1)
						} else {
							page.Point(f, LabelSet{}, point)
						}
					}
					page.End()
				}
			})
		}
	}
}
