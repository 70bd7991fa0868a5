package expfmt

import "slices"

// matchesAny reports whether one of the patterns matches name.
func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches([]rune(pattern), []rune(name)) })
}

// matches reports whether the pattern, in which * stands for any
// characters and ? for one, matches all of name. When the rest does not
// match, the last star takes one character more; those before it need not,
// so the time is at most the product of the lengths.
func matches(pattern, name []rune) bool {
	star, taken := -1, 0 // the last star, and the characters up to its end
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
