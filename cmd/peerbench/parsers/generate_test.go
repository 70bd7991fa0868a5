package parsers

import (
	"math/rand/v2"
	"strings"
)

// A generator writes pages that are valid, for the most part, and odd: names
// of all alphabets with and without quotes, blanks and signs wherever a
// parser might take them.
type generator struct {
	r           *rand.Rand
	openMetrics bool // which has a single form of almost everything
}

// page returns a page of a few families.
func (g generator) page() string {
	var page strings.Builder
	for family := range 1 + g.r.IntN(2) {
		g.family(&page, "abc"[family:family+1]+pick(g.r, "", "", "_s", ":b", ".b", "ü", `"`, pick(g.r, "", "\x00")))
	}
	if g.openMetrics {
		page.WriteString("# EOF\n")
	}
	return page.String()
}

func (g generator) family(page *strings.Builder, name string) {
	typ := pick(g.r, "counter", "gauge", "untyped")
	if g.openMetrics {
		typ = pick(g.r, "counter", "counter", "gauge", "unknown", "info")
	}
	for _, word := range []string{"HELP", "TYPE", "UNIT"} {
		text := map[string]string{"HELP": pick(g.r, "A.", "", "\x00", "a\\\\b"), "TYPE": typ, "UNIT": "s"}[word]
		if g.r.IntN(3) > 0 && (word != "UNIT" || strings.HasSuffix(name, "_s")) {
			g.line(page, "#", pick(g.r, " ", g.blank(" ")), word, g.blank(" "), g.name(name), g.blank(" "), text)
		}
	}
	if !g.openMetrics && g.r.IntN(4) == 0 {
		g.line(page, "#", g.blank(" "), pick(g.r, "a comment", "HELPER a", "HE\x00LP "+name+" b", "TYPE\x00 "+name, "\x00", "a\x00b", "EOF", ""))
	}
	for value := range 1 + g.r.IntN(2) {
		sample := name
		number := g.number()
		switch {
		case !g.openMetrics:
		case typ == "counter":
			sample += "_total"
		case typ == "info":
			sample, number = sample+"_info", "1"
		}
		g.line(page, g.series(sample, "12"[value:value+1]), g.blank(" "), number, g.timestamp(), g.exemplar(typ))
	}
}

// line writes the tokens, and a blank in front or behind now and then.
func (g generator) line(page *strings.Builder, tokens ...string) {
	page.WriteString(g.blank("") + strings.Join(tokens, "") + g.blank("") + "\n")
}

// blank returns the usual blank, and seldom another.
func (g generator) blank(usual string) string {
	odds := 12
	if g.openMetrics {
		odds = 500
	}
	if g.r.IntN(odds) > 0 {
		return usual
	}
	return pick(g.r, "", " ", "\t", "  ", " \t")
}

// series returns a name with labels that are new to the family.
func (g generator) series(name, value string) string {
	labels := []string{g.name(pick(g.r, "l", "l", "l.m", "__l", "le", "quantile", pick(g.r, "l", "l:m", "l\x00", "__name__"))) +
		g.blank("") + "=" + g.blank("") + `"` + value + pick(g.r, "", "", "\x00", `\\`, `\n`, `\"`, "}", "ü") + `"`}
	if isPlain(name) && g.r.IntN(3) > 0 {
		return name + g.blank("") + "{" + g.blank("") + labels[0] + pick(g.r, "", "", ",", g.blank("")) + "}"
	}
	return "{" + g.blank("") + g.name(name) + g.blank("") + "," + g.blank("") + labels[0] + "}"
}

// name returns a name, between quotes if it needs them.
func (g generator) name(name string) string {
	if isPlain(name) && g.r.IntN(4) > 0 {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`
}

func isPlain(name string) bool {
	return !strings.ContainsAny(name, ".\x00ü\"")
}

func (g generator) number() string {
	return pick(g.r, "1", "0", "2.5", "+1", "1e3", "NaN", "+Inf", "1.7e9", ".5", "1700000000000", "-0")
}

func (g generator) timestamp() string {
	if g.r.IntN(3) > 0 {
		return ""
	}
	words := []string{"1000", "0", "-1000", "+1000", "-0", "007", "9223372036854775807"}
	if g.openMetrics {
		words = append(words, "1.0004", "1.7e12", "-.5", "1e300")
	}
	return g.blank(" ") + pick(g.r, words...)
}

func (g generator) exemplar(typ string) string {
	if !g.openMetrics || typ != "counter" || g.r.IntN(2) > 0 {
		return ""
	}
	return " # {" + g.name(pick(g.r, "t", "t:u", "t.u", "__t", "t\x00", "__name__")) + `="` + pick(g.r, "1", "", "\x00", `\n`, "ü") + `"} ` +
		g.number() + g.timestamp()
}

// pick returns one of the words.
func pick(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }
