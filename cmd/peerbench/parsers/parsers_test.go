// Package parsers holds the decoders of plainmetrics against the parsers
// of Prometheus: what those refuse, ours refuse.
package parsers

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	ours "plainmetrics/expfmt"
)

var (
	seed  = flag.Uint64("seed", 0, "draw the mutations of pages from this `SEED`")
	pages = flag.Int("pages", 100_000, "read this `NUMBER` of mutated pages in each format")
)

var textPages = []string{
	"# HELP a_total A.\n# TYPE a_total counter\na_total{b=\"1\",c=\"x\\\"y\\\\z\\n\"} 1 1000\na_total{b=\"2\",c=\"\"} 2.5e-3\n",
	"# HELP h H.\n# TYPE h histogram\nh_bucket{x=\"1\",le=\"0.5\"} 1\nh_bucket{x=\"1\",le=\"+Inf\"} 3\nh_sum{x=\"1\"} 7\nh_count{x=\"1\"} 3\n",
	"# TYPE s summary\ns{quantile=\"0.5\"} 1\ns{quantile=\"0.9\"} NaN\ns_sum 3\ns_count 2\n",
	"# HELP \"my.metric\" \\\\ and \\n\n# TYPE \"my.metric\" gauge\n{\"my.metric\",\"lab.el\"=\"v\",b=\"ü\"} +Inf\n{\"my.metric\",\"lab.el\"=\"w\",b=\"\"} -Inf 5\n",
	"# TYPE u untyped\nu 0.25\n\n# a comment\nx{a=\"1\"} 3\nx{a=\"2\",} 4\nw 1e40\n",
}

var openMetricsPages = []string{
	"# HELP a A.\n# TYPE a counter\na_total{b=\"1\",c=\"x\\\"y\\\\z\\n\"} 1 1000 # {t=\"1\"} 0.5 1.5\na_created{b=\"1\",c=\"x\\\"y\\\\z\\n\"} 5\n# EOF\n",
	"# TYPE h_s histogram\n# UNIT h_s s\nh_s_bucket{x=\"1\",le=\"0.5\"} 1 # {a=\"b\"} 0.3\nh_s_bucket{x=\"1\",le=\"+Inf\"} 3\nh_s_count{x=\"1\"} 3\nh_s_sum{x=\"1\"} 7\nh_s_created{x=\"1\"} 7\n# EOF\n",
	"# TYPE s summary\ns{quantile=\"0.5\"} 1\ns{quantile=\"0.9\"} NaN\ns_sum 3\ns_count 2\n# EOF\n",
	"# TYPE \"my.metric\" gauge\n# HELP \"my.metric\" \\\\ and \\n \\\"\n{\"my.metric\",\"lab.el\"=\"v\",b=\"ü\"} +Inf\n{\"my.metric\",\"lab.el\"=\"w\",b=\"\"} -Inf -5\n# EOF\n",
	"# TYPE i info\ni_info{v=\"1\"} 1\n# TYPE st stateset\nst{st=\"a\"} 1\nst{st=\"b\"} 0\n# TYPE gh gaugehistogram\ngh_bucket{le=\"1\"} 2\ngh_bucket{le=\"+Inf\"} 3\ngh_gcount 3\ngh_gsum 2\n# TYPE u unknown\nu 3 1.5\nu 4 2.5\n# EOF\n",
}

// loose is what ours take and one of the others does not. The description
// of the text format allows it all.
var loose = []struct {
	what string
	page *regexp.Regexp
}{
	{"zero bytes in names and exemplars, at which the lexers of Prometheus end", regexp.MustCompile(`\x00`)},
	{"label names with colons, which client_golang prints", regexp.MustCompile(`[{,][ \t]*[\w:]*:[\w:]*[ \t]*=`)},
	{"signed timestamps, which Prometheus takes in OpenMetrics alone", regexp.MustCompile(`(?m)[ \t][+-]\d+[ \t]*$`)},
	{"several blanks around a type, which Prometheus takes for a part of it", regexp.MustCompile(`(?m)^# TYPE .*(?:[ \t]{2}|[ \t]$)`)},
	{"blanks at the end of a sample, which common/expfmt takes for a timestamp", regexp.MustCompile(`(?m)[ \t]$`)},
}

func TestText(t *testing.T) {
	compare(t, textPages, func(page string) error {
		if err := readAsServer(page, "text/plain; version=0.0.4"); err != nil {
			return fmt.Errorf("model/textparse: %w", err)
		}
		parser := expfmt.NewTextParser(model.UTF8Validation)
		if _, err := parser.TextToMetricFamilies(strings.NewReader(page)); err != nil {
			return fmt.Errorf("common/expfmt: %w", err)
		}
		return nil
	}, ours.DecodeText)
}

func TestOpenMetrics(t *testing.T) {
	compare(t, openMetricsPages, func(page string) error {
		return readAsServer(page, "application/openmetrics-text; version=1.0.0")
	}, ours.DecodeOpenMetrics)
}

