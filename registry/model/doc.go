// Package model has metrics as plain structs: the result of Gather, and the
// argument of a metric's Write. Types, fields and getters have the names of
// github.com/prometheus/client_model/go v0.6.3, so that a program needs a new
// import path and nothing else:
//
//	import dto "plainmetrics/registry/model"
//
// The structs are no protobuf messages. They lack the methods of protobuf,
// such as ProtoReflect, may be copied, and cost no reflection and no
// registration when the program starts. Timestamps are of the type
// [Timestamp], and [NewTimestamp] makes one in place of timestamppb.New.
//
// # Fields
//
// A field of a single value is a pointer, and nil if the field is not set.
// Each field has a getter that may be called on nil:
//
//	family.GetMetric()[0].GetCounter().GetValue() // 0 if the metric is no counter
//
// # Text
//
// The method String of each struct prints protobuf's text format on one line,
// with one space between fields, so that two results of String compare:
//
//	label:{name:"code" value:"200"} counter:{value:1}
//
// The text of a nil pointer is <nil>.
//
// The structs have no locks: as long as a goroutine writes to a struct, no
// other goroutine may use it.
package model
