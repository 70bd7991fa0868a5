package httpserve

import (
	"sync"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve/internal/pagezip"
)

// pages and zippers keep memory between scrapes. A sync.Pool drops memory
// that is unused for two garbage collections.
var pages, zippers sync.Pool

// smallPage is the size up to which memory is kept, whatever part of it was
// used: the size of a page of some 200,000 series.
const smallPage = 16 << 20

// isKept reports whether to keep memory with the given capacity, of which a
// scrape used so many bytes. A single large page must not hold its memory
// while smaller pages follow. But where all pages are large, to allocate a
// page takes as long as to fill it.
func isKept(capacity, used int) bool { return capacity <= max(smallPage, 2*used) }

// newPage returns an empty page. A new page has room for an eighth more than
// the last page, because a page that grows from nothing is copied a dozen
// times.
func (h *handler) newPage(format expfmt.Format) *expfmt.Page {
	if page, ok := pages.Get().(*expfmt.Page); ok {
		page.Reset(format)
		return page
	}
	last := h.pageSize.Load()
	return expfmt.NewPage(format, make([]byte, 0, last+last/8))
}

// releasePage puts a page back into the pool.
func releasePage(page *expfmt.Page) {
	if isKept(page.Cap(), page.Len()) {
		pages.Put(page)
	}
}

// A zipper compresses pages, one after the other. The pool saves an
// allocation of 225 kB, and of the compressed page, for each scrape.
type zipper struct {
	pagezip.Zipper
	add    func(text []byte) // the method value Add, allocated once
	zipped []byte
}

// newZipper returns a zipper from the pool, or a new zipper.
func newZipper() *zipper {
	if z, ok := zippers.Get().(*zipper); ok {
		return z
	}
	z := new(zipper)
	z.add = z.Add
	return z
}

// zip begins to compress the page while the gatherer writes the page.
func (z *zipper) zip(page *expfmt.Page) {
	z.Begin(z.zipped[:0])
	page.Drain(z.add)
}

// end returns the compressed page, which is valid until release.
func (z *zipper) end() []byte {
	z.zipped = z.End()
	return z.zipped
}

// release puts the zipper back into the pool.
func (z *zipper) release() {
	if isKept(cap(z.zipped), len(z.zipped)) {
		zippers.Put(z)
	}
}
