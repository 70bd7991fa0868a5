package parsers

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	ours "plainmetrics/expfmt"
)

var mistakes = flag.Int("mistakes", 200_000, "judge this `NUMBER` of pages of OpenMetrics 2.0 with mistakes")

// readOpenMetrics2 reads a page with the parser of Prometheus. It returns the
// series and histograms with their times.
func readOpenMetrics2(page string) (entries []string, err error) {
	options := textparse.ParserOptions{KeepClassicOnClassicAndNativeHistograms: true}
	parser := textparse.NewOpenMetrics2Parser([]byte(page), labels.NewSymbolTable(), options)
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		} else if err != nil {
			return nil, err
		}
		if entry != textparse.EntrySeries && entry != textparse.EntryHistogram {
			continue
		}
		var set labels.Labels
		parser.Labels(&set)
		if !set.IsValid(model.UTF8Validation) || set.Get(model.MetricNameLabel) == "" {
			return nil, fmt.Errorf("invalid labels %v", set)
		}
		if name, twice := set.HasDuplicateLabelNames(); twice {
			return nil, fmt.Errorf("label %q twice", name)
		}
		for parser.Exemplar(new(exemplar.Exemplar)) {
		}
		entries = append(entries, printEntry(parser, entry, set))
	}
}

// printEntry returns a series or a histogram as text.
func printEntry(parser textparse.Parser, entry textparse.Entry, set labels.Labels) string {
	var at *int64
	value := ""
	if entry == textparse.EntrySeries {
		_, t, v := parser.Series()
		at, value = t, fmt.Sprint(v+0) // ours print -0 as 0
	} else {
		_, t, h, floats := parser.Histogram()
		if h != nil {
			floats = h.ToFloat(nil)
		}
		at, value = t, fmt.Sprint(floats)
	}
	text := fmt.Sprintf("%v %s st@%d", set, value, parser.StartTimestamp())
	if at != nil {
		text += fmt.Sprintf(" at %d", *at)
	}
	return text
}

func newOM2Generator(stream uint64) *om2Generator {
	return &om2Generator{Rand: rand.New(rand.NewPCG(*seed, stream))}
}

// TestOpenMetrics2Grammar walks the ABNF: the pages have every alternative of
// every production, ours take them all, and Prometheus all but those listed.
func TestOpenMetrics2Grammar(t *testing.T) {
	g, grammar := newOM2Generator(10), newLineGrammar()
	refused := make(map[string]int)
	for range 2000 {
		page := g.page()
		if !grammar.matches(page, true) {
			t.Fatalf("seed %d: the ABNF does not derive the page\n%s", *seed, page)
		}
		grammar.count(page)
		if err := ours.DecodeOpenMetrics2([]byte(page), discard{}); err != nil {
			t.Fatalf("seed %d: %v of the page\n%s\n%q", *seed, err, page, page)
		}
		entries, err := readOpenMetrics2(page)
		lintRefusals(t, page, err)
		if err == nil {
			compareRead(t, page, entries)
		} else {
			d := find(refusedByPrometheus, err.Error(), page)
			if d == nil {
				t.Fatalf("seed %d: Prometheus says %v of the page\n%s\n%q", *seed, err, page, page)
			}
			refused[d.what]++
		}
	}
	if missing := grammar.missing(); missing != nil {
		t.Errorf("seed %d: expected pages with all of the ABNF, missing\n%s", *seed, strings.Join(missing, "\n"))
	}
	t.Log(refused)
}

// lintRefusals lints a page that keeps to the standard: the linter says whether
// Prometheus refuses the page.
func lintRefusals(t *testing.T, page string, refused error) {
	t.Helper()
	problems, err := ours.LintOpenMetrics2([]byte(page))
	found := slices.ContainsFunc(problems, isRefusal)
	if refused == nil {
		found = slices.ContainsFunc(problems, func(p ours.Problem) bool { return isRefusal(p) && !maybe.MatchString(p.Text) })
	}
	if found != (refused != nil) || err != nil {
		t.Fatalf("seed %d: the linter says %v, error %v, and Prometheus %v of the page\n%s", *seed, problems, err, refused, page)
	}
}

// compareRead compares what ours read on a page with what Prometheus reads:
// printed again, the page says the same to Prometheus.
func compareRead(t *testing.T, page string, want []string) {
	t.Helper()
	printed := ours.NewPage(ours.OpenMetrics2{Scheme: ours.NoEscaping}, nil)
	if err := ours.DecodeOpenMetrics2([]byte(page), printed); err != nil {
		t.Fatal(err)
	}
	got, err := readOpenMetrics2(string(printed.End()))
	if strings.Contains(page, `"l:m"`) {
		return // which is printed without quotes
	}
	if !slices.Equal(got, want) || err != nil {
		t.Fatalf("seed %d: the page\n%s\nprinted again\n%s\ngot, with the error %v\n%q\nwant\n%q", *seed, page, printed.End(), err, got, want)
	}
}

