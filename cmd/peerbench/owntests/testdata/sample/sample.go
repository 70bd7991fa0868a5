// Package sample is a package whose tests use exported and other names.
package sample

const header = "X-Sample"

// A Box has a lid.
type Box struct {
	Width int
	lid   bool
}

// Open opens the box.
func (b *Box) Open() { b.lid = true }

// New returns a box.
func New(width int) *Box { return &Box{Width: width} }

func secret() {}
