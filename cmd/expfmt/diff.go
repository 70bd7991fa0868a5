package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"plainmetrics/expfmt"
)

// diff prints the differences between two pages.
func diff(ctx context.Context, c *command, args []string) (int, error) {
	flags := newFlags("diff")
	var forced *format
	var opts expfmt.CompareOptions
	flags.Var(formatFlag{format: &forced}, "format", "")
	flags.Var(patternsFlag{patterns: &opts.Ignore}, "ignore", "")
	flags.Var(patternsFlag{patterns: &opts.IgnoreValues, isOptional: true}, "ignore-values", "")
	flags.Var(fractionFlag{&opts.Tolerance}, "tolerance", "")
	names, err := parseArgs(flags, args)
	switch {
	case err != nil:
		return exitFailed, err
	case len(names) != 2:
		return exitFailed, fmt.Errorf("diff: expected two pages, found %d; --help describes the command", len(names))
	}
	golden, err := c.reader.open(ctx, names[0], forced, text)
	if err != nil {
		return exitFailed, err
	}
	defer golden.close()
	actual, err := c.reader.open(ctx, names[1], forced, golden.format)
	if err != nil {
		return exitFailed, err
	}
	defer actual.close()
	opts.IgnoreNative = !golden.format.showsNative || !actual.format.showsNative
	comparer := expfmt.NewComparer(opts)
	want, got := nativeFinder{Encoder: comparer.Want()}, nativeFinder{Encoder: comparer.Got()}
	if err := decodeInTurns(golden, &want, actual, &got); err != nil {
		return exitFailed, err
	}
	c.warn(golden)
	c.warn(actual)
	if opts.IgnoreNative && want.found {
		c.warnOfNative(golden, actual)
	}
	if opts.IgnoreNative && got.found {
		c.warnOfNative(actual, golden)
	}
	differences := comparer.Differences()
	if len(differences) == 0 {
		return exitClean, nil
	}
	report := fmt.Appendf(nil, "--- %s\n+++ %s\n", golden.title, actual.title)
	return exitFindings, c.print(expfmt.AppendDifferences(report, differences))
}

// warnOfNative says that the native histograms of a page are not compared.
func (c *command) warnOfNative(p, other *page) {
	fmt.Fprintf(c.stderr, "expfmt: %s: native buckets are not compared: %s has none in the format %s\n", p.title, other.title, other.format.name)
}

// A nativeFinder is an Encoder that finds out if a page has native histograms.
type nativeFinder struct {
	expfmt.Encoder
	found bool
}

// Point implements expfmt.Encoder.
func (f *nativeFinder) Point(family *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	f.found = f.found || p.Native != nil
	f.Encoder.Point(family, l, p)
}

// decodeInTurns decodes two pages, a part of the page of which fewer bytes
// have been read at a time, so that series in the same order meet soon. An
// error of one page ends both.
func decodeInTurns(golden *page, want expfmt.Encoder, actual *page, got expfmt.Encoder) error {
	var goldenErr, actualErr error
	nextOfGolden, stopGolden := iter.Pull(turns(golden, want, &goldenErr))
	defer stopGolden()
	nextOfActual, stopActual := iter.Pull(turns(actual, got, &actualErr))
	defer stopActual()
	for moreGolden, moreActual := true, true; moreGolden || moreActual; {
		if !moreActual || moreGolden && golden.size <= actual.size {
			_, moreGolden = nextOfGolden()
		} else {
			_, moreActual = nextOfActual()
		}
		switch {
		case goldenErr != nil:
			return golden.located(goldenErr)
		case actualErr != nil:
			return actual.located(actualErr)
		}
	}
	return nil
}

// turns decodes a page, sets err, and yields before it reads each part.
func turns(p *page, enc expfmt.Encoder, err *error) iter.Seq[struct{}] {
	return func(yield func(struct{}) bool) {
		p.beforeRead = func() error {
			if !yield(struct{}{}) {
				return errors.New("the other page has ended in an error")
			}
			return nil
		}
		*err = p.decode(enc)
	}
}
