package messages

import (
	"fmt"
	"slices"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// Families are the families of the last scrape, for the next one: their lines
// and their bounds take long to render. The zero Families are ready for use,
// by several goroutines.
type Families struct {
	last  atomic.Pointer[map[string]known]
	spare atomic.Pointer[[]bufferedSeries] // memory for the next scrape
}

// largestSpare is the number of series whose memory, about 3 MB, is kept.
const largestSpare = 10_000

type known struct {
	*expfmt.Family
	bounds *expfmt.Bounds // of the last series
}

// A Writer writes the families of one scrape. Begin begins a family, Next and
// Check make its series, and End writes them. A family that makes no sense is
// left out, whole, and Close has its error.
type Writer struct {
	enc      expfmt.Encoder
	families *Families
	last     map[string]known // of the last scrape, or nil
	known    map[string]known // of this scrape

	name   string // of the family
	family known
	err    error            // that keeps the family from the page
	series []bufferedSeries // the memory of earlier families lies behind the end

	errs []error
}

// A bufferedSeries waits until all series of its family are converted. A page
// with a part of a family would be wrong without a sign.
type bufferedSeries struct {
	Series
	set expfmt.LabelSet
}

// clear empties s, but keeps the memory of its numbers.
func (s *bufferedSeries) clear() {
	clear(s.labels[:cap(s.labels)])
	clear(s.exemplars[:cap(s.exemplars)])
	if s.buckets != nil {
		exemplars := s.buckets.native.Exemplars
		clear(exemplars[:cap(exemplars)])
	}
	s.Reset(nil)
	s.set = expfmt.LabelSet{}
}

// NewWriter returns a Writer that writes to enc.
func NewWriter(enc expfmt.Encoder, families *Families) *Writer {
	w := &Writer{enc: enc, families: families, known: make(map[string]known)}
	if last := families.last.Load(); last != nil {
		w.last = *last
	}
	if spare := families.spare.Swap(nil); spare != nil {
		w.series = *spare
	}
	return w
}

// Begin begins a family. The type is a number of client_model's enumeration
// MetricType; n is the number of series.
func (w *Writer) Begin(name, help, unit string, typ int32, n int) {
	w.series = slices.Grow(w.series[:0], n)
	w.name, w.err = name, nil
	t, ok := TypeOf(typ)
	if !ok {
		w.err = fmt.Errorf("expected a type from 0 to %d, found %d", len(types)-1, typ)
	}
	w.family = w.last[name]
	if f := w.family; f.Name() == name && f.Help() == help && f.Unit() == unit && f.Type() == t {
		return
	}
	f, err := expfmt.NewFamily(name, help, t)
	if err == nil && unit != "" {
		f, err = f.WithUnit(unit)
	}
	w.family = known{Family: f}
	if w.err == nil {
		w.err = err
	}
}

// Type returns the type of the family.
func (w *Writer) Type() expfmt.Type { return w.family.Type() }

// Next returns an empty series, the next of the family.
func (w *Writer) Next() *Series {
	n := len(w.series)
	if n < cap(w.series) {
		w.series = w.series[:n+1]
	} else {
		w.series = append(w.series, bufferedSeries{})
	}
	s := &w.series[n]
	s.Reset(w.family.bounds)
	return &s.Series
}

// Check checks the series of the last Next. It takes the result of the reader.
func (w *Writer) Check(err error) {
	n := len(w.series) - 1
	s := &w.series[n]
	if err == nil {
		s.set, err = s.LabelSet()
	}
	if err == nil {
		err = s.Point.Check(w.Type())
	}
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("series %d: %w", n, err)
	}
	w.family.bounds = s.Point.Bounds
}

// End writes the family, unless it has an error.
func (w *Writer) End() {
	if w.err == nil {
		w.known[w.name] = w.family
		for i := range w.series {
			w.enc.Point(w.family.Family, w.series[i].set, &w.series[i].Point)
		}
	} else {
		w.errs = append(w.errs, fmt.Errorf("family %q: %w", w.name, w.err))
	}
}

// Close ends the scrape, and returns the errors of its families.
func (w *Writer) Close() []error {
	w.families.last.Store(&w.known)
	if n := cap(w.series); n > 0 && n <= largestSpare {
		w.series = w.series[:n]
		for i := range w.series {
			w.series[i].clear()
		}
		w.families.spare.Store(&w.series)
	}
	return w.errs
}
