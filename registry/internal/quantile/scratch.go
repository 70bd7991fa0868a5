package quantile

import "sync"

// A scratch is memory for the work on one batch, about 20 KB. Scratches
// come from a pool, so a program has as many as batches are worked on at
// once, and a batch does not allocate.
type scratch struct {
	batch, buffer [ExactUpTo]key
	tuples        []tuple
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// sort returns the sorted keys of up to ExactUpTo numbers. They are valid
// until the next call.
func (m *scratch) sort(numbers []float64) []key {
	keys := m.batch[:len(numbers)]
	for i, v := range numbers {
		keys[i] = newKey(v)
	}
	sortKeys(keys, m.buffer[:])
	return keys
}
