package testutil

import (
	"bytes"
	"fmt"
	"io"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndCompare returns an error unless c has the families of the
// expected page.
func CollectAndCompare(c registry.Collector, expected io.Reader, metricNames ...string) error {
	reg, err := register(c)
	if err != nil {
		return err
	}
	return GatherAndCompare(reg, expected, metricNames...)
}

// GatherAndCompare returns an error unless g has the families of the expected
// page: in the text format, in OpenMetrics 2.0 or in the text of protobuf, as
// the package documentation describes. The native buckets of histograms count
// unless the page is in the text format.
//
// A metric name that neither side has, because of a typing mistake, say,
// makes no difference.
func GatherAndCompare(g registry.Gatherer, expected io.Reader, metricNames ...string) error {
	var want, got expfmt.Snapshot
	if err := gather(g, &got, metricNames); err != nil {
		return err
	}
	page, err := readExpected(expected)
	if err == nil {
		err = decodeExpected(page, &want, metricNames)
	}
	if err != nil {
		return err
	}
	return compare(&want, &got, expfmt.CompareOptions{IgnoreNative: !formatOf(page).showsNative})
}

// TransactionalGatherAndCompare is GatherAndCompare for a gatherer whose
// families go back to it afterwards.
func TransactionalGatherAndCompare(g registry.TransactionalGatherer, expected io.Reader, metricNames ...string) error {
	return GatherAndCompare(registry.FromTransactionalGatherer(g), expected, metricNames...)
}

// readExpected reads a page from a test's source, where the closing quote may
// be indented.
func readExpected(r io.Reader) ([]byte, error) {
	page, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("testutil: reading the expected page: %w", err)
	}
	return bytes.TrimRight(page, " \t"), nil
}

// decodeExpected writes the families of an expected page that have one of the
// names to want.
func decodeExpected(page []byte, want expfmt.Encoder, names []string) error {
	if err := formatOf(page).decode(page, filter(want, names)); err != nil {
		return fmt.Errorf("testutil: expected page: converting reader to metric families failed: %w", err)
	}
	return nil
}

func compare(want, got *expfmt.Snapshot, opts expfmt.CompareOptions) error {
	differences := expfmt.Compare(want, got, opts)
	if len(differences) == 0 {
		return nil
	}
	report := bytes.TrimSuffix(expfmt.AppendDifferences(nil, differences), []byte("\n"))
	return fmt.Errorf("testutil: metrics differ (-want +got):\n%s", report)
}
