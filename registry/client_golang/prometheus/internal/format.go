package internal

import (
	"strings"

	"github.com/prometheus/common/expfmt"

	plain "plainmetrics/expfmt"
)

// Format returns the format of plainmetrics for a content type, and false if
// there is none: the text format, OpenMetrics 1.0.0 and 0.0.1, and protobuf.
func Format(f expfmt.Format) (_ plain.Format, ok bool) {
	switch f.FormatType() {
	case expfmt.TypeProtoDelim, expfmt.TypeProtoText, expfmt.TypeProtoCompact:
		return newProtobuf(f), true
	case expfmt.TypeTextPlain:
		return plain.Text{}, true
	case expfmt.TypeOpenMetrics:
		switch {
		case strings.Contains(string(f), "version=1.0.0"):
			return plain.OpenMetrics{}, true
		case strings.Contains(string(f), "version=0.0.1"):
			return plain.OpenMetrics{Version: plain.OpenMetrics001}, true
		}
	}
	return nil, false
}
