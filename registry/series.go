package registry

import "sync/atomic"

// A series is one line of a page, or the group of lines of a histogram or
// summary. A removed series lives on in the hands of those who hold its
// cell; its run is freed when nobody holds any cell of it.
type series[T any] struct {
	// labels points to the rendered labels, which never change; but they
	// move, to where the series of a page lie one behind the other.
	labels atomic.Pointer[string]

	hash  uint32
	state atomic.Uint32 // escaped, removed
	cell  T
}

const (
	escaped uint32 = 1 << iota // some value does not stand in labels as it is
	removed
)

func (s *series[T]) is(state uint32) bool { return s.state.Load()&state != 0 }

// remove is called once, when the series has left the index.
func (s *series[T]) remove() { s.state.Store(s.state.Load() | removed) }
