package parsers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// An expr is a part of the grammar of OpenMetrics 2.0 in its ABNF. The grammar
// is regular, so matching needs no more than sets of ends.
type expr struct {
	kind     exprKind
	text     string // of a literal, without regard to case if it is folded
	folded   bool
	ranges   []rune // pairs of the first and the last character
	parts    []*expr
	min, max int // of a repetition; a max of 0 has no limit

	// hits counts, in pages that matched, the alternatives, and for a
	// repetition no, one and several times.
	hits []int
}

type exprKind uint8

const (
	constant exprKind = iota
	character
	sequence
	alternatives
	repetition
)

func text(s string) *expr      { return &expr{kind: constant, text: s} }
func fold(s string) *expr      { return &expr{kind: constant, text: s, folded: true} }
func chars(r ...rune) *expr    { return &expr{kind: character, ranges: r} }
func seq(parts ...*expr) *expr { return &expr{kind: sequence, parts: parts} }
func alt(parts ...*expr) *expr {
	return &expr{kind: alternatives, parts: parts, hits: make([]int, len(parts))}
}

func repeat(min, max int, part *expr) *expr {
	return &expr{kind: repetition, parts: []*expr{part}, min: min, max: max, hits: make([]int, 3)}
}
func opt(part *expr) *expr   { return repeat(0, 1, part) }
func many(part *expr) *expr  { return repeat(0, 0, part) }
func many1(part *expr) *expr { return repeat(1, 0, part) }

// list is one part or several with commas between them.
func list(part *expr) *expr { return seq(part, many(seq(text(","), part))) }

// ends returns the offsets at which a match of e from the offset may end.
func (e *expr) ends(s string, from int) []int {
	switch e.kind {
	case constant:
		end := from + len(e.text)
		if end <= len(s) && (s[from:end] == e.text || e.folded && strings.EqualFold(s[from:end], e.text)) {
			return []int{end}
		}
		return nil
	case character:
		r, n := utf8.DecodeRuneInString(s[from:])
		if n == 0 || r == utf8.RuneError && n == 1 {
			return nil
		}
		for i := 0; i < len(e.ranges); i += 2 {
			if r >= e.ranges[i] && r <= e.ranges[i+1] {
				return []int{from + n}
			}
		}
		return nil
	case alternatives:
		var ends []int
		for _, part := range e.parts {
			ends = append(ends, part.ends(s, from)...)
		}
		return unique(ends)
	case sequence:
		ends := []int{from}
		for _, part := range e.parts {
			ends = step(part, s, ends)
		}
		return ends
	}
	var all []int
	ends := []int{from}
	for n := 0; len(ends) > 0 && (e.max == 0 || n <= e.max); n++ {
		if n >= e.min {
			all = append(all, ends...)
		}
		ends = slices.DeleteFunc(step(e.parts[0], s, ends), func(end int) bool { return slices.Contains(all, end) })
	}
	return unique(all)
}

// step returns the ends of a part behind the ends of what is in front.
func step(part *expr, s string, from []int) []int {
	var ends []int
	for _, i := range from {
		ends = append(ends, part.ends(s, i)...)
	}
	return unique(ends)
}

func unique(ends []int) []int {
	slices.Sort(ends)
	return slices.Compact(ends)
}

// count counts what e matches from one offset to another, which is one of its
// ends: each alternative that matches, and one way to repeat.
func (e *expr) count(s string, from, to int) {
	switch e.kind {
	case alternatives:
		for i, part := range e.parts {
			if slices.Contains(part.ends(s, from), to) {
				e.hits[i]++
				part.count(s, from, to)
			}
		}
	case sequence:
		e.countPath(s, e.parts, from, to)
	case repetition:
		n := 0
		for from < to || n < e.min {
			next := e.next(s, from, to, n+1)
			e.parts[0].count(s, from, next)
			from, n = next, n+1
		}
		e.hits[min(n, 2)]++
	}
}

// next returns the end of a repetition's next match on the way to an end.
func (e *expr) next(s string, from, to, n int) int {
	tail := &expr{kind: repetition, parts: e.parts, min: max(e.min-n, 0)}
	if e.max > 0 {
		tail.max = max(e.max-n, 0)
		if tail.max == 0 {
			return to
		}
	}
	for _, end := range e.parts[0].ends(s, from) {
		if (end > from || n <= e.min) && slices.Contains(tail.ends(s, end), to) {
			return end
		}
	}
	panic("no way to the end")
}

func (e *expr) countPath(s string, parts []*expr, from, to int) {
	if len(parts) == 1 {
		parts[0].count(s, from, to)
		return
	}
	tail := seq(parts[1:]...)
	for _, end := range parts[0].ends(s, from) {
		if slices.Contains(tail.ends(s, end), to) {
			parts[0].count(s, from, end)
			e.countPath(s, parts[1:], end, to)
			return
		}
	}
}

