package expfmt

import "sync/atomic"

// A preparation is how a format makes bytes of families and bounds once and
// for all scrapes. Each format with prepared bytes declares one preparation
// as a package variable; the address of the variable is the key of the
// bytes in the caches of families and bounds.
type preparation struct {
	// family prepares f under name: the name of f as a scheme writes it.
	family func(f *Family, name string) any

	// bounds prepares the labels of the buckets or quantiles.
	bounds func(b *Bounds) any
}

// A preparedCache has the results of the preparations of one family or of
// one set of bounds, made when a scrape first asks for them: most scrapers
// ask for the same format. The zero value is empty. Goroutines may share a
// preparedCache.
//
// The results are a list of two or three elements that only grows. Finding
// a result takes no lock, and 3 ns.
type preparedCache struct{ newest atomic.Pointer[prepared] }

type prepared struct {
	preparation *preparation
	scheme      Scheme
	result      any
	next        *prepared
}

// get returns the result of p with scheme s, or nil.
func (c *preparedCache) get(p *preparation, s Scheme) any {
	entry := c.newest.Load()
	for entry != nil && (entry.preparation != p || entry.scheme != s) {
		entry = entry.next
	}
	if entry == nil {
		return nil
	}
	return entry.result
}

// add adds a result and returns it, or the result of a goroutine that was
// faster.
func (c *preparedCache) add(p *preparation, s Scheme, result any) any {
	entry := &prepared{preparation: p, scheme: s, result: result}
	for {
		entry.next = c.newest.Load()
		if earlier := c.get(p, s); earlier != nil {
			return earlier
		}
		if c.newest.CompareAndSwap(entry.next, entry) {
			return result
		}
	}
}
