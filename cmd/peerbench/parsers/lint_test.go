package parsers

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	ours "plainmetrics/expfmt"
)

// lintWords are the parts of the names of random families, most of them
// with a problem.
var lintWords = []string{"a", "jobsDone", "wait_ms", "load_total", "b_milliseconds", "c_count", "d_sum", "e_bucket", "size:kb", "f_gauge"}

// A brokenPage is a random page that promlint can read in most cases, and
// whose lines a strict decoder refuses: pieces of families, histograms and
// summaries without some of their lines or with a plain sample, series that
// come twice.
type brokenPage struct {
	*rand.Rand
	strings.Builder
}

func (p *brokenPage) pick(words ...string) string { return words[p.IntN(len(words))] }

// sample prints a sample with some labels, or with none.
func (p *brokenPage) sample(name, label string) {
	labels := []string{}
	if label != "" {
		labels = append(labels, label)
	}
	if p.IntN(2) == 0 {
		labels = append(labels, p.pick(`x="1"`, `x="2"`, `fooBar="1"`, `le="1"`, `quantile="0.5"`, `quantile="1",x="1"`))
	}
	timestamp := p.pick("", "", "", " 1000", " 2000")
	fmt.Fprintf(p, "%s{%s} %d%s\n", name, strings.Join(slices.Compact(labels), ","), p.IntN(3), timestamp)
}

// family prints a piece of a family: lines of metadata, samples, or both.
func (p *brokenPage) family(name string) {
	if p.IntN(2) == 0 {
		fmt.Fprintf(p, "# HELP %s %s\n", name, p.pick("Text.", "A \\\"quote\\\".", "Not \xff UTF-8.", " "))
	}
	if p.IntN(2) == 0 {
		fmt.Fprintf(p, "# TYPE %s %s\n", name, p.pick("counter", "gauge", "untyped", "histogram", "summary", "HISTOGRAM", "Counter"))
	}
	for range p.IntN(4) {
		suffix := p.pick("", "", "_sum", "_count", "_bucket")
		label := ""
		if p.IntN(2) == 0 {
			label = p.pick(`le="1"`, `le="+Inf"`, `quantile="0.9"`, `quantile="2"`)
		}
		p.sample(name+suffix, label)
	}
}

func newBrokenPage(r *rand.Rand) string {
	p := &brokenPage{Rand: r}
	first := r.IntN(len(lintWords))
	for range 1 + r.IntN(5) {
		p.family(lintWords[(first+r.IntN(3))%len(lintWords)])
	}
	return p.String()
}

// TestLintBrokenPages holds the findings for pages that break the format
// against promlint's: ours has all that promlint has.
func TestLintBrokenPages(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 1))
	read, broken := 0, 0
	for range *pages {
		page := newBrokenPage(r)
		if r.IntN(2) == 0 {
			page = mutate(r, textPages[r.IntN(len(textPages))])
		}
		theirs, err := promlint.New(strings.NewReader(page)).Lint()
		if err != nil || hasSkipped(page) {
			continue
		}
		read++
		problems, err := ours.LintText([]byte(page))
		if err != nil {
			broken++
		}
		found := make(map[string]bool)
		for _, p := range problems {
			found[p.String()] = true
		}
		for _, p := range theirs {
			if want := p.Metric + " " + p.Text; !found[want] {
				t.Errorf("seed %d: want %q among %v for the page\n%s\n(%q; %v)", *seed, want, problems, page, page, err)
				break
			}
		}
	}
	if read < *pages/20 || broken < read/10 {
		t.Errorf("got %d pages that promlint reads, and %d broken ones among them, want a twentieth at least of %d, and a tenth of these", read, broken, *pages)
	}
}

// skipped are lines that LintText can't read and so skips, and promlint
// reads.
var skipped = []struct {
	what string
	line *regexp.Regexp
}{
	{"a number without a blank behind the name", regexp.MustCompile(`(?m)^[ \t]*[\w:]+[^\w:{ \t]`)},
	{"a name without quotes in braces", regexp.MustCompile(`(?m)^[ \t]*\{[ \t]*[^" \t]`)},
	{"a type with backslashes, which promlint drops", regexp.MustCompile(`(?m)TYPE.*\\`)},
	{"quotes in a label name", regexp.MustCompile(`[{,][ \t]*\w+"`)},
	{"a label name that begins with two underscores", regexp.MustCompile(`[{,][ \t]*"?__`)},
	{"a label twice that promlint takes for no label", regexp.MustCompile(`\bquantile=.*\bquantile=|\ble=.*\ble=`)},
}

func hasSkipped(page string) bool {
	for _, s := range skipped {
		if s.line.MatchString(page) {
			return true
		}
	}
	return false
}
