package swap

import (
	"go/types"
	"math"
	"reflect"
	"strings"
	"testing"

	theirs "github.com/prometheus/client_model/go"

	ours "plainmetrics/registry/model"
)

// TestModelTypes compares the types of client_model's fields, getters,
// functions and constants with ours, and timestamppb's Timestamp with our
// Timestamp. TestNames compares the names.
func TestModelTypes(t *testing.T) {
	load := exporter(t)
	declarations := func(path string) map[string]string {
		pkg, err := load.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		return declared(pkg)
	}
	got := declarations("plainmetrics/registry/model")
	compare := func(path, prefix string) {
		compared := 0
		for name, want := range declarations(path) {
			if _, ok := got[name]; !ok || !strings.HasPrefix(name, prefix) {
				continue
			}
			compared++
			if got[name] != want {
				t.Errorf("%s: got %s, want %s", name, got[name], want)
			}
		}
		t.Logf("%s: compared %d declarations", path, compared)
		if compared == 0 {
			t.Errorf("%s: expected declarations to compare, found none", path)
		}
	}
	compare("github.com/prometheus/client_model/go", "")
	compare("google.golang.org/protobuf/types/known/timestamppb", "Timestamp.")
}

// declared returns the types of a package's declarations, of fields with
// their JSON names, and of methods. Types have no package paths.
func declared(pkg *types.Package) map[string]string {
	text := func(t types.Type) string { return types.TypeString(t, func(*types.Package) string { return "" }) }
	found := make(map[string]string)
	for _, name := range pkg.Scope().Names() {
		switch object := pkg.Scope().Lookup(name).(type) {
		case *types.Const:
			found[name] = text(object.Type()) + " = " + object.Val().String()
		case *types.TypeName:
			for selection := range types.NewMethodSet(types.NewPointer(object.Type())).Methods() {
				found[name+"."+selection.Obj().Name()] = text(selection.Obj().Type())
			}
			structure, ok := object.Type().Underlying().(*types.Struct)
			if !ok {
				found[name] = text(object.Type().Underlying())
				continue
			}
			for i := range structure.NumFields() {
				json := reflect.StructTag(structure.Tag(i)).Get("json")
				found[name+"."+structure.Field(i).Name()] = text(structure.Field(i).Type()) + " " + json
			}
		default:
			found[name] = text(object.Type())
		}
	}
	return found
}

// TestModelText compares the text of our structs with protobuf's, which has
// one or two spaces between fields, at random in each build.
func TestModelText(t *testing.T) {
	every := new(ours.MetricFamily)
	fill(reflect.ValueOf(every).Elem(), new(int))
	value := func(v float64) *ours.MetricFamily {
		return &ours.MetricFamily{Metric: []*ours.Metric{{Gauge: &ours.Gauge{Value: &v}}}}
	}
	help := func(s string) *ours.MetricFamily { return &ours.MetricFamily{Help: &s} }
	var control strings.Builder
	for r := range rune(0x180) {
		control.WriteRune(r)
		control.WriteByte(byte(r))
	}
	tests := []struct {
		name   string
		family *ours.MetricFamily
	}{
		{"nil", nil},
		{"empty", &ours.MetricFamily{}},
		{"every field", every},
		{"infinity", value(math.Inf(1))},
		{"negative infinity", value(math.Inf(-1))},
		{"not a number", value(math.NaN())},
		{"negative zero", value(math.Copysign(0, -1))},
		{"large", value(1e21)},
		{"small", value(5e-324)},
		{"large whole number", value(123456789)},
		{"each byte, and runes", help(strings.ReplaceAll(control.String(), " ", ""))},
		{"invalid UTF-8", help("\xef\xbf\uFFFD\xf0\x9f\x98\xed\xa0\x80é😀")},
		{"unknown type", &ours.MetricFamily{Type: ours.MetricType(9).Enum()}},
		{"zero timestamp", &ours.MetricFamily{Metric: []*ours.Metric{{Counter: &ours.Counter{CreatedTimestamp: &ours.Timestamp{}}}}}},
		{"nil elements", &ours.MetricFamily{Metric: []*ours.Metric{nil, {Label: []*ours.LabelPair{nil}}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var family *theirs.MetricFamily
			convert(reflect.ValueOf(&family).Elem(), reflect.ValueOf(test.family))
			want := strings.ReplaceAll(family.String(), "  ", " ")
			if got := test.family.String(); got != want {
				t.Errorf("\ngot  %s\nwant %s", got, want)
			}
		})
	}
}

// fill sets all fields below v to values that differ. Slices get two
// elements.
func fill(v reflect.Value, count *int) {
	*count++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), count)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), count)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), count)
		fill(v.Index(1), count)
	case reflect.String:
		v.SetString(strings.Repeat("x", *count%50))
	case reflect.Float64:
		v.SetFloat(float64(*count) / 8)
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(-*count))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*count))
	}
}

// convert sets to, of one of their types, to the value of from, of our type
// with the same fields.
func convert(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(to.Type().Elem()))
			convert(to.Elem(), from.Elem())
		}
	case reflect.Struct:
		for i := range from.NumField() {
			convert(to.FieldByName(from.Type().Field(i).Name), from.Field(i))
		}
	case reflect.Slice:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(to.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			convert(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from.Convert(to.Type()))
	}
}
