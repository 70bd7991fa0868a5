package expfmt

import (
	"fmt"
	"strings"
)

// Each rule checks a family, or a label name of a family, and returns the
// text of a problem, or "". The counted rules also return how often the
// problem occurs. Rules keep no state. Most stand at
// https://prometheus.io/docs/practices/naming/. The rules about suffixes
// and labels keep those that the formats give to counters, histograms and
// summaries for families of these types.
//
// A rule takes a type of OpenMetrics for its nearest type in the text
// format.
var (
	familyRules = []func(*lintedFamily) string{
		lintHelp,
		lintUnit,
		lintTotal,
		lintNotTotal,
		lintBucket,
		lintCount,
		lintSum,
		lintTypeInName,
		lintColon,
		lintCamelCase,
	}
	countedRules = []func(*lintedFamily) (text string, times int){
		lintAbbreviation,
		lintUnique,
	}
	labelRules = []func(f *lintedFamily, label string) string{
		lintLabelCamelCase,
		lintLe,
		lintQuantile,
	}
)

// lintHelp: a family has a HELP text, and not of blanks alone.
func lintHelp(f *lintedFamily) string {
	return textIf(!f.hasHelp, "no help text")
}

// lintUnit: the first unit in a name is a base unit without a prefix.
func lintUnit(f *lintedFamily) string {
	for word := range strings.SplitSeq(f.name, "_") {
		switch base := baseUnit(word); base {
		case "": // no unit
		case word:
			return ""
		default:
			return fmt.Sprintf("use base unit %q instead of %q", base, word)
		}
	}
	return ""
}

// lintTotal: the name of a counter ends in _total.
func lintTotal(f *lintedFamily) string {
	return textIf(f.typ == TypeCounter && !strings.HasSuffix(f.name, "_total"),
		`counter metrics should have "_total" suffix`)
}

// lintNotTotal: no other name ends in _total, unless the type is unknown.
func lintNotTotal(f *lintedFamily) string {
	return textIf(f.misuses("_total", TypeCounter), `non-counter metrics should not have "_total" suffix`)
}

// lintBucket: only a histogram's name ends in _bucket, or the name of a
// family without a type.
func lintBucket(f *lintedFamily) string {
	return textIf(f.misuses("_bucket", TypeHistogram, TypeGaugeHistogram), `non-histogram metrics should not have "_bucket" suffix`)
}

// lintCount: only a histogram's or a summary's name ends in _count, or the
// name of a family without a type.
func lintCount(f *lintedFamily) string {
	return textIf(f.misuses("_count", TypeHistogram, TypeGaugeHistogram, TypeSummary),
		`non-histogram and non-summary metrics should not have "_count" suffix`)
}

// lintSum: only a histogram's or a summary's name ends in _sum, or the
// name of a family without a type.
func lintSum(f *lintedFamily) string {
	return textIf(f.misuses("_sum", TypeHistogram, TypeGaugeHistogram, TypeSummary),
		`non-histogram and non-summary metrics should not have "_sum" suffix`)
}

// lintTypeInName: no word of a name, except the first, is the type.
func lintTypeInName(f *lintedFamily) string {
	word := types[f.typ].text
	if f.typ == TypeUntyped || !hasWord(f.name, word) {
		return ""
	}
	return "metric name should not include type '" + word + "'"
}

// lintColon: colons are for the names of recording rules.
func lintColon(f *lintedFamily) string {
	return textIf(strings.Contains(f.name, ":"), "metric names should not contain ':'")
}

// lintCamelCase: the words of a name are separated by underscores.
func lintCamelCase(f *lintedFamily) string {
	return textIf(isCamelCase(f.name), "metric names should be written in 'snake_case' not 'camelCase'")
}

// lintAbbreviation: units are spelled out.
func lintAbbreviation(f *lintedFamily) (text string, times int) {
	for _, unit := range abbreviatedUnits {
		if hasWord(f.name, unit) {
			times++
		}
	}
	return "metric names should not contain abbreviated units", times
}

// lintUnique: no series comes twice with the same timestamp.
func lintUnique(f *lintedFamily) (text string, times int) { return "metric not unique", f.repeats }

// lintLabelCamelCase: the words of a label name are separated by
// underscores.
func lintLabelCamelCase(_ *lintedFamily, label string) string {
	return textIf(isCamelCase(label), "label names should be written in 'snake_case' not 'camelCase'")
}

// lintLe: only histograms have a label le, or families without a type.
func lintLe(f *lintedFamily, label string) string {
	return textIf(label == "le" && f.misuses("", TypeHistogram, TypeGaugeHistogram), `non-histogram metrics should not have "le" label`)
}

// lintQuantile: only summaries have a label quantile, or families without
// a type.
func lintQuantile(f *lintedFamily, label string) string {
	return textIf(label == "quantile" && f.misuses("", TypeSummary), `non-summary metrics should not have "quantile" label`)
}

// textIf returns text if the rule is broken, and else "".
func textIf(broken bool, text string) string {
	if broken {
		return text
	}
	return ""
}

// hasWord reports whether name has word, in lower case, among its words
// behind the first. The case of name plays no part.
func hasWord(name, word string) bool {
	return strings.Contains(strings.ToLower(name)+"_", "_"+word+"_")
}

// isCamelCase reports whether an ASCII capital follows a small ASCII
// letter.
func isCamelCase(name string) bool {
	for i := 1; i < len(name); i++ {
		if 'a' <= name[i-1] && name[i-1] <= 'z' && 'A' <= name[i] && name[i] <= 'Z' {
			return true
		}
	}
	return false
}
