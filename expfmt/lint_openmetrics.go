package expfmt

import "strings"

// LintOpenMetrics is LintText for a page of OpenMetrics, and has a Linter
// add the rules of that standard.
func LintOpenMetrics(page []byte) ([]Problem, error) {
	return lintPage(page, DecodeOpenMetrics, lintScanner{openMetrics: true})
}

// The rules of the standard that DecodeOpenMetrics does not hold a page to.
// That a unit which is known should have its UNIT line is not among them,
// nor that only an info's name should end in _info: almost every page there
// is would break them.
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

// lintUnknown: the type unknown is for what others say. It is also what a
// counter without _total in its name becomes.
func lintUnknown(f *lintedFamily) string {
	return told(f.family.typ == TypeUntyped, "metrics should have a type other than 'unknown'")
}

// lintSuffix: a name does not end in what samples of other types have
// behind theirs.
func lintSuffix(f *lintedFamily) string {
	for _, suffix := range []string{"_created", "_gcount", "_gsum"} {
		if strings.HasSuffix(f.family.name, suffix) {
			return `metric names should not have "` + suffix + `" suffix`
		}
	}
	return ""
}

// lintUnderscore: names that begin with an underscore are the standard's.
func lintUnderscore(f *lintedFamily) string {
	return told(strings.HasPrefix(f.family.name, "_"), "metric names should not begin with '_'")
}

// lintTimestamp: a point is of the time at which it is scraped.
func lintTimestamp(f *lintedFamily) string {
	return told(f.timed, "metrics should not have timestamps")
}

// lintSameLabels: all series of a family have labels of the same names.
func lintSameLabels(f *lintedFamily) string {
	for _, series := range f.labels {
		if series != len(f.series) {
			return "series of a metric should have the same label names"
		}
	}
	return ""
}

// lintLabelUnderscore: label names that begin with an underscore are the
// standard's.
func lintLabelUnderscore(_ *lintedFamily, label string) string {
	return told(strings.HasPrefix(label, "_"), "label names should not begin with '_'")
}
