package expfmt

import (
	"slices"
	"strings"
)

// openMetrics2FamilyRules are the rules of OpenMetrics 2.0 not enforced by
// DecodeOpenMetrics2. Left out are those that almost every page breaks: the
// order TYPE, UNIT, HELP, a UNIT line for each known unit, and no summaries.
var openMetrics2FamilyRules = []func(*lintedFamily) string{
	lintUnknown,
	lintSampleSuffix,
	lintUnitSuffix,
	lintCreated,
	lintUnderscore,
	lintTimestamp,
	lintSameLabels,
}

// lintSampleSuffix: no name ends in a suffix of the sample names that
// OpenMetrics 1.0 gives to histograms and summaries. The rules of promtool have
// found the name if its type has no such samples.
func lintSampleSuffix(f *lintedFamily) string {
	found := lintBucket(f) + lintCount(f) + lintSum(f)
	for _, suffix := range []string{"_count", "_sum", "_bucket", "_gcount", "_gsum"} {
		if strings.HasSuffix(f.name, suffix) && found == "" {
			return `metric names should not have "` + suffix + `" suffix`
		}
	}
	return ""
}

// lintUnitSuffix: a name ends in the unit, or a counter's in the unit and
// _total.
func lintUnitSuffix(f *lintedFamily) string {
	if f.unit == "" {
		return ""
	}
	name := f.name
	if f.typ == TypeCounter {
		name = strings.TrimSuffix(name, "_total")
	}
	return textIf(!strings.HasSuffix(name, "_"+f.unit), `metric names should end in their unit, here "_`+f.unit+`"`)
}

// lintCreated: counters, histograms and summaries have times of creation.
func lintCreated(f *lintedFamily) string {
	created := []Type{TypeCounter, TypeHistogram, TypeSummary}
	return textIf(f.uncreated && slices.Contains(created, f.typ), "counters, histograms and summaries should have start timestamps")
}
