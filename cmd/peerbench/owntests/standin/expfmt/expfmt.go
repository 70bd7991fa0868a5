// Package expfmt stands in for github.com/prometheus/common/expfmt in tests
// whose families are plain structs, and whose formats are plainmetrics'.
package expfmt

import (
	"io"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	common "github.com/prometheus/common/model"

	"plainmetrics/cmd/peerbench/owntests/standin/generated"
	ours "plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// A Format is plainmetrics', and so is the type of a format.
type (
	Format     = ours.Format
	FormatType = ours.Format
)

// The formats.
var (
	FmtText              Format = ours.Text{}
	FmtOpenMetrics_2_0_0 Format = ours.OpenMetrics2{}
	FmtOpenMetrics_1_0_0 Format = ours.OpenMetrics{}
	FmtOpenMetrics_0_0_1 Format = ours.OpenMetrics{Version: ours.OpenMetrics001}

	TypeTextPlain    FormatType = ours.Text{}
	TypeOpenMetrics  FormatType = ours.OpenMetrics{}
	TypeProtoDelim   FormatType = ours.Protobuf{}
	TypeProtoText    FormatType = ours.Protobuf{Encoding: ours.ProtobufText}
	TypeProtoCompact FormatType = ours.Protobuf{Encoding: ours.ProtobufCompactText}
)

// encodings has the types of protobuf in prometheus/common.
var encodings = map[ours.ProtobufEncoding]expfmt.FormatType{
	ours.ProtobufDelimited:   expfmt.TypeProtoDelim,
	ours.ProtobufText:        expfmt.TypeProtoText,
	ours.ProtobufCompactText: expfmt.TypeProtoCompact,
}

// NewFormat returns the format of a type.
func NewFormat(t FormatType) Format { return t }

// An Encoder writes families.
type Encoder interface {
	Encode(*model.MetricFamily) error
}

type encoder struct{ expfmt.Encoder }

func (e encoder) Encode(f *model.MetricFamily) error {
	return e.Encoder.Encode(generated.Copy(f).(*dto.MetricFamily))
}

// NewEncoder returns the encoder of a format of protobuf.
func NewEncoder(w io.Writer, format Format) Encoder {
	return encoder{expfmt.NewEncoder(w, expfmt.NewFormat(encodings[format.(ours.Protobuf).Encoding]))}
}

// MetricFamilyToText writes a family as text.
func MetricFamilyToText(w io.Writer, f *model.MetricFamily) (int, error) {
	return expfmt.MetricFamilyToText(w, generated.Copy(f).(*dto.MetricFamily))
}

// A TextParser reads text.
type TextParser struct{ parser expfmt.TextParser }

// NewTextParser returns a TextParser that takes the names of a scheme.
func NewTextParser(scheme common.ValidationScheme) TextParser {
	return TextParser{expfmt.NewTextParser(scheme)}
}

// TextToMetricFamilies reads a page, and returns its families by name.
func (p *TextParser) TextToMetricFamilies(r io.Reader) (map[string]*model.MetricFamily, error) {
	messages, err := p.parser.TextToMetricFamilies(r)
	families := make(map[string]*model.MetricFamily)
	for name, message := range messages {
		families[name] = &model.MetricFamily{}
		generated.CopyBack(families[name], message)
	}
	return families, err
}
