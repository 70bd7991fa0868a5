package series

import (
	"fmt"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A LabelCache makes the label sets of a template, and remembers them: a
// Collector of const metrics gives the same values at every scrape. NewLabelCache
// makes a LabelCache. Its methods may be called at the same time.
//
// The cache is a table without chains: of two sets with the same slot, the
// later one stays. A set found again costs 20 ns, another one 150.
type LabelCache struct {
	metric fmt.Stringer // names the metric in errors
	lookup lookup
	table  atomic.Pointer[[]atomic.Pointer[cachedLabels]]

	mu       sync.Mutex // held to make a set
	text     expfmt.LabelText
	replaced int // sets since the table has grown
}

// A cachedLabels is a label set and the hash of its values.
type cachedLabels struct {
	hash   uint32
	labels expfmt.LabelSet
}

// The table has from 8 up to 16,384 slots.
const (
	smallestLabelTable = 8
	largestLabelTable  = 1 << 14
)

// NewLabelCache returns an empty LabelCache.
func NewLabelCache(metric fmt.Stringer, t *expfmt.LabelTemplate) *LabelCache {
	c := &LabelCache{metric: metric, lookup: newLookup(t, false)}
	table := make([]atomic.Pointer[cachedLabels], smallestLabelTable)
	c.table.Store(&table)
	return c
}

// Get returns the label set with the given values. Get fails unless there is
// a value in valid UTF-8 for each variable label.
func (c *LabelCache) Get(values []string) (expfmt.LabelSet, error) {
	if len(values) != c.lookup.direct {
		return c.make(0, values)
	}
	hash := hashValues(values)
	table := *c.table.Load()
	found := table[hash&uint32(len(table)-1)].Load()
	if found != nil && found.hash == hash && !c.lookup.isEscaped(found.labels.String(), values) && c.lookup.matches(found.labels.String(), values) {
		return found.labels, nil
	}
	return c.make(hash, values)
}

// make makes a label set and remembers it.
func (c *LabelCache) make(hash uint32, values []string) (expfmt.LabelSet, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	labels, err := c.text.Make(c.lookup.template, values)
	if err != nil {
		return labels, describe(err, c.metric, c.lookup.template, values)
	}
	if c.lookup.isEscaped(labels.String(), values) {
		return labels, nil // matches can't compare it
	}
	table := *c.table.Load()
	slot := &table[hash&uint32(len(table)-1)]
	if slot.Load() != nil {
		c.replaced++
	}
	slot.Store(&cachedLabels{hash, labels})
	if c.replaced > len(table)/2 && len(table) < largestLabelTable {
		c.grow(table)
	}
	return labels, nil
}

// grow doubles the table.
func (c *LabelCache) grow(table []atomic.Pointer[cachedLabels]) {
	larger := make([]atomic.Pointer[cachedLabels], 2*len(table))
	for i := range table {
		if found := table[i].Load(); found != nil {
			larger[found.hash&uint32(len(larger)-1)].Store(found)
		}
	}
	c.replaced = 0
	c.table.Store(&larger)
}

// describe adds the name of the metric to an error of LabelText.Make.
func describe(err error, metric fmt.Stringer, t *expfmt.LabelTemplate, values []string) error {
	err = fmt.Errorf("registry: metric %v: %w", metric, err)
	if len(values) != t.Len() {
		err = fmt.Errorf("%s: %w", InconsistentCardinality, err)
	}
	return err
}
