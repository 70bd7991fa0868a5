// Package protojson stands in for google.golang.org/protobuf/encoding/protojson
// in tests whose messages are plain structs.
package protojson

import (
	"google.golang.org/protobuf/encoding/protojson"

	"plainmetrics/cmd/peerbench/owntests/standin/generated"
	"plainmetrics/cmd/peerbench/owntests/standin/proto"
)

// Marshal returns protobuf's JSON of the message.
func Marshal(m proto.Message) ([]byte, error) { return protojson.Marshal(generated.Copy(m)) }
