package expfmt

import (
	"regexp"
	"slices"
	"testing"
)

func TestNewFamily(t *testing.T) {
	f, err := NewFamily("my.seconds", "A \\ and a\nline.", TypeHistogram)
	if err != nil {
		t.Fatal(err)
	}
	if f.Name() != "my.seconds" || f.Help() != "A \\ and a\nline." || f.Type() != TypeHistogram {
		t.Errorf("got %q, %q, %v", f.Name(), f.Help(), f.Type())
	}
}

// A unit makes another family; the one without it stays as it was.
func TestWithUnit(t *testing.T) {
	f := MustFamily("request_seconds", "Time to serve.", TypeHistogram)
	with, err := f.WithUnit("seconds")
	if err != nil {
		t.Fatal(err)
	}
	if with.Unit() != "seconds" || f.Unit() != "" {
		t.Errorf("got the units %q and %q, want seconds and none", with.Unit(), f.Unit())
	}
	if with.Name() != f.Name() || with.Help() != f.Help() || with.Type() != f.Type() {
		t.Errorf("got %q, %q, %v", with.Name(), with.Help(), with.Type())
	}
	want := `expfmt: family "request_seconds": expected a unit in valid UTF-8, found "\xff"`
	if with, err := f.WithUnit("\xff"); err == nil || err.Error() != want || with != nil {
		t.Errorf("got %v, %v, want %s", with, err, want)
	}
}

func TestNewFamilyErrors(t *testing.T) {
	tests := []struct {
		name, help string
		typ        Type
		want       string
	}{
		{"", "", TypeGauge, `expfmt: "" is not a valid metric name`},
		{"a\xff", "", TypeGauge, `expfmt: "a\xff" is not a valid metric name`},
		{"a", "\xff", TypeGauge, `expfmt: family "a": expected a HELP text in valid UTF-8, found "\xff"`},
		{"a", "", TypeInfo + 1, `expfmt: family "a": expected a type, found number 8`},
	}
	for _, tt := range tests {
		f, err := NewFamily(tt.name, tt.help, tt.typ)
		if err == nil || err.Error() != tt.want || f != nil {
			t.Errorf("got %v, %v, want %s", f, err, tt.want)
		}
	}
}

func TestMustFamilyPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("got no panic for a family without a name")
		}
	}()
	MustFamily("", "", TypeGauge)
}

// The zero Family and a nil *Family can be asked, and have no name.
func TestNilFamily(t *testing.T) {
	for _, f := range []*Family{nil, {}} {
		if f.Name() != "" || f.Help() != "" || f.Unit() != "" || f.Type() != TypeUntyped || f.SampleNames() != nil {
			t.Errorf("got %q, %q, %q, %v, %q", f.Name(), f.Help(), f.Unit(), f.Type(), f.SampleNames())
		}
	}
}

// The names of the samples are those that stand on a page.
func TestSampleNames(t *testing.T) {
	name := regexp.MustCompile(`(?m)^[a-z_]+`)
	for typ := range Type(len(types)) {
		f := MustFamily("f", "", typ)
		page := NewPage(Text{}, nil)
		switch typ {
		case TypeHistogram, TypeGaugeHistogram:
			page.Point(f, LabelSet{}, &Point{Bounds: buckets(1), Counts: []uint64{0}})
		case TypeSummary:
			page.Point(f, LabelSet{}, &Point{Bounds: quantiles(1), Values: []float64{0}})
		default:
			page.Value(f, LabelSet{}, 1)
		}
		want := slices.Compact(name.FindAllString(string(page.End()), -1))
		if got := f.SampleNames(); !slices.Equal(got, want) {
			t.Errorf("%v: got %q, want %q", typ, got, want)
		}
	}
}
