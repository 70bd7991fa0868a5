package model

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

// structs has a nil pointer to each struct of the package.
var structs = []any{
	(*MetricFamily)(nil), (*Metric)(nil), (*LabelPair)(nil), (*Exemplar)(nil), (*Timestamp)(nil),
	(*Counter)(nil), (*Gauge)(nil), (*Untyped)(nil), (*Summary)(nil), (*Quantile)(nil),
	(*Histogram)(nil), (*Bucket)(nil), (*BucketSpan)(nil),
}

// TestNil calls each getter, and String, of each struct without fields and
// of nil.
func TestNil(t *testing.T) {
	for _, null := range structs {
		typ := reflect.TypeOf(null)
		t.Run(typ.Elem().Name(), func(t *testing.T) {
			for i := range typ.NumMethod() {
				method := typ.Method(i)
				if !strings.HasPrefix(method.Name, "Get") {
					continue
				}
				for _, value := range []reflect.Value{reflect.ValueOf(null), reflect.New(typ.Elem())} {
					if got := value.MethodByName(method.Name).Call(nil)[0]; !got.IsZero() {
						t.Errorf("%s of %v: got %v, want the zero value", method.Name, value, got)
					}
				}
			}
			if got := reflect.ValueOf(null).MethodByName("String").Call(nil)[0].String(); got != "<nil>" {
				t.Errorf("String of nil: got %q, want <nil>", got)
			}
		})
	}
}

// TestFields sets each field, calls the getter of the field, and resets the
// struct.
func TestFields(t *testing.T) {
	for _, null := range structs {
		typ := reflect.TypeOf(null).Elem()
		t.Run(typ.Name(), func(t *testing.T) {
			value := reflect.New(typ)
			for i := range typ.NumField() {
				field := value.Elem().Field(i)
				want := fill(field)
				got := value.MethodByName("Get" + typ.Field(i).Name).Call(nil)[0]
				if !reflect.DeepEqual(got.Interface(), want.Interface()) {
					t.Errorf("Get%s: got %v, want %v", typ.Field(i).Name, got, want)
				}
			}
			value.MethodByName("Reset").Call(nil)
			if !value.Elem().IsZero() {
				t.Errorf("after Reset: got %v, want no fields", value)
			}
		})
	}
}

// fill gives a field a value other than zero, and returns the value that the
// getter shall return.
func fill(field reflect.Value) reflect.Value {
	switch field.Kind() {
	case reflect.Pointer:
		field.Set(reflect.New(field.Type().Elem()))
		if field.Elem().Kind() == reflect.Struct {
			return field
		}
		return fill(field.Elem())
	case reflect.Slice:
		field.Set(reflect.MakeSlice(field.Type(), 1, 1))
	case reflect.String:
		field.SetString("a")
	case reflect.Float64:
		field.SetFloat(math.Pi)
	case reflect.Int32, reflect.Int64:
		field.SetInt(3)
	case reflect.Uint32, reflect.Uint64:
		field.SetUint(4)
	}
	return field
}
