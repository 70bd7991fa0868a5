// Package generated copies plainmetrics' plain structs to the generated
// messages of client_model, and back. The stand-ins for the packages that
// know protobuf are made of it: they ask the real package about a copy.
package generated

import (
	"fmt"
	"reflect"

	_ "github.com/prometheus/client_model/go" // registers the messages
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// Copy returns the message with the fields of m, a pointer to a struct of
// package model.
func Copy(m any) proto.Message {
	message := empty(reflect.TypeOf(m).Elem().Name())
	if from := reflect.ValueOf(m); !from.IsNil() {
		fill(reflect.ValueOf(message).Elem(), from.Elem())
	}
	return message
}

// CopyBack gives m, a pointer to a struct of package model, the fields of the
// message.
func CopyBack(m any, message proto.Message) {
	to := reflect.ValueOf(m).Elem()
	to.SetZero()
	fill(to, reflect.ValueOf(message).Elem())
}

func empty(name string) proto.Message {
	if name == "Timestamp" {
		return &timestamppb.Timestamp{}
	}
	found, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName("io.prometheus.client." + name))
	if err != nil {
		panic(fmt.Errorf("generated: %w", err))
	}
	return found.New().Interface()
}

// fill sets to, which is zero, to what from has. The fields of structs are
// those that both have.
func fill(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Struct:
		for i := range from.NumField() {
			field := from.Type().Field(i)
			if other := to.FieldByName(field.Name); field.IsExported() && other.IsValid() {
				fill(other, from.Field(i))
			}
		}
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(to.Type().Elem()))
			fill(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(to.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			fill(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from.Convert(to.Type()))
	}
}
