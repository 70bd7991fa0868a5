package registry

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// page returns the page of g, and fails the test unless it is complete.
func page(t testing.TB, g Gatherer) string {
	t.Helper()
	got, err := partialPage(g)
	if err != nil {
		t.Errorf("Encode: got the error %v, want none", err)
	}
	return got
}

// partialPage returns the page and the error of g.
func partialPage(g Gatherer) (string, error) {
	return pageWithin(context.Background(), g)
}

// pageWithin is partialPage with a context.
func pageWithin(ctx context.Context, g Gatherer) (string, error) {
	p := expfmt.NewPage(expfmt.Text{}, nil)
	err := gatheringSource(g).Encode(ctx, p)
	return string(p.End()), err
}

// pageOf returns the page of a registry with the given Collectors.
func pageOf(t testing.TB, cs ...Collector) string {
	t.Helper()
	return page(t, registryOf(cs...))
}

func registryOf(cs ...Collector) *Registry {
	r := NewRegistry()
	r.MustRegister(cs...)
	return r
}

// samplesOf is pageOf without the headers.
func samplesOf(t testing.TB, cs ...Collector) string {
	t.Helper()
	return samples(pageOf(t, cs...))
}

// samples returns the lines of a page that are not comments.
func samples(page string) string {
	var lines strings.Builder
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "#") {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

// checkText compares two texts of several lines. It ignores a line feed at the
// beginning of want, which may begin on a line of its own.
func checkText(t testing.TB, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkError checks that err contains all of the words, or that err is nil if
// there are no words.
func checkError(t testing.TB, err error, words ...string) {
	t.Helper()
	switch {
	case err == nil && len(words) > 0:
		t.Errorf("got no error, want one that says %q", words)
	case err != nil && len(words) == 0:
		t.Errorf("got the error %v, want none", err)
	}
	for _, word := range words {
		if err != nil && !strings.Contains(err.Error(), word) {
			t.Errorf("got the error\n%v\nwant one that says %q", err, word)
		}
	}
}

// panicOf returns the panic of f as an error, or nil.
func panicOf(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

// labelSet returns the label set of alternating names and values.
func labelSet(pairs ...string) expfmt.LabelSet {
	var labels []expfmt.Label
	for i := 0; i < len(pairs); i += 2 {
		labels = append(labels, expfmt.Label{Name: pairs[i], Value: pairs[i+1]})
	}
	set, err := expfmt.Labels(labels...)
	if err != nil {
		panic(err)
	}
	return set
}

// parse returns the values of a page by the name and labels of their samples.
// It fails the test if the page is not well formed or not sorted.
func parse(t testing.TB, page string) map[string]float64 {
	t.Helper()
	if err := expfmt.DecodeText([]byte(page), &orderChecker{t: t}); err != nil {
		t.Errorf("got a page that is not well formed: %v", err)
	}
	values := make(map[string]float64)
	for line := range strings.Lines(samples(page)) {
		space := strings.LastIndexByte(line, ' ')
		v, err := strconv.ParseFloat(strings.TrimSuffix(line[space+1:], "\n"), 64)
		if err != nil {
			t.Errorf("line %q: want a number at its end", line)
		}
		values[line[:space]] = v
	}
	return values
}

// An orderChecker is an Encoder that fails the test unless families are sorted
// by their names, and series by their labels.
type orderChecker struct {
	t      testing.TB
	family *expfmt.Family
	last   *expfmt.LabelSet // nil at the beginning of a family
}

func (c *orderChecker) Value(f *expfmt.Family, labels expfmt.LabelSet, _ float64) {
	if f != c.family {
		if c.family.Name() >= f.Name() {
			c.t.Errorf("got family %q behind %q, want them in order", f.Name(), c.family.Name())
		}
		c.family, c.last = f, nil
	}
	if c.last != nil && c.last.Compare(labels) >= 0 {
		c.t.Errorf("family %q: got series {%v} behind {%v}, want them in order", c.family.Name(), labels, c.last)
	}
	c.last = &labels
}

func (c *orderChecker) Point(f *expfmt.Family, labels expfmt.LabelSet, _ *expfmt.Point) {
	c.Value(f, labels, 0)
}

// A sourceOnly makes a Collector of a test's Source that embeds it.
type sourceOnly struct{}

func (sourceOnly) Describe(chan<- *Desc) { panic("a Source was asked for Descs") }
func (sourceOnly) Collect(chan<- Metric) { panic("a Source was asked for metrics") }
