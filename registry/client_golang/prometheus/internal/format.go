package internal

import (
	"strings"

	"github.com/prometheus/common/expfmt"

	plain "plainmetrics/expfmt"
)

// Format returns the format of plainmetrics for a content type, or nil if
// there is none.
func Format(f expfmt.Format) plain.Format {
	switch f.FormatType() {
	case expfmt.TypeProtoDelim:
		return plain.Protobuf{}
	case expfmt.TypeProtoText:
		return plain.Protobuf{Encoding: plain.ProtobufText}
	case expfmt.TypeProtoCompact:
		return plain.Protobuf{Encoding: plain.ProtobufCompactText}
	case expfmt.TypeTextPlain:
		return plain.Text{}
	case expfmt.TypeOpenMetrics:
		_, version, _ := strings.Cut(string(f), "version=")
		version, _, _ = strings.Cut(version, ";")
		return openMetrics(version)
	}
	return nil
}

// openMetrics returns the format with the version, or nil.
func openMetrics(version string) plain.Format {
	switch version {
	case "0.0.1":
		return plain.OpenMetrics{Version: plain.OpenMetrics001}
	case "1.0.0":
		return plain.OpenMetrics{}
	case "2.0.0":
		return plain.OpenMetrics2{}
	}
	return nil
}
