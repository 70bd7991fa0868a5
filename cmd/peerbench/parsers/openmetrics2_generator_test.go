package parsers

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// An om2Generator writes pages that keep to OpenMetrics 2.0, in all the ways in
// which its ABNF lets a page say something.
type om2Generator struct {
	*rand.Rand
	strings.Builder
}

// page returns a page of a few families, none of which is in pieces.
func (g *om2Generator) page() string {
	g.Reset()
	names := []string{"a", "ab", "b_seconds_total", "c:d", "_e9Z", "f.g", `h\"i`, `j\\k\nl`, "ü", `\m`, "n{}"}
	g.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:g.IntN(4)] {
		g.family(name)
	}
	g.WriteString("# EOF" + g.pick("\n", "\n", ""))
	return g.String()
}

func (g *om2Generator) pick(words ...string) string { return words[g.IntN(len(words))] }

func (g *om2Generator) chance(n int) bool { return g.IntN(n) == 0 }

// family writes a family: metadata in any order, and samples.
func (g *om2Generator) family(name string) {
	typ := g.pick("counter", "gauge", "histogram", "histogram", "gaugehistogram", "stateset", "info", "summary", "unknown")
	if typ == "info" {
		name += "_info"
	}
	hasType := typ != "unknown" || g.chance(2)
	metadata := []string{}
	if hasType {
		metadata = append(metadata, "TYPE "+g.name(name)+" "+typ)
	}
	if g.chance(2) {
		metadata = append(metadata, "HELP "+g.name(name)+" "+g.pick("", "A text.", `\\ \n \" \x`, " ü\x00\r.", "# TYPE a b"))
	}
	if g.chance(3) {
		unit := ""
		if typ != "info" && typ != "stateset" {
			unit = g.pick("", "seconds", "B:_9", "x")
		}
		metadata = append(metadata, "UNIT "+g.name(name)+" "+unit)
	}
	g.Shuffle(len(metadata), func(i, j int) { metadata[i], metadata[j] = metadata[j], metadata[i] })
	for _, line := range metadata {
		g.WriteString("# " + line + "\n")
	}
	if typ == "stateset" {
		g.states(name)
		return
	}
	kind := typ
	if typ == "unknown" {
		kind = g.pick("gauge", "gauge", "histogram", "gaugehistogram", "summary")
	}
	for i := range g.IntN(4) {
		labels := g.labels(strconv.Itoa(i))
		points := 1
		if g.chance(4) {
			points = 3
		}
		at := float64(g.IntN(100)) - 50
		for range points {
			g.WriteString(g.series(name, labels) + " " + g.value(kind))
			if points > 1 || g.chance(3) {
				at += 0.5
				g.WriteString(" " + g.real(at))
			}
			if (typ == "counter" || typ == "histogram" || typ == "summary") && g.chance(2) {
				g.WriteString(" st@" + g.real(float64(g.IntN(1000))-0.25))
			}
			if typ == "counter" || typ == "histogram" || typ == "gaugehistogram" {
				g.exemplars()
			}
			g.WriteByte('\n')
		}
	}
}