// TestOpenMetrics2Mistakes judges pages with mistakes beside the parser of
// Prometheus and the ABNF. Each kind of difference is in one of the two lists
// below, which say by which sentence of the standard ours are right.
func TestOpenMetrics2Mistakes(t *testing.T) {
	n := *mistakes
	if testing.Short() {
		n /= 20
	}
	g, grammar := newOM2Generator(11), newLineGrammar()
	verdicts := make(map[string]int)
	failures := 0
	fail := func(page, format string, args ...any) {
		t.Errorf("seed %d: %s of the page\n%s\n%q", *seed, fmt.Sprintf(format, args...), page, page)
		if failures++; failures == 20 {
			t.FailNow()
		}
	}
	for i := range n {
		if i%1000 == 0 {
			clear(grammar.verdicts)
		}
		page := g.page()
		for range 1 + g.IntN(2) {
			page = g.mutate(page)
		}
		err := ours.DecodeOpenMetrics2([]byte(page), discard{})
		_, theirs := readOpenMetrics2(page)
		switch {
		case err == nil && !grammar.matches(page, false):
			fail(page, "ours read what the ABNF does not derive")
		case err != nil && theirs != nil:
			verdicts["refused by both"]++
		case err == nil && theirs == nil:
			verdicts["read by both"]++
		case err != nil:
			d := find(refusedByOurs2, err.Error(), page)
			if d == nil {
				fail(page, "ours say %v, and Prometheus reads", err)
				break
			}
			if d.grammar && grammar.matches(page, false) {
				fail(page, "ours say %v, and the ABNF derives", err)
			}
			verdicts["only ours refuse: "+d.what+" ("+d.sentence+")"]++
		default:
			what, ok := whyPrometheusRefuses(page, grammar)
			if !ok {
				fail(page, "Prometheus says %v, without exemplars %v, and ours read", theirs, errorOf(readOpenMetrics2(grammar.withoutExemplars(page))))
				break
			}
			verdicts["only Prometheus refuses: "+what]++
		}
	}
	for _, verdict := range slices.Sorted(maps.Keys(verdicts)) {
		t.Logf("%7d %s", verdicts[verdict], verdict)
	}
	if verdicts["refused by both"] < n/4 || verdicts["read by both"] < n/20 {
		t.Errorf("got %v of %d pages, want a quarter refused and a twentieth read by both", verdicts, n)
	}
}

func errorOf(_ []string, err error) error { return err }

// whyPrometheusRefuses returns the kind of a page that Prometheus refuses and
// ours read.
func whyPrometheusRefuses(page string, grammar *lineGrammar) (what string, ok bool) {
	if without := errorOf(readOpenMetrics2(grammar.withoutExemplars(page))); without == nil {
		// "If an exemplar is malformed or invalid, it should be dropped or
		// ignored, allowing the valid metric data to be ingested."
		return "a bad exemplar", true
	} else if d := find(refusedByPrometheus, without.Error(), page); d != nil {
		return d.what + " (" + d.sentence + ")", true
	}
	return "", false
}

// A difference is a kind of page that one decoder reads and the other refuses.
type difference struct {
	what, sentence string         // the sentence of the standard by which ours are right
	err            *regexp.Regexp // of the one that refuses
	page           *regexp.Regexp // nil if the error tells enough
	grammar        bool           // the ABNF does not derive the page, either
}

func find(list []difference, err, page string) *difference {
	for i := range list {
		if d := &list[i]; d.err.MatchString(err) && (d.page == nil || d.page.MatchString(page)) {
			return d
		}
	}
	return nil
}

func pattern(s string) *regexp.Regexp { return regexp.MustCompile(s) }

