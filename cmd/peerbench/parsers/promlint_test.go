package parsers

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"

	theirlint "github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"plainmetrics/registry/model"
	ourlint "plainmetrics/registry/testutil/promlint"
)

// readByOurs are the errors of promlint for pages that ours reads.
var readByOurs = regexp.MustCompile(`second (TYPE|HELP) line|invalid (metric|label) name|expected float as value for '(le|quantile)' label|negative (bucket population|count)|invalid escape sequence|after label name, found ':'`)

// refusedByOurs are the errors of ours for pages that promlint reads.
var refusedByOurs = regexp.MustCompile(`expected one HELP line|expected a blank behind the metric name|expected counter, .* found the end of the line`)

// TestPromlint compares the problems of both packages promlint, in number and
// order, for random pages, most of them broken.
func TestPromlint(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 2))
	read, refused, failures := 0, 0, 0
	for range *pages / 2 {
		page := newBrokenPage(r)
		if r.IntN(4) == 0 {
			page = mutate(r, textPages[r.IntN(len(textPages))])
		}
		if hasSkipped(page) || isLoose(page) {
			continue
		}
		theirs, theirErr := theirlint.New(strings.NewReader(page)).Lint()
		got, err := ourlint.New(strings.NewReader(page)).Lint()
		var want []ourlint.Problem
		for _, p := range theirs {
			want = append(want, ourlint.Problem(p))
		}
		isSame := err == nil && slices.Equal(got, want) || err != nil && refusedByOurs.MatchString(err.Error())
		if theirErr != nil {
			isSame = err != nil || readByOurs.MatchString(theirErr.Error())
			refused++
		}
		read++
		if !isSame {
			t.Errorf("seed %d: the page\n%s\n%q\ngot  %v, error %v\nwant %v, error %v", *seed, page, page, got, err, want, theirErr)
			if failures++; failures == 10 {
				t.FailNow()
			}
		}
	}
	if min(read-refused, refused) < *pages/20 {
		t.Errorf("got %d pages, %d of which promlint refuses, want a tenth at least of %d of both kinds", read, refused, *pages/2)
	}
}

// TestPromlintFamilies compares the problems of families, which neither a page
// nor a registry would have.
func TestPromlintFamilies(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 3))
	for range *pages / 5 {
		theirs, ours := newFamilies(r)
		theirLinter, ourLinter := theirlint.NewWithMetricFamilies(theirs), ourlint.NewWithMetricFamilies(ours)
		theirLinter.AddCustomValidations(func(mf *dto.MetricFamily) []error { return custom(mf.GetName(), len(mf.Metric)) })
		ourLinter.AddCustomValidations(func(mf *model.MetricFamily) []error { return custom(mf.GetName(), len(mf.Metric)) })
		want, err := theirLinter.Lint()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ourLinter.Lint()
		if fmt.Sprint(got) != fmt.Sprint(want) || err != nil {
			t.Fatalf("seed %d: %v\ngot  %v, error %v\nwant %v", *seed, theirs, got, err, want)
		}
	}
}

// custom is a rule of the test's own.
func custom(name string, series int) []error {
	if series == 0 {
		return nil
	}
	return []error{errors.New("zz"), errors.New("a rule for " + name)}
}

// newFamilies returns the same families for both packages. Not: empty HELP
// texts and gauge histograms.
func newFamilies(r *rand.Rand) (theirs []*dto.MetricFamily, ours []*model.MetricFamily) {
	for range r.IntN(4) {
		name := lintWords[r.IntN(len(lintWords))] + pick(r, "", "", "_kb_ms", "\xff", "_total", "_HISTOGRAM")
		their, our := &dto.MetricFamily{Name: &name}, &model.MetricFamily{Name: &name}
		if r.IntN(2) == 0 {
			help := "Text."
			their.Help, our.Help = &help, &help
		}
		if typ := r.IntN(6); typ < 5 {
			their.Type, our.Type = dto.MetricType(typ).Enum(), model.MetricType(typ).Enum()
		}
		for range r.IntN(5) {
			theirMetric, ourMetric := new(dto.Metric), new(model.Metric)
			for range r.IntN(3) {
				label, value := pick(r, "le", "quantile", "fooBar", "x", "", "barBaz"), pick(r, "", "1", "\"")
				theirMetric.Label = append(theirMetric.Label, &dto.LabelPair{Name: &label, Value: &value})
				ourMetric.Label = append(ourMetric.Label, &model.LabelPair{Name: &label, Value: &value})
			}
			their.Metric, our.Metric = append(their.Metric, theirMetric), append(our.Metric, ourMetric)
		}
		theirs, ours = append(theirs, their), append(ours, our)
	}
	return theirs, ours
}
