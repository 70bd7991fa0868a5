package expfmt

import (
	"strings"
	"unicode/utf8"
)

// IsMetricName reports whether name can name a family: any valid UTF-8
// but the empty string.
func IsMetricName(name string) bool { return name != "" && utf8.ValidString(name) }

// IsLabelName reports whether a program can give a label the name: a metric
// name without the prefix __, which Prometheus reserves for itself. Pages of
// Prometheus have such labels, so the decoders read them all but __name__.
func IsLabelName(name string) bool { return IsMetricName(name) && !strings.HasPrefix(name, "__") }

// isReadLabelName reports whether a page can have a label with the name. The
// label __name__ would be a second name of the metric.
func isReadLabelName(name string) bool { return IsMetricName(name) && name != "__name__" }

// IsLegacyName reports whether name needs no quotes on a page, like every
// name before Prometheus 3: [a-zA-Z_:][a-zA-Z0-9_:]*. The formats have the
// same rule for label names, so a label name may have a colon.
func IsLegacyName(name string) bool {
	for i := 0; i < len(name); i++ {
		if !isLegacyByte(name[i], i == 0) {
			return false
		}
	}
	return name != ""
}

func isLegacyByte(c byte, first bool) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' ||
		c >= '0' && c <= '9' && !first
}
