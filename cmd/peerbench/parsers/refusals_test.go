package parsers

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	ours "plainmetrics/expfmt"
)

var linted = flag.Int("linted", 50_000, "lint this `NUMBER` of drawn pages in each format")

// A dialect is a format as Prometheus reads it, and as ours lint and print
// it.
type dialect struct {
	contentType string
	lint        func([]byte) ([]ours.Problem, error)
	decode      func([]byte, ours.Encoder) error
	print       ours.Format
}

var (
	textDialect = dialect{
		"text/plain; version=0.0.4", ours.LintText, ours.DecodeText, ours.Text{Scheme: ours.NoEscaping},
	}
	openMetricsDialect = dialect{
		"application/openmetrics-text; version=1.0.0", ours.LintOpenMetrics, ours.DecodeOpenMetrics,
		ours.OpenMetrics{Scheme: ours.NoEscaping, Created: true},
	}
)

// TestLintTextRefusals and TestLintOpenMetricsRefusals lint pages that are
// drawn, or mutated from pages in the tests of expfmt.
// A linter that is silent about a page vouches for it: Prometheus takes the
// page, and reads the samples that ours read. And where the linter says that
// Prometheus refuses or misreads a page, Prometheus does.
func TestLintTextRefusals(t *testing.T) {
	testRefusals(t, textDialect, textSeeds(t), generator{})
}

func TestLintOpenMetricsRefusals(t *testing.T) {
	testRefusals(t, openMetricsDialect, openMetricsSeeds(t), generator{openMetrics: true})
}

func testRefusals(t *testing.T, d dialect, seeds []string, g generator) {
	r := rand.New(rand.NewPCG(*seed, 1))
	g.r = r
	counts := make(map[string]int)
	for range *linted {
		page := g.page()
		switch r.IntN(4) {
		case 0:
			page = mutate(r, page)
		case 1:
			page = mutate(r, seeds[r.IntN(len(seeds))])
		}
		if !g.openMetrics {
			page += "behind_all 1\n" // shows if Prometheus ends in front
		}
		verdict, err := d.judge(page)
		counts[verdict]++
		if err != nil {
			t.Errorf("seed %d: %v of the page\n%q", *seed, err, page)
		}
	}
	if t.Log(counts); counts["clean"] < *linted/20 || counts["refused"] == 0 {
		t.Errorf("got %v of %d pages, want a twentieth that is clean, and some refused", counts, *linted)
	}
}

// judge compares the linter's words about a page with what Prometheus makes
// of the page. The verdict is the agreement, for statistics.
func (d dialect) judge(page string) (verdict string, err error) {
	problems, err := d.lint([]byte(page))
	if err != nil {
		return "invalid", nil // which the linter reports, whatever Prometheus does
	}
	refusal := slices.IndexFunc(problems, isRefusal)
	theirs, refused := d.read(page)
	if refusal < 0 && refused != nil {
		return "silent", fmt.Errorf("the linter is silent, and Prometheus says %w", refused)
	}
	printed := ours.NewPage(d.print, nil)
	if err := d.decode([]byte(page), printed); err != nil {
		return "", fmt.Errorf("the linter decodes the page, the decoder says %w", err)
	}
	read, err := d.read(string(printed.End()))
	if err != nil {
		return d.judgePrinted(string(printed.End()), err)
	}
	same := slices.Equal(theirs, read)
	switch {
	case refusal < 0 && !same:
		return "", fmt.Errorf("the linter is silent, and Prometheus reads\n%q, ours read\n%q", theirs, read)
	case refusal >= 0 && refused == nil && same && !maybe.MatchString(problems[refusal].Text):
		return "", fmt.Errorf("the linter says %q, and Prometheus does not mind", problems[refusal])
	case refusal >= 0:
		return "refused", nil
	}
	return "clean", nil
}

// maybe matches findings about metadata, which Prometheus misses on some of
// the pages: not if the metadata says nothing, or of a family without samples;
// and about the end of the page for Prometheus, with nothing behind.
var maybe = regexp.MustCompile(`refuses or misreads|a blank behind #|a comment without a zero byte`)

// judgePrinted judges a page that ours print and Prometheus refuses: the
// linter must say so.
func (d dialect) judgePrinted(page string, refused error) (verdict string, err error) {
	problems, err := d.lint([]byte(page))
	if err == nil && !slices.ContainsFunc(problems, isRefusal) {
		return "silent", fmt.Errorf("decoded and printed, the page is refused by Prometheus, which says %w, and the linter is silent", refused)
	}
	return "printed and refused", nil
}

func isRefusal(p ours.Problem) bool { return strings.HasPrefix(p.Text, "Prometheus ") }

// read returns the samples of a page as Prometheus stores them, sorted, each
// with the metadata of its family.
func (d dialect) read(page string) ([]string, error) {
	var names, samples []string
	metadata := make(map[string]string) // by family, of those that have any
	err := readEntries(page, d.contentType, func(entry textparse.Entry, set labels.Labels, parser textparse.Parser) {
		switch entry {
		case textparse.EntryType:
			if name, typ := parser.Type(); typ != model.MetricTypeUnknown {
				metadata[string(name)] += fmt.Sprint(" TYPE ", typ)
			}
		case textparse.EntryHelp:
			if name, help := parser.Help(); len(help) > 0 {
				metadata[string(name)] = fmt.Sprintf(" HELP %q", help) + metadata[string(name)]
			}
		case textparse.EntrySeries:
			_, at, value := parser.Series()
			line := fmt.Sprint(normalized(set), " ", value+0)
			name := set.Get(model.MetricNameLabel)
			if at != nil && !strings.HasSuffix(name, "_created") {
				line += fmt.Sprint(" at ", *at)
			}
			names, samples = append(names, name), append(samples, line)
		}
	})
	for i, name := range names {
		base := name
		if underscore := strings.LastIndexByte(name, '_'); metadata[name] == "" && underscore >= 0 {
			if _, typ, _ := strings.Cut(metadata[name[:underscore]], " TYPE "); slices.Contains(suffixes[typ], name[underscore:]) {
				base = name[:underscore]
			}
		}
		samples[i] += metadata[base]
	}
	slices.Sort(samples)
	return samples, err
}

// suffixes are the ends of sample names by the type of the family, in both
// formats.
var suffixes = map[string][]string{
	"histogram":      {"_bucket", "_sum", "_count"},
	"summary":        {"_sum", "_count"},
	"gaugehistogram": {"_bucket", "_gsum", "_gcount"},
	"info":           {"_info"},
}

// normalized returns the labels with the numbers of buckets and quantiles in
// one spelling.
func normalized(set labels.Labels) string {
	b := labels.NewBuilder(set)
	for _, name := range []string{"le", "quantile"} {
		if v, err := strconv.ParseFloat(set.Get(name), 64); err == nil {
			b.Set(name, labels.FormatOpenMetricsFloat(v+0))
		}
	}
	return b.Labels().String()
}
