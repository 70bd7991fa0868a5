package native

import "plainmetrics/expfmt"

// Spans are buckets to which Add adds. The zero value has no bucket.
type Spans struct {
	expfmt.NativeBuckets
	next int // the index behind the last bucket
}

// maxGap is the number of missing buckets up to which a span goes on: two
// counts of 0 take no more bytes than a new span. It is client_golang's number.
const maxGap = 2

// Add adds a bucket, with an index above the index of the bucket before.
func (s *Spans) Add(index int, count uint64) {
	gap := index - s.next
	if len(s.Spans) == 0 || gap > maxGap {
		s.Spans = append(s.Spans, expfmt.Span{Offset: int32(gap)})
		gap = 0
	}
	counts := [maxGap + 1]uint64{}
	counts[gap] = count
	s.Counts = append(s.Counts, counts[:gap+1]...)
	s.Spans[len(s.Spans)-1].Length += uint32(gap) + 1
	s.next = index + 1
}
