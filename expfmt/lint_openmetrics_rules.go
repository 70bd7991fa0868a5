package expfmt

import "strings"

// The rules of OpenMetrics not enforced by DecodeOpenMetrics. Two are left
// out, because almost every page breaks them: a known unit should have its
// UNIT line, and only an info's name should end in _info.
var (
	openMetricsFamilyRules = []func(*lintedFamily) string{
		lintUnknown,
		lintSuffix,
		lintUnderscore,
		lintTimestamp,
		lintSameLabels,
	}
	openMetricsLabelRules = []func(f *lintedFamily, label string) string{
		lintLabelUnderscore,
	}
)

// lintUnknown: the type unknown is for metrics of third parties. A counter
// without _total in its name has the type unknown as well.
func lintUnknown(f *lintedFamily) string {
	return textIf(f.typ == TypeUntyped, "metrics should have a type other than 'unknown'")
}

// lintSuffix: no name ends in a suffix of another type's sample names.
func lintSuffix(f *lintedFamily) string {
	for _, suffix := range []string{"_created", "_gcount", "_gsum"} {
		if strings.HasSuffix(f.name, suffix) {
			return `metric names should not have "` + suffix + `" suffix`
		}
	}
	return ""
}

// lintUnderscore: the standard reserves names with an underscore in front.
func lintUnderscore(f *lintedFamily) string {
	return textIf(strings.HasPrefix(f.name, "_"), "metric names should not begin with '_'")
}

// lintTimestamp: the scraper stamps a sample with the time of the scrape.
func lintTimestamp(f *lintedFamily) string {
	return textIf(f.stamped, "metrics should not have timestamps")
}

// lintSameLabels: all series of a family have the same label names.
func lintSameLabels(f *lintedFamily) string {
	for _, l := range f.labels {
		if l.series > 0 && l.series != f.count {
			return "series of a metric should have the same label names"
		}
	}
	return ""
}

// lintLabelUnderscore: the standard reserves label names with an underscore
// in front.
func lintLabelUnderscore(_ *lintedFamily, label string) string {
	return textIf(strings.HasPrefix(label, "_"), "label names should not begin with '_'")
}