// A lineGrammar is the ABNF of OpenMetrics 2.0, of a line at a time: a line feed
// is in no other place. A page is lines, each a descriptor or a sample, and the
// last line, which needs no line feed.
type lineGrammar struct {
	rules      map[string]*expr
	descriptor *expr
	sample     *expr
	verdicts   map[string]bool // of lines, which mutated pages share
}

func newLineGrammar() *lineGrammar {
	rules := make(map[string]*expr)
	rule := func(name string, e *expr) *expr {
		rules[name] = e
		return e
	}
	sp, colon := text(" "), text(":")
	digit := chars('0', '9')
	sign := rule("SIGN", alt(text("-"), text("+")))
	positiveDigit := rule("positive-digit", chars('1', '9'))
	positive := rule("positive-integer", seq(many(text("0")), positiveDigit, many(digit)))
	integer := rule("integer", alt(seq(opt(sign), many1(text("0"))), seq(opt(sign), positive)))
	natural := rule("non-negative-integer", alt(seq(opt(text("+")), many1(text("0"))), seq(opt(text("+")), positive)))
	exponent := func() *expr { return opt(seq(fold("e"), opt(sign), many1(digit))) }
	real := rule("realnumber", alt(
		seq(opt(sign), many1(digit), opt(seq(text("."), many(digit))), exponent()),
		seq(opt(sign), many(digit), text("."), many1(digit), exponent()),
	))
	number := rule("number", alt(real, seq(opt(sign), alt(fold("inf"), fold("infinity"))), fold("nan")))

	normal := rule("normal-char", chars(0, 9, 0xb, 0x21, 0x23, 0x5b, 0x5d, 0xd7ff, 0xe000, 0x10ffff))
	escaped := rule("escaped-char", alt(normal, seq(text(`\`), alt(text("n"), text(`"`), text(`\`))), seq(text(`\`), normal)))
	escapedString := rule("escaped-string", many(escaped))
	nonEmpty := rule("escaped-string-non-empty", many1(escaped))
	quoted := func(e *expr) *expr { return seq(text(`"`), e, text(`"`)) }

	nameInitial := rule("metricname-initial-char", alt(chars('a', 'z', 'A', 'Z'), text("_"), text(":")))
	nameChar := rule("metricname-char", alt(nameInitial, digit))
	name := rule("metricname", seq(nameInitial, many(nameChar)))
	nameUTF8 := rule("metricname-utf8", quoted(nonEmpty))
	labelInitial := rule("label-name-initial-char", alt(chars('a', 'z', 'A', 'Z'), text("_")))
	labelChar := rule("label-name-char", alt(labelInitial, digit))
	labelName := rule("label-name", seq(labelInitial, many(labelChar)))
	labelKey := rule("label-key", alt(labelName, quoted(nonEmpty)))
	label := rule("label", seq(labelKey, text("="), quoted(escapedString)))
	labels := rule("labels-in-braces", seq(text("{"), opt(list(label)), text("}")))
	nameInBraces := rule("name-and-labels-in-braces", seq(text("{"), nameUTF8, many(seq(text(","), label)), text("}")))
	series := rule("metricname-and-labels", alt(seq(name, opt(labels)), nameInBraces))

	timestamp := rule("timestamp", real)
	start := rule("start-timestamp", seq(text("st"), text("@"), timestamp))
	exemplar := rule("exemplar", seq(sp, text("#"), sp, labels, sp, number, sp, timestamp))

	field := func(name string, e *expr) *expr { return seq(text(name), colon, e) }
	brackets := func(e *expr) *expr { return seq(text("["), e, text("]")) }
	leBucket := rule("ch-le-bucket", seq(real, colon, number))
	negInf := rule("ch-neg-inf-bucket", seq(text("-Inf"), colon, number))
	posInf := rule("ch-pos-inf-bucket", seq(text("+Inf"), colon, number))
	leCounts := rule("ch-le-counts", seq(alt(negInf, leBucket), many(seq(text(","), leBucket))))
	classic := rule("classic-buckets", field("bucket", brackets(seq(opt(seq(leCounts, text(","))), posInf))))

	startSpan := rule("nh-start-span", seq(integer, colon, natural))
	span := rule("nh-span", seq(natural, colon, natural))
	spans := rule("nh-spans", seq(startSpan, many(seq(text(","), span))))
	buckets := rule("nh-buckets", list(number))
	side := func(side string) *expr {
		return opt(seq(text(","), rule("nh-"+side+"-spans", field(side+"_spans", brackets(opt(spans)))),
			text(","), rule("nh-"+side+"-buckets", field(side+"_buckets", brackets(opt(buckets))))))
	}
	native := rule("native-buckets", seq(
		rule("nh-schema", field("schema", integer)), text(","),
		rule("nh-zero-threshold", field("zero_threshold", real)), text(","),
		rule("nh-zero-count", field("zero_count", number)), side("negative"), side("positive"),
	))
	histogramBuckets := rule("histogram-buckets", alt(classic, seq(native, opt(seq(text(","), classic)))))
	count, sum := rule("h-count", field("count", number)), rule("h-sum", field("sum", number))
	histogram := rule("histogram-value", seq(count, text(","), sum, text(","), histogramBuckets))
	gauge := rule("gauge-histogram-value", seq(text("g"), count, text(",g"), sum, text(","), histogramBuckets))
	quantile := rule("cs-q-count", seq(real, colon, number))
	quantiles := rule("cs-q-counts", list(quantile))
	summary := rule("summary-value", seq(
		rule("cs-count", field("count", number)), text(","), rule("cs-sum", field("sum", number)), text(","),
		rule("cs-quantile", field("quantile", brackets(opt(quantiles)))),
	))
	composite := rule("composite-value", alt(histogram, gauge, summary))
	value := rule("value", alt(number, seq(text("{"), composite, text("}"))))
	sample := rule("sample", seq(series, sp, value, opt(seq(sp, timestamp)), opt(seq(sp, start)), many(exemplar)))

	metricType := rule("metric-type", alt(text("counter"), text("gauge"), text("histogram"), text("gaugehistogram"),
		text("stateset"), text("info"), text("summary"), text("unknown")))
	anyName := func() *expr { return alt(name, nameUTF8) }
	descriptor := rule("metric-descriptor", alt(
		seq(text("# TYPE "), anyName(), sp, metricType),
		seq(text("# HELP "), anyName(), sp, escapedString),
		seq(text("# UNIT "), anyName(), sp, many(nameChar)),
	))
	return &lineGrammar{rules: rules, descriptor: descriptor, sample: sample, verdicts: make(map[string]bool)}
}

// lines returns the lines of a page in front of the last one, and reports
// whether there is a last line.
func (*lineGrammar) lines(page string) (lines []string, ok bool) {
	page = strings.TrimSuffix(page, "\n")
	if page, ok = strings.CutSuffix(page, "# EOF"); !ok || page == "" {
		return nil, ok
	}
	page, ok = strings.CutSuffix(page, "\n")
	return strings.Split(page, "\n"), ok
}

// matches reports whether the ABNF derives the page, or would without some
// exemplars: the standard lets a page stand whose exemplars are wrong.
func (g *lineGrammar) matches(page string, exemplars bool) bool {
	lines, ok := g.lines(page)
	for _, line := range lines {
		ok = ok && (g.matchesLine(line) || !exemplars && g.matchesWithoutExemplars(line))
	}
	return ok
}

func (g *lineGrammar) matchesLine(line string) bool {
	verdict, known := g.verdicts[line]
	if !known {
		e := g.sample
		if strings.HasPrefix(line, "#") {
			e = g.descriptor
		}
		verdict = slices.Contains(e.ends(line, 0), len(line))
		g.verdicts[line] = verdict
	}
	return verdict
}

// matchesWithoutExemplars reports whether the ABNF derives the line without
// exemplars.
func (g *lineGrammar) matchesWithoutExemplars(line string) bool {
	return utf8.ValidString(line) && !strings.HasSuffix(line, "\r") && g.cutExemplars(line) != line
}

// cutExemplars returns the line up to a blank in front of #, if the ABNF
// derives that.
func (g *lineGrammar) cutExemplars(line string) string {
	for i := range line {
		if strings.HasPrefix(line[i:], " #") && !strings.HasPrefix(line, "#") && g.matchesLine(line[:i]) {
			return line[:i]
		}
	}
	return line
}

// withoutExemplars returns the page without exemplars.
func (g *lineGrammar) withoutExemplars(page string) string {
	lines, _ := g.lines(page)
	for i, line := range lines {
		lines[i] = g.cutExemplars(line)
	}
	return strings.Join(append(lines, "# EOF\n"), "\n")
}

// count counts what a page that matches has of the grammar.
func (g *lineGrammar) count(page string) {
	lines, _ := g.lines(page)
	for _, line := range lines {
		e := g.sample
		if strings.HasPrefix(line, "#") {
			e = g.descriptor
		}
		e.count(line, 0, len(line))
	}
}

// missing lists what no page had: an alternative, or a part no, one or several
// times.
func (g *lineGrammar) missing() (missing []string) {
	seen := make(map[*expr]bool)
	var look func(name string, e *expr)
	look = func(name string, e *expr) {
		if seen[e] {
			return
		}
		seen[e] = true
		for i, n := range e.hits {
			possible := e.kind == alternatives || i >= e.min && (e.max == 0 || i <= e.max)
			if n == 0 && possible {
				missing = append(missing, fmt.Sprintf("%s: %v %d", name, [...]string{"", "", "", "alternative", "times"}[e.kind], i))
			}
		}
		for _, part := range e.parts {
			look(name, part)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.rules)) {
		look(name, g.rules[name])
	}
	return missing
}