// refusedByPrometheus is what Prometheus refuses, and ours read.
var refusedByPrometheus = []difference{
	{
		what: "a composite value of an unknown", err: pattern(`composite value not supported for metric type "unknown"`),
		sentence: "A Sample in a metric with the Unknown Type MUST have a Number or CompositeValue value.",
	},
	{
		what: "the bucket -Inf", err: pattern(`buckets must be sorted in increasing order: "-Inf:`),
		sentence: "ABNF: ch-neg-inf-bucket",
	},
	{
		what: "a negative count in a gaugehistogram", err: pattern(`observation count is negative|observations found in buckets, but the Count field is`), page: pattern(`gcount:`),
		sentence: "Float and negative Gcount is allowed to make it possible to expose results of arithmetic operations on GaugeHistograms",
	},
	{
		what: "a plus in front of a length", err: pattern(`invalid span length "\+`),
		sentence: `ABNF: non-negative-integer = ["+"] …`,
	},
	{
		what: "an infinite count in native buckets", err: pattern(`invalid bucket "[+-]?(?i:inf|infinity)"`),
		sentence: "ABNF: nh-buckets = number *(\",\" number)",
	},
	{
		what: "a state whose label has other escapes", err: pattern(`stateset sample must have a label matching`), page: pattern(`\\\\`),
		sentence: "As an example, `\\\\a` is equivalent and preferable to `\\a`.",
	},
	{
		what: "a zero byte in a name", err: pattern(`INVALID|EOF`), page: pattern(`\x00`),
		sentence: "NULL (ASCII 0x0) MUST be supported.",
	},
}

