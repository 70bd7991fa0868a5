package textparse

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"

	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

// An entry is a sample that the parser finds: a number, or a histogram.
type entry struct {
	labels    labels.Labels
	value     float64
	histogram *histogram.Histogram      // nil for a number
	float     *histogram.FloatHistogram // in place of histogram, if counts are fractions
	created   int64
	exemplars []exemplar.Exemplar
}

// read returns what Prometheus finds on a page. It keeps classic buckets
// beside native ones.
func read(t *testing.T, page []byte, contentType string) []entry {
	t.Helper()
	parser, err := textparse.New(page, contentType, labels.NewSymbolTable(), textparse.ParserOptions{
		EnableOpenMetrics2: true, KeepClassicOnClassicAndNativeHistograms: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	for {
		kind, err := parser.Next()
		switch {
		case errors.Is(err, io.EOF):
			return entries
		case err != nil:
			t.Fatalf("%v, in %s:\n%s", err, contentType, page)
		}
		var e entry
		switch kind {
		case textparse.EntrySeries:
			_, _, e.value = parser.Series()
		case textparse.EntryHistogram:
			_, _, e.histogram, e.float = parser.Histogram()
		default:
			continue
		}
		parser.Labels(&e.labels)
		e.created = parser.StartTimestamp()
		for found := (exemplar.Exemplar{}); parser.Exemplar(&found); found = (exemplar.Exemplar{}) {
			e.exemplars = append(e.exemplars, found)
		}
		entries = append(entries, e)
	}
}

// String says an entry as another page may have it, too: without empty buckets
// and the spans that cut them, and without exemplars, of which a page may
// have some.
func (e entry) String() string {
	switch {
	case e.histogram != nil:
		h := e.histogram.Copy()
		h.CounterResetHint = histogram.UnknownCounterReset
		return fmt.Sprintf("%v created %d: %v", e.labels, e.created, h.Compact(0))
	case e.float != nil:
		h := e.float.Copy()
		h.CounterResetHint = histogram.UnknownCounterReset
		return fmt.Sprintf("%v created %d: float %v", e.labels, e.created, h.Compact(0))
	}
	return fmt.Sprintf("%v created %d: %v", e.labels, e.created, e.value)
}

// native returns the entries that are native histograms.
func native(entries []entry) []entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return e.histogram == nil && e.float == nil })
}

// checkObserved fails unless the native buckets have the observations, each
// in the bucket between whose bounds it is. The bounds are Prometheus's own,
// which are rounded, and so not compared, among subnormal numbers.
func (e entry) checkObserved(t *testing.T, values []float64) {
	t.Helper()
	h := e.histogram
	if h == nil {
		t.Fatalf("%v: expected a native histogram of whole numbers", e)
	}
	if err := h.Validate(); err != nil {
		t.Errorf("%v: %v", e, err)
	}
	if got, want := h.Count, uint64(len(values)); got != want {
		t.Errorf("%v: got count %d, want %d", e, got, want)
	}
	within := func(lower, upper float64) (n uint64) {
		for _, v := range values {
			if v >= lower && v <= upper {
				n++
			}
		}
		return n
	}
	threshold := h.ZeroThreshold
	if want := within(-threshold, threshold); h.ZeroCount != want {
		t.Errorf("%v: got %d in the zero bucket, want %d", e, h.ZeroCount, want)
	}
	found := h.ZeroCount
	for buckets := h.PositiveBucketIterator(); buckets.Next(); {
		b := buckets.At()
		want := within(math.Nextafter(max(b.Lower, threshold), math.Inf(1)), b.Upper)
		if b.Count != want && b.Lower > smallestNormal {
			t.Errorf("%v: got %v, want %d", e, b, want)
		}
		found += b.Count
	}
	for buckets := h.NegativeBucketIterator(); buckets.Next(); {
		b := buckets.At()
		want := within(b.Lower, math.Nextafter(min(b.Upper, -threshold), math.Inf(-1)))
		if b.Count != want && b.Upper < -smallestNormal {
			t.Errorf("%v: got %v, want %d", e, b, want)
		}
		found += b.Count
	}
	if want := within(math.Inf(-1), math.Inf(1)); found != want {
		t.Errorf("%v: got %d in all buckets, want %d", e, found, want)
	}
	checkSum(t, h.Sum, values)
}

const smallestNormal = 0x1p-1022

// checkSum allows for another order of the additions.
func checkSum(t *testing.T, got float64, values []float64) {
	t.Helper()
	sum, size := 0.0, 0.0
	for _, v := range values {
		sum += v
		size += math.Abs(v)
	}
	isSame := got == sum || math.IsNaN(got) && math.IsNaN(sum)
	if !isSame && !(math.Abs(got-sum) <= size*1e-12) && !math.IsInf(size, 1) {
		t.Errorf("got sum %v, want %v", got, sum)
	}
}