func compare(t *testing.T, valid []string, theirs func(string) error, decode func([]byte, ours.Encoder) error) {
	for _, page := range valid {
		if err := errors.Join(theirs(page), decode([]byte(page), discard{})); err != nil {
			t.Fatalf("%v\nof the page\n%s", err, page)
		}
	}
	r := rand.New(rand.NewPCG(*seed, 0))
	refused := 0
	for range *pages {
		page := mutate(r, valid[r.IntN(len(valid))])
		if isLoose(page) {
			continue
		}
		err := theirs(page)
		if err == nil {
			continue
		}
		refused++
		if decode([]byte(page), discard{}) == nil {
			t.Errorf("seed %d: expected an error, as there is from %v, for the page %q", *seed, err, page)
		}
	}
	if refused < *pages/10 {
		t.Errorf("got %d pages that are refused, want a tenth at least of %d", refused, *pages)
	}
}

func isLoose(page string) bool {
	for _, l := range loose {
		if l.page.MatchString(page) {
			return true
		}
	}
	return false
}

// TestLoose shows what is loose in a page, and that ours takes it.
func TestLoose(t *testing.T) {
	for i, page := range []string{"{\"a\x00\"} 1\n", "a{b:c=\"\"} 1\n", "a 1 -5\n", "# TYPE a  gauge\na 1\n", "a 1 \n"} {
		t.Run(loose[i].what, func(t *testing.T) {
			if !loose[i].page.MatchString(page) {
				t.Errorf("expected %v to match %q", loose[i].page, page)
			}
			if err := ours.DecodeText([]byte(page), discard{}); err != nil {
				t.Errorf("%q: %v", page, err)
			}
			server := readAsServer(page, "text/plain; version=0.0.4")
			parser := expfmt.NewTextParser(model.UTF8Validation)
			if _, err := parser.TextToMetricFamilies(bytes.NewReader([]byte(page))); server == nil && err == nil {
				t.Errorf("%q: both parsers take it by now; it need not be listed", page)
			}
		})
	}
}

// readAsServer reads a page as a Prometheus server does.
func readAsServer(page, contentType string) error {
	return readEntries(page, contentType, func(textparse.Entry, labels.Labels, textparse.Parser) {})
}

// readEntries reads a page as a Prometheus server does, and hands out the
// parser at each entry, with the labels of a sample.
func readEntries(page, contentType string, take func(textparse.Entry, labels.Labels, textparse.Parser)) error {
	parser, err := textparse.New([]byte(page), contentType, labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return err
	}
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var set labels.Labels
		if entry == textparse.EntrySeries {
			parser.Labels(&set)
			if set.Get(model.MetricNameLabel) == "" {
				return errors.New("no name")
			}
			if !set.IsValid(model.UTF8Validation) {
				return fmt.Errorf("invalid labels %v", set)
			}
			if name, twice := set.HasDuplicateLabelNames(); twice {
				return fmt.Errorf("label %q twice", name)
			}
		}
		take(entry, set, parser)
		for entry == textparse.EntrySeries && parser.Exemplar(new(exemplar.Exemplar)) {
		}
	}
}

// pieces are put into pages.
var pieces = []string{
	"{", "}", "\"", "\\", "\n", " ", "\t", ",", "=", "#", "# ", "NaN", "+Inf", "-", "+", "e", "0", "1", "_total", "_count",
	"_bucket", "_sum", "_created", "_info", "\xff", "ü", "\r", "le", "quantile", "# EOF\n", "# TYPE a gauge\n", "# HELP a x\n",
	"# UNIT a a\n", " # {} 1", "0x1", "_", "1e999", ":", "\\n", "\\t", "a", "\"\"", "{}", ",,", "inf", ".", " 1", " 0", "__name__",
}

// mutate returns a page with one or two mistakes, of a byte or of a line.
func mutate(r *rand.Rand, page string) string {
	for range 1 + r.IntN(2) {
		at := r.IntN(len(page))
		lines := strings.SplitAfter(page, "\n")
		line := r.IntN(len(lines))
		switch piece := pieces[r.IntN(len(pieces))]; r.IntN(6) {
		case 0:
			page = page[:at] + piece + page[at:]
		case 1:
			page = page[:at] + piece + page[at+1:]
		case 2:
			page = page[:at] + page[min(len(page), at+1+r.IntN(3)):]
		case 3:
			flipped := []byte(page)
			flipped[at] ^= 1 << r.IntN(8)
			page = string(flipped)
		case 4:
			page = strings.Join(slices.Insert(lines, r.IntN(len(lines)), lines[line]), "")
		case 5:
			page = strings.Join(slices.Delete(lines, line, line+1), "")
		}
		if page == "" {
			return "\n"
		}
	}
	return page
}

// discard is an Encoder that forgets what it is given.
type discard struct{}

func (discard) Value(*ours.Family, ours.LabelSet, float64)     {}
func (discard) Point(*ours.Family, ours.LabelSet, *ours.Point) {}
