package registry

// WithLabelValues returns the series with the given label values. It
// panics where GetMetricWithLabelValues fails.
func (v *Vec[T]) WithLabelValues(values ...string) *T {
	// Programs come here with every request, so nearly all is done in this
	// one function: to call several, one for each value among them, takes
	// longer than what they do. The first part is hashValues, the last one
	// is a way to compare without rendering the values.
	t, l := v.store.index.table.Load(), &v.store.desc.layout
	if t == nil || v.indirect || len(values) != len(l.steps) {
		return v.miss(values)
	}
	h := seed
	for _, value := range values {
		n := len(value)
		if n > 16 {
			h, value = foldLong(h, value)
		}
		var a, b uint64
		switch {
		case len(value) >= 8:
			a, b = load64(value), load64(value[len(value)-8:])
		case len(value) >= 4:
			a, b = load32(value), load32(value[len(value)-4:])
		case len(value) >= 2:
			a, b = load16(value), load16(value[len(value)-2:])
		case len(value) == 1:
			a = uint64(value[0])
		}
		h = fold(h^a, secret^b^uint64(n)<<32)
	}
	hash := uint32(h^h>>32) & hashMask
	slot := hash & t.mask
	one := t.slots[slot].Load()
	for one != nil && one.hash != hash {
		slot = (slot + 1) & t.mask
		one = t.slots[slot].Load()
	}
	if one == nil || one.is(escaped|removed) {
		return v.miss(values)
	}

	// Nothing in the labels was escaped. So from the first value on to the
	// end of the last one they have two quotes between a value and the next,
	// and no others. If each value is found between two quotes, all of them
	// one behind the other, and the last one ends where it must, that takes
	// all of these quotes: each value is whole. Where there are more quotes
	// between values, because constant labels or quoted names are there, all
	// that is fixed is compared as well: then a value that has quotes itself
	// makes them too many.
	labels := *one.labels.Load()
	if l.crowded && !l.fits(labels, values) {
		return v.miss(values)
	}
	at := 0
	for _, step := range l.steps {
		value := values[step.given]
		begin := at + len(step.piece)
		end := begin + len(value)
		if end >= len(labels) || labels[end] != '"' || labels[begin-1] != '"' {
			goto miss
		}
		found := labels[begin:end]
		at = end
		switch n := len(value); {
		case n > 16:
			if value != found {
				goto miss
			}
		case n >= 8:
			if load64(value) != load64(found) || load64(value[n-8:]) != load64(found[n-8:]) {
				goto miss
			}
		case n >= 4:
			if load32(value) != load32(found) || load32(value[n-4:]) != load32(found[n-4:]) {
				goto miss
			}
		case n >= 2:
			if load16(value) != load16(found) || load16(value[n-2:]) != load16(found[n-2:]) {
				goto miss
			}
		case n == 1:
			if value[0] != found[0] {
				goto miss
			}
		}
	}
	if at+len(l.tail) == len(labels) {
		return &one.cell
	}
miss:
	return v.miss(values)
}

// miss is WithLabelValues for all but a series that is found at once.
func (v *Vec[T]) miss(values []string) *T {
	if v.indirect || len(values) != len(v.store.desc.variable) {
		cell, err := v.GetMetricWithLabelValues(values...)
		if err != nil {
			panic(err)
		}
		return cell
	}
	s := v.store
	if err := s.desc.checkValues(values); err != nil {
		panic(err)
	}
	var buf [256]byte
	hash, labels := hashValues(values), s.desc.layout.append(buf[:0], values)
	if found := s.index.find(hash, labels); found != nil {
		return &found.cell
	}
	return s.bear(hash, labels, len(labels) > s.desc.layout.size(values))
}
