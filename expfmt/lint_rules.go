package expfmt

import (
	"fmt"
	"slices"
	"strings"
)

// The rules are stateless: each looks at one family, or at one label name
// of a family, and returns what is wrong with it, or "". Most stand at
// https://prometheus.io/docs/practices/naming/; the suffixes and labels
// that not every type may have are those which the formats give to
// counters, histograms and summaries.
//
// To the rules a type is what the text format makes of it.
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
		lintAbbreviation,
		lintUnique,
	}
	labelRules = []func(f *lintedFamily, label string) string{
		lintLabelCamelCase,
		lintLe,
		lintQuantile,
	}
)

// lintHelp: a family has a HELP text that is more than blanks.
func lintHelp(f *lintedFamily) string {
	return told(strings.Trim(f.family.help, " \t") == "", "no help text")
}

// lintUnit: the first unit in a name is a base unit without a prefix.
func lintUnit(f *lintedFamily) string {
	for word := range strings.SplitSeq(f.family.name, "_") {
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
	return told(f.family.typ == TypeCounter && !strings.HasSuffix(f.family.name, "_total"),
		`counter metrics should have "_total" suffix`)
}

// lintNotTotal: no other name does, unless the type is not known.
func lintNotTotal(f *lintedFamily) string {
	return told(f.misuses("_total", TypeCounter), `non-counter metrics should not have "_total" suffix`)
}

// lintBucket: no name ends in _bucket but a histogram's, or one of no type.
func lintBucket(f *lintedFamily) string {
	return told(f.misuses("_bucket", TypeHistogram, TypeGaugeHistogram), `non-histogram metrics should not have "_bucket" suffix`)
}

// lintCount: no name ends in _count but a histogram's or a summary's, or
// one of no type.
func lintCount(f *lintedFamily) string {
	return told(f.misuses("_count", TypeHistogram, TypeGaugeHistogram, TypeSummary),
		`non-histogram and non-summary metrics should not have "_count" suffix`)
}

// lintSum: no name ends in _sum but a histogram's or a summary's, or one
// of no type.
func lintSum(f *lintedFamily) string {
	return told(f.misuses("_sum", TypeHistogram, TypeGaugeHistogram, TypeSummary),
		`non-histogram and non-summary metrics should not have "_sum" suffix`)
}

// lintTypeInName: the words of a name, the first apart, don't say the
// type.
func lintTypeInName(f *lintedFamily) string {
	word := types[f.family.typ].text
	if f.family.typ == TypeUntyped || !hasWord(f.family.name, word) {
		return ""
	}
	return "metric name should not include type '" + word + "'"
}

// lintColon: colons are for the names of recording rules.
func lintColon(f *lintedFamily) string {
	return told(strings.Contains(f.family.name, ":"), "metric names should not contain ':'")
}

// lintCamelCase: the words of a name are separated by underscores.
func lintCamelCase(f *lintedFamily) string {
	return told(isCamelCase(f.family.name), "metric names should be written in 'snake_case' not 'camelCase'")
}

// lintAbbreviation: units are spelled out.
func lintAbbreviation(f *lintedFamily) string {
	abbreviated := func(unit string) bool { return hasWord(f.family.name, unit) }
	return told(slices.ContainsFunc(abbreviatedUnits, abbreviated), "metric names should not contain abbreviated units")
}

// lintUnique: no series comes twice.
func lintUnique(f *lintedFamily) string { return told(f.twice, "metric not unique") }

// lintLabelCamelCase: the words of a label name are separated by
// underscores.
func lintLabelCamelCase(_ *lintedFamily, label string) string {
	return told(isCamelCase(label), "label names should be written in 'snake_case' not 'camelCase'")
}

// lintLe: only histograms have a label le, or series of no type.
func lintLe(f *lintedFamily, label string) string {
	return told(label == "le" && f.misuses("", TypeHistogram, TypeGaugeHistogram), `non-histogram metrics should not have "le" label`)
}

// lintQuantile: only summaries have a label quantile, or series of no
// type.
func lintQuantile(f *lintedFamily, label string) string {
	return told(label == "quantile" && f.misuses("", TypeSummary), `non-summary metrics should not have "quantile" label`)
}

// told returns text if the rule is broken.
func told(broken bool, text string) string {
	if broken {
		return text
	}
	return ""
}

// misuses reports whether the family's name ends in a suffix that is for
// families of other types. One of no type may be of any.
func (f *lintedFamily) misuses(suffix string, types ...Type) bool {
	return strings.HasSuffix(f.family.name, suffix) && f.family.typ != TypeUntyped && !slices.Contains(types, f.family.typ)
}

// hasWord reports whether word, in lower case, is one of the words of
// name, in any case, but the first.
func hasWord(name, word string) bool {
	return strings.Contains(strings.ToLower(name)+"_", "_"+word+"_")
}

// isCamelCase reports whether a capital follows a small letter, both of
// ASCII.
func isCamelCase(name string) bool {
	for i := 1; i < len(name); i++ {
		if 'a' <= name[i-1] && name[i-1] <= 'z' && 'A' <= name[i] && name[i] <= 'Z' {
			return true
		}
	}
	return false
}
