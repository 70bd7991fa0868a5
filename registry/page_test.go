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

// partialPage returns the page of g and what is missing from it.
func partialPage(g Gatherer) (string, error) {
	return pageWithin(context.Background(), g)
}

// pageWithin is partialPage for a scrape that ends with ctx.
func pageWithin(ctx context.Context, g Gatherer) (string, error) {
	p := expfmt.NewPage(expfmt.Text{}, nil)
	err := g.Encode(ctx, p)
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
	var kept strings.Builder
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "#") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// checkText compares two texts of several lines. A want that begins with a
// line feed, so that it stands at the margin of the test, loses it.
func checkText(t testing.TB, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkError checks that err says all of the words, which a user needs to
// find what is wrong. No words mean that there should be no error.
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

// panicOf returns what f panics with, as an error; nil if it does not.
func panicOf(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

// labelSet returns the label set of names and values in turn.
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

// parse returns the values of a page by what stands in front of them. It
// fails the test if the page is not well formed, or not in order.
func parse(t testing.TB, page string) map[string]float64 {
	t.Helper()
	if err := expfmt.DecodeText([]byte(page), &orderChecker{t: t}); err != nil {
		t.Errorf("got a page that is not well formed: %v", err)
	}
	values := make(map[string]float64)
	for line := range strings.Lines(samples(page)) {
		at := strings.LastIndexByte(line, ' ')
		v, err := strconv.ParseFloat(strings.TrimSuffix(line[at+1:], "\n"), 64)
		if err != nil {
			t.Errorf("line %q: want a number at its end", line)
		}
		values[line[:at]] = v
	}
	return values
}

// An orderChecker is an Encoder that fails the test unless families come
// in the order of their names, and series in that of their labels.
type orderChecker struct {
	t      testing.TB
	family *expfmt.Family
	last   *expfmt.LabelSet // nil at the beginning of a family
}

func (c *orderChecker) Family(f *expfmt.Family) {
	if c.family != nil && c.family.Name() >= f.Name() {
		c.t.Errorf("got family %q behind %q, want them in order", f.Name(), c.family.Name())
	}
	c.family, c.last = f, nil
}

func (c *orderChecker) Value(labels expfmt.LabelSet, _ float64) {
	if c.last != nil && c.last.Compare(labels) >= 0 {
		c.t.Errorf("family %q: got series {%v} behind {%v}, want them in order", c.family.Name(), labels, c.last)
	}
	c.last = &labels
}

func (c *orderChecker) Point(labels expfmt.LabelSet, _ *expfmt.Point) { c.Value(labels, 0) }