// refusedByOurs2 is what ours refuse, and Prometheus reads.
//
// Prometheus' parser says of itself that it is no conformance test.
var refusedByOurs2 = []difference{
	{
		what: "a family in pieces", err: pattern(`expected the lines of a family in one place`),
		sentence: "MetricFamilies MUST NOT be interleaved.",
	},
	{
		what: "metadata behind samples", err: pattern(`expected HELP, TYPE and UNIT in front of the samples`),
		sentence: "ABNF: metricfamily = *metric-descriptor *sample",
	},
	{
		what: "two lines of metadata", err: pattern(`expected one (?:HELP|TYPE|UNIT) line for`),
		sentence: "There MUST NOT be more than one of each type of metadata line for a MetricFamily.",
	},
	{
		what: "a series in pieces", err: pattern(`expected the lines of a series in one place`),
		sentence: "Metrics MUST NOT be interleaved.",
	},
	{
		what: "a series twice", err: pattern(`expected a series that is new to the family`),
		sentence: "Every Metric within a MetricFamily MUST have a unique LabelSet.",
	},
	{
		what: "timestamps that do not increase", err: pattern(`expected a timestamp (?:above|on all lines)`),
		sentence: "If more than one Sample is exposed for a Metric, then its Samples MUST have monotonically increasing Timestamps.",
	},
	{
		what: "states in pieces", err: pattern(`expected the states of \{.*\} in one place`),
		sentence: "StateSet MetricGroups MUST NOT be interleaved.",
	},
	{
		what: "an info without a suffix", err: pattern(`expected an info whose name ends in _info`),
		sentence: "The MetricFamily name for Info metrics MUST end in `_info`.",
	},
	{
		what: "an info that is not 1", err: pattern(`expected the value 1, which every info has`),
		sentence: "The Sample value MUST always be 1.",
	},
	{
		what: "a unit of an info or a stateset", err: pattern(`expected no unit for a family of type (?:info|stateset)`),
		sentence: "MetricFamilies of Type StateSets MUST have an empty Unit string.",
	},
	{
		what: "a unit of other characters", err: pattern(`expected a unit of letters`), grammar: true,
		sentence: `ABNF: %s"UNIT" SP (metricname / metricname-utf8) SP *metricname-char LF`,
	},
	{
		what: "a time of creation of another type", err: pattern(`expected no time of creation of a (?:gauge|gaugehistogram|stateset|info)\b`),
		sentence: "It MAY include Exemplars and MAY have a Start Timestamp, depending on the MetricFamily Type.",
	},
	{
		what: "a counter or the sum of a summary below 0, or NaN", err: pattern(`expected a number of at least 0, found`),
		sentence: "Semantically, Count and Sum values are counters so MUST NOT be NaN or negative.",
	},
	{
		what: "a quantile of a value below 0", err: pattern(`expected a number of at least 0, or NaN`),
		sentence: "Quantile values MUST NOT be negative.",
	},
	{
		what: "a quantile outside of 0 to 1", err: pattern(`expected a quantile from 0 to 1`),
		sentence: "Quantiles MUST be between 0 and 1 inclusive.",
	},
	{
		what: "a count below 0", err: pattern(`expected a count, found -`),
		sentence: "The Count MUST NOT be negative.",
	},
	{
		// The standard recommends other counts, and asks for sums that NaN can't have.
		what: "NaN as a count", err: pattern(`expected a count, found NaN`),
		sentence: "The Count value MUST be equal to the value of the +Inf bucket.",
	},
	{
		what: "a count of a summary that is not whole", err: pattern(`expected a whole number below 2\^64`),
		sentence: "Count MUST be an integer.",
	},
	{
		what: "a count unlike the bucket +Inf", err: pattern(`expected the count .* in the bucket \+Inf`),
		sentence: "The Count value MUST be equal to the value of the +Inf bucket.",
	},
	{
		what: "counts that decrease", err: pattern(`expected a cumulative count`),
		sentence: "A Classic Bucket MUST count the number of measured values less than or equal to its threshold",
	},
	{
		what: "a bucket beyond infinity", err: pattern(`expected buckets up to the index`),
		sentence: "Native Buckets beyond the +Inf and -Inf buckets described above MUST NOT be used.",
	},
	{
		what: "a carriage return at the end of a line", err: pattern(`expected a line feed alone`),
		sentence: "Line endings MUST be signalled with line feed (\\n) and MUST NOT contain carriage returns (\\r).",
	},
	{
		what: "no UTF-8", err: pattern(`expected valid UTF-8`),
		sentence: "UTF-8 MUST be used.",
	},
	{
		what: "a quote without a backslash", err: pattern(`expected \\" for a quote`), grammar: true,
		sentence: "ABNF: escaped-char",
	},
	{
		what: "a name over two lines", err: pattern(`expected a closing quote, found the end of the line|expected a character behind a backslash, found the end`), grammar: true,
		sentence: "ABNF: normal-char",
	},
	{
		what: "fields that are missing, twice, or in another order", grammar: true,
		err:      pattern(`expected (?:,|count: or gcount:|\}|\],)(?:sum:|gsum:|schema:|bucket|zero_|negative_|positive_|,|,? )*.*found`),
		sentence: "The CompositeValue MUST include the Count, Sum and Classic Bucket values as the fields `count`, `sum`, `bucket`, in this order.",
	},
	{
		what: "native buckets of more or fewer observations", err: pattern(`expected the observations of the count in the native buckets`),
		sentence: "the Count value MUST be equal to the sum of the negative, positive and zero Native Buckets",
	},
	{
		what: "a number too large", err: pattern(`found "[+-]?[0-9.]+[eE]\+?[0-9]{3,}"`),
		sentence: "Floating point numbers MUST fit within the range of a 64-bit floating point value as defined by IEEE 754",
	},
	{
		what: "a bound or a quantile that is no decimal number", err: pattern(`expected (?:a bound|a quantile|a zero threshold), a decimal number`), grammar: true,
		sentence: `ABNF: ch-le-bucket = realnumber ":" number`,
	},
	{
		what: "lists with empty elements, and buckets behind +Inf", err: pattern(`expected a (?:colon|comma and the bucket|bracket behind|number|comma or a bracket|count)`), grammar: true,
		sentence: "ABNF: ch-le-counts, cs-q-counts and nh-buckets",
	},
	{
		what: "a zero byte where Prometheus skips one", err: pattern(`expected a last line|found "\\x00"`), page: pattern(`\x00`), grammar: true,
		sentence: "ABNF: metricset and label",
	},
	{
		what: "a comma behind the last label", err: pattern(`expected a label name, found "\}"`), grammar: true,
		sentence: "ABNF: label *(COMMA label)",
	},
	{
		what: "an offset, a length or a schema with a blank or a minus, or none", grammar: true,
		err:      pattern(`expected (?:an offset|a length|a schema)`),
		sentence: `There MUST NOT be any whitespace around fields. ABNF: non-negative-integer = ["+"] …`,
	},
	{
		// Prometheus compares the escaped names, and has lost the type.
		what: "a state without its label, with other escapes in its name", err: pattern(`expected a sample with a label`), page: pattern(`\\\\`),
		sentence: "Each state's Metric MUST have a label with the MetricFamily name as the label name",
	},
	{
		what: "a comment", err: pattern(`expected HELP, TYPE, UNIT or EOF`), grammar: true,
		sentence: "Aside from this metadata and the EOF line at the end of the message, you MUST NOT expose lines beginning with a #.",
	},
}

// om2Pieces are put into pages.
var om2Pieces = []string{
	"{", "}", "\"", "\\", "\n", " ", "\t", ",", "=", "#", "# ", "NaN", "+Inf", "-Inf", "-", "+", "e", "0", "1", "[", "]", ":", "[]",
	"\xff", "ü", "\r", "\x00", "le", "quantile", "# EOF\n", "# TYPE a gauge\n", "# HELP a x\n", "# UNIT a a\n", " # {} 1", " # {} 1 1",
	" st@1", "st@", "0x1", "_", "1e999", "\\n", "\\t", "a", "\"\"", "{}", ",,", "inf", ".", " 1", " 0", "__name__", "count:", "sum:", "g",
	",bucket:[+Inf:1]", "bucket", "schema:", ",schema:9", "-5", "abc", ",zero_count:0", "positive", "0:1,", ",1", "1:1,", "_info", "2",
}

