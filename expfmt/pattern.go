package expfmt

import "slices"

// matchesAny reports whether one of the patterns matches name.
func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches([]rune(pattern), []rune(name)) })
}

// matches reports whether pattern matches the whole name. In a pattern *
// stands for any characters, and ? for a single character. On a mismatch
// the last star takes another character; earlier stars never have to, so
// the time is at most the product of the lengths.
func matches(pattern, name []rune) bool {
	star, taken := -1, 0 // the last star, and the end of its characters in name
	p, n := 0, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, taken = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == name[n]):
			p++
			n++
		case star >= 0:
			taken++
			p, n = star+1, taken
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
