package testutil

import (
	"bytes"
	"fmt"
	"io"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndCompare returns an error unless c has the families of the
// expected page, which is in the text format.
func CollectAndCompare(c registry.Collector, expected io.Reader, metricNames ...string) error {
	reg, err := register(c)
	if err != nil {
		return err
	}
	return GatherAndCompare(reg, expected, metricNames...)
}

// GatherAndCompare returns an error unless g has the families of the expected
// page, which is in the text format.
//
// A metric name that neither side has, because of a typing mistake, say,
// makes no difference.
func GatherAndCompare(g registry.Gatherer, expected io.Reader, metricNames ...string) error {
	var want, got expfmt.Snapshot
	if err := gather(g, &got, metricNames); err != nil {
		return err
	}
	if err := readExpected(expected, &want, metricNames); err != nil {
		return err
	}
	return compare(&want, &got, expfmt.CompareOptions{})
}

// TransactionalGatherAndCompare is GatherAndCompare for a gatherer whose
// families go back to it afterwards.
func TransactionalGatherAndCompare(g registry.TransactionalGatherer, expected io.Reader, metricNames ...string) error {
	return GatherAndCompare(registry.FromTransactionalGatherer(g), expected, metricNames...)
}

// readExpected reads a page from a test's source, where the closing quote may
// be indented.
func readExpected(r io.Reader, want *expfmt.Snapshot, names []string) error {
	page, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("testutil: reading the expected page: %w", err)
	}
	if err := expfmt.DecodeText(bytes.TrimRight(page, " \t"), filter(want, names)); err != nil {
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
