package registry

import "plainmetrics/expfmt"

// A recordOrder is the order of a page for the records of a Collector. Most
// Collectors write the same series in the same order at every scrape: then
// the order of the last scrape fits, and nothing is compared but pointers,
// which takes 10 ns a series instead of 900 for a Collector that writes
// device by device.
type recordOrder struct {
	keys []recordKey // of the records as they were written

	// sorted has the indexes of the records in the order of the page, nil if
	// they were written in that order.
	sorted []uint32

	// isUnique says that no series comes more than once: then the order
	// depends on the keys alone.
	isUnique bool

	// isDistinct says the same of the series as Prometheus sees them, for
	// which {a=""} is {}.
	isDistinct bool
}

// A recordKey is what the place of a record depends on.
type recordKey struct {
	family *expfmt.Family
	labels expfmt.LabelSet
}

func (r *record) key() recordKey { return recordKey{r.family, r.labels} }

// newRecordOrder returns the order of the records.
func newRecordOrder(records []record) *recordOrder {
	o := &recordOrder{sorted: make([]uint32, len(records)), isUnique: true}
	for i := range o.sorted {
		o.sorted[i] = uint32(i)
	}
	sortIndexes(records, o.sorted, make([]uint32, len(records)))
	isInOrder, hasEmpty := true, false
	for i := range o.sorted {
		hasEmpty = hasEmpty || records[i].hasEmptyLabel()
		isInOrder = isInOrder && o.sorted[i] == uint32(i)
		if i > 0 && records[o.sorted[i]].isSeriesOf(&records[o.sorted[i-1]]) {
			o.isUnique = false
		}
	}
	if isInOrder {
		o.sorted = nil
	}
	o.isDistinct = o.isUnique && !hasEmpty
	if o.isUnique {
		o.keys = make([]recordKey, len(records))
		for i := range records {
			o.keys[i] = records[i].key()
		}
	}
	return o
}

// isSeriesOf reports whether both records are of the same series.
func (r *record) isSeriesOf(other *record) bool {
	return r.labels == other.labels && r.family.Name() == other.family.Name()
}

// hasEmptyLabel reports whether some label has no value.
func (r *record) hasEmptyLabel() bool { return r.labels.WithoutEmpty() != r.labels }

// fits reports whether the records have the order o. A nil order fits none.
func (o *recordOrder) fits(records []record) bool {
	if o == nil || !o.isUnique || len(o.keys) != len(records) {
		return false
	}
	for i := range records {
		if records[i].key() != o.keys[i] {
			return false
		}
	}
	return true
}

// sortIndexes sorts indexes of records by merging, and needs scratch of the
// same length. Records of the same series keep their order. Sorting records
// themselves would move 48 bytes for each index.
func sortIndexes(records []record, indexes, scratch []uint32) {
	if len(indexes) < 2 {
		return
	}
	half := len(indexes) / 2
	left, right := indexes[:half], indexes[half:]
	sortIndexes(records, left, scratch)
	sortIndexes(records, right, scratch)
	isBelow := func(a, b uint32) bool { return records[a].compare(&records[b]) < 0 }
	if !isBelow(right[0], left[half-1]) {
		return
	}
	merged := scratch[:0]
	for len(left) > 0 && len(right) > 0 {
		if isBelow(right[0], left[0]) {
			merged, right = append(merged, right[0]), right[1:]
		} else {
			merged, left = append(merged, left[0]), left[1:]
		}
	}
	copy(indexes[len(merged):], left) // right has its place already
	copy(indexes, merged)
}