// types are the words of types.
var om2Types = []string{"counter", "gauge", "histogram", "gaugehistogram", "stateset", "info", "summary", "unknown", "untyped"}

// mutate returns a page with a mistake, of a byte, a word or a line.
func (g *om2Generator) mutate(page string) string {
	at := g.IntN(len(page))
	lines := strings.SplitAfter(page, "\n")
	line := g.IntN(len(lines))
	switch piece := om2Pieces[g.IntN(len(om2Pieces))]; g.IntN(10) {
	case 0:
		page = page[:at] + piece + page[at:]
	case 1:
		page = page[:at] + piece + page[at+1:]
	case 2:
		page = page[:at] + page[min(len(page), at+1+g.IntN(3)):]
	case 3:
		flipped := []byte(page)
		flipped[at] ^= 1 << g.IntN(8)
		page = string(flipped)
	case 4:
		page = strings.Join(slices.Insert(lines, g.IntN(len(lines)), lines[line]), "")
	case 5:
		page = strings.Join(slices.Delete(lines, line, line+1), "")
	case 6:
		other := g.IntN(len(lines))
		lines[line], lines[other] = lines[other], lines[line]
		page = strings.Join(lines, "")
	case 7:
		page = g.replace(page, typeWord, om2Types[g.IntN(len(om2Types))])
	case 8:
		page = g.replace(page, numberWord, g.pick("0", "1", "-1", "2", "0.5", "NaN", "+Inf", "1e6", "-0", "99", "abc", ""))
	case 9:
		lines[line] = g.swapFields(lines[line])
		page = strings.Join(lines, "")
	}
	if page == "" {
		return "\n"
	}
	return page
}

var (
	typeWord   = regexp.MustCompile(`counter|gaugehistogram|gauge|histogram|stateset|info|summary|unknown`)
	numberWord = regexp.MustCompile(`[+-]?[0-9.]+(?:e[+-]?[0-9]+)?`)
)

// replace replaces one of the words with another.
func (g *om2Generator) replace(page string, word *regexp.Regexp, with string) string {
	places := word.FindAllStringIndex(page, -1)
	if places == nil {
		return page
	}
	place := places[g.IntN(len(places))]
	return page[:place[0]] + with + page[place[1]:]
}

// swapFields swaps two parts of a line between commas.
func (g *om2Generator) swapFields(line string) string {
	fields := strings.Split(line, ",")
	i, j := g.IntN(len(fields)), g.IntN(len(fields))
	fields[i], fields[j] = fields[j], fields[i]
	return strings.Join(fields, ",")
}

// BenchmarkOpenMetrics2 reads a page of 1,000 counters and 100 histograms, with
// the decoder and with the parser of Prometheus, which does less: it neither
// looks for series that come twice nor for counts that contradict each other.
func BenchmarkOpenMetrics2(b *testing.B) {
	page := ours.NewPage(ours.OpenMetrics2{}, nil)
	bounds, err := ours.Buckets([]float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5})
	if err != nil {
		b.Fatal(err)
	}
	histogram, counter := ours.MustFamily("request_seconds", "", ours.TypeHistogram), ours.MustFamily("requests_total", "", ours.TypeCounter)
	for i := range 1100 {
		set, err := ours.Labels(ours.Label{Name: "path", Value: fmt.Sprint(i)})
		if err != nil {
			b.Fatal(err)
		}
		point := &ours.Point{Created: 1700000000_123456789}
		if i < 100 {
			point.Sum, point.Count, point.Bounds, point.Counts = 123.456, 100, bounds, []uint64{0, 1, 2, 5, 10, 20, 50, 80, 90, 99}
			page.Point(histogram, set, point)
		} else {
			point.Value = float64(i) * 1.5
			page.Point(counter, set, point)
		}
	}
	text := page.End()
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := ours.DecodeOpenMetrics2(text, discard{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("prometheus", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			parser := textparse.NewOpenMetrics2Parser(text, labels.NewSymbolTable(), textparse.ParserOptions{})
			for {
				entry, err := parser.Next()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					b.Fatal(err)
				}
				if entry == textparse.EntrySeries {
					var set labels.Labels
					parser.Labels(&set)
					parser.Series()
				}
			}
		}
	})
}