// states writes groups of states.
func (g *om2Generator) states(name string) {
	for group := range g.IntN(3) {
		for state := range 1 + g.IntN(2) {
			labels := []string{g.quoted(name) + `="` + strconv.Itoa(state) + `"`}
			if isPlainOM2(name) && !strings.Contains(name, ":") && g.chance(2) {
				labels[0] = name + `="` + strconv.Itoa(state) + `"`
			}
			if group > 0 {
				labels = append(labels, `group="`+strconv.Itoa(group)+`"`)
			}
			g.Shuffle(len(labels), func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
			g.WriteString(g.series(name, labels) + " " + g.pick("0", "1", "1.0", "0e5", "+1") + "\n")
		}
	}
}

// isPlainOM2 reports whether a name needs no quotes.
func isPlainOM2(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !(r == '_' || r == ':' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
}

func (*om2Generator) quoted(name string) string { return `"` + name + `"` }

// name returns a name, which is escaped already, between quotes if it needs
// them, and else now and then.
func (g *om2Generator) name(name string) string {
	if isPlainOM2(name) && !g.chance(4) {
		return name
	}
	return g.quoted(name)
}

// labels returns labels, one of which has the value.
func (g *om2Generator) labels(value string) []string {
	if value == "0" {
		return nil
	}
	labels := []string{g.pick("l", "_l", "L9_", `"l"`, `"l.m"`, `"l:m"`, `"\n"`, `"ü\\"`) + `="` + value + g.pick("", "", `\n`, `\"\\`, `\z`, "ü }{,# {", "\x00", "\r") + `"`}
	for _, other := range []string{"other", `"oth.er"`} {
		if g.chance(3) {
			labels = append(labels, other+`="`+g.pick("", "x")+`"`)
		}
	}
	return labels
}

// series returns a name with labels.
func (g *om2Generator) series(name string, labels []string) string {
	if isPlainOM2(name) && !g.chance(4) {
		if len(labels) == 0 && g.chance(2) {
			return name
		}
		return name + "{" + strings.Join(labels, ",") + "}"
	}
	return "{" + strings.Join(append([]string{g.quoted(name)}, labels...), ",") + "}"
}

func (g *om2Generator) exemplars() {
	for range g.IntN(5) - 2 {
		labels := ""
		if g.chance(2) {
			labels = g.pick("trace_id", `"a.b"`) + `="` + g.pick("", "x", `\"`) + `"`
			if g.chance(2) {
				labels += `,span_id="y"`
			}
		}
		g.WriteString(" # {" + labels + "} " + g.number(float64(g.IntN(9))) + " " + g.real(float64(g.IntN(9))))
	}
}

// value returns a value of the type.
func (g *om2Generator) value(typ string) string {
	switch typ {
	case "histogram", "gaugehistogram":
		return g.histogram(typ == "gaugehistogram")
	case "summary":
		return g.summary()
	case "info":
		return g.pick("1", "1.0", "01", "+1e0")
	case "counter":
		return g.pick(g.real(float64(g.IntN(1e6))), g.real(g.Float64()), "+Inf", "inFinity")
	}
	return g.number(float64(g.IntN(1000)) - 500)
}

// number returns a number as the ABNF has it: the given one, or one that is none.
func (g *om2Generator) number(v float64) string {
	if g.chance(8) {
		return g.pick("NaN", "nan", "nAN", "Inf", "+inf", "-INF", "Infinity", "+infinity", "-INFINITY")
	}
	return g.real(v)
}

// real returns a number in one of its notations.
func (g *om2Generator) real(v float64) string {
	word := strconv.FormatFloat(v, "fgeE"[g.IntN(4)], -1, 64)
	sign := ""
	if word[0] == '-' {
		sign, word = "-", word[1:]
	} else {
		sign = g.pick("", "", "", "+")
	}
	switch g.IntN(8) {
	case 0:
		word = "00" + word
	case 1:
		word = strings.TrimPrefix(word, "0")
		if word == "" || strings.HasPrefix(word, "e") || strings.HasPrefix(word, "E") {
			word = "0" + word
		}
	case 2:
		if strings.Contains(word, ".") && !strings.ContainsAny(word, "eE") {
			word += g.pick("e0", "E00")
		}
		if !strings.ContainsAny(word, ".eE") {
			word += g.pick(".", ".0", ".000", "e0", "E-0", "e+00", ".e0", ".0E1")
			if strings.HasSuffix(word, "E1") {
				word = strings.TrimSuffix(word, "E1")
			}
		}
	}
	return sign + word
}

// count returns a count in one of its notations.
func (g *om2Generator) count(n float64) string {
	if n == math.Trunc(n) && n >= 0 && !g.chance(6) {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return g.real(n)
}

func (g *om2Generator) integer(n int) string {
	sign, digits := "", strconv.Itoa(n)
	if n < 0 {
		sign, digits = "-", digits[1:]
	} else {
		sign = g.pick("", "", "", "+")
	}
	if n == 0 && g.chance(4) {
		sign = "-"
	}
	return sign + g.pick("", "", "0", "00") + digits
}

func (g *om2Generator) natural(n int) string {
	return g.pick("", "", "", "+") + g.pick("", "", "0", "00") + strconv.Itoa(n)
}

// summary returns the value of a summary.
func (g *om2Generator) summary() string {
	var quantiles []string
	for _, q := range []float64{0, 0.5, 0.99, 1} {
		if g.chance(2) {
			quantiles = append(quantiles, g.real(q)+":"+g.pick(g.real(float64(g.IntN(5))), "NaN", "+Inf"))
		}
	}
	return "{count:" + g.count(float64(g.IntN(1000))) + ",sum:" + g.pick(g.real(g.Float64()), "inf") + ",quantile:[" + strings.Join(quantiles, ",") + "]}"
}

// histogram returns the value of a histogram: native, classic, or both.
func (g *om2Generator) histogram(gauge bool) string {
	scale := 1.0
	if g.chance(6) {
		scale = 0.5 // counts that are no whole numbers
	}
	isNative, isClassic := g.chance(2), g.chance(2)
	count, native := 0.0, ""
	if isNative {
		native, count = g.native(scale, gauge)
	} else {
		count = float64(g.IntN(50)) * scale
	}
	if gauge && !isNative && g.chance(4) {
		count = -count // as a difference has it
	}
	value := "count:" + g.count(count) + ",sum:" + g.number(float64(g.IntN(100))-50)
	if gauge {
		value = strings.Replace("g"+value, ",sum", ",gsum", 1)
	}
	value += native
	if isClassic || !isNative {
		value += ",bucket:[" + g.classic(count, gauge) + "]"
	}
	return "{" + value + "}"
}

// native returns native buckets and their number of observations.
func (g *om2Generator) native(scale float64, gauge bool) (text string, count float64) {
	zero := float64(g.IntN(5)) * scale
	if gauge && g.chance(4) {
		zero = -zero * 10
	}
	count = zero
	schema := g.IntN(13) - 4
	text = ",schema:" + g.integer(schema) + ",zero_threshold:" + strings.TrimPrefix(g.real(g.Float64()), "-") + ",zero_count:" + g.count(zero)
	for _, side := range []string{"negative", "positive"} {
		if g.chance(2) {
			continue
		}
		var spans, buckets []string
		for i := range g.IntN(4) {
			length := g.IntN(3)
			if i == 0 {
				spans = append(spans, g.integer(g.offset())+":"+g.natural(length))
			} else {
				spans = append(spans, g.natural(g.IntN(3))+":"+g.natural(length))
			}
			for range length {
				n := float64(g.IntN(9)) * scale
				buckets, count = append(buckets, g.count(n)), count+n
			}
		}
		text += "," + side + "_spans:[" + strings.Join(spans, ",") + "]," + side + "_buckets:[" + strings.Join(buckets, ",") + "]"
	}
	return text, count
}

// offset returns the offset of a first span.
func (g *om2Generator) offset() int {
	if g.chance(8) {
		return -100 - g.IntN(1000)
	}
	return g.IntN(50) - 25
}

// classic returns classic buckets with the number of observations.
func (g *om2Generator) classic(count float64, gauge bool) string {
	var buckets []string
	if g.chance(4) {
		buckets = append(buckets, "-Inf:"+g.count(min(0, count)))
	}
	counts := make([]float64, g.IntN(4))
	for i := range counts {
		counts[i] = math.Floor(g.Float64() * max(count, 0))
	}
	slices.Sort(counts)
	if gauge && g.chance(3) {
		slices.Reverse(counts)
	}
	for i, n := range counts {
		if count < 0 {
			n = count
		}
		buckets = append(buckets, g.real([]float64{-1.5, 0, 0.25, 1e9}[i])+":"+g.count(n))
	}
	return strings.Join(append(buckets, "+Inf:"+g.count(count)), ",")
}
