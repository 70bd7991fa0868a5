package expfmt

import "hash/maphash"

// A seriesKey stands for the labels of a series in a set: a fraction of the
// memory of the labels themselves. Of a million series, two have the same
// key once in 40 million pages.
type seriesKey uint64

// A seriesHash returns the keys of series. Its random seed is its own, so no
// page can be made for which keys collide.
type seriesHash struct{ seed maphash.Seed }

func newSeriesHash() seriesHash { return seriesHash{maphash.MakeSeed()} }

func (h *seriesHash) key(l LabelSet) seriesKey { return seriesKey(maphash.String(h.seed, l.text)) }

// keyAt returns the key of a sample's point: a series of the text format may
// have several points with different timestamps.
func (h *seriesHash) keyAt(l LabelSet, s *pageSample) seriesKey {
	return h.keyOfPoint(l, s.timestamp, s.hasTimestamp)
}

// keyOfPoint is keyAt for a point whose timestamp is in milliseconds.
func (h *seriesHash) keyOfPoint(l LabelSet, timestamp int64, hasTimestamp bool) seriesKey {
	key := h.key(l)
	if hasTimestamp {
		key ^= (seriesKey(timestamp) + 1) * 0x9e3779b97f4a7c15 // odd, so that no two timestamps are one
	}
	return key
}
