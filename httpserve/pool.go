package httpserve

import (
	"sync"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve/internal/pagezip"
)

// Pages and zippers are kept between scrapes, by pools that give up what
// two garbage collections found unused.
var pages, zippers sync.Pool

// smallPage is the size, that of a page of some 200,000 series, up to which
// memory is kept however little of it was used.
const smallPage = 16 << 20

// isKept reports whether memory is kept of which used bytes were needed:
// one scrape of an exceptional page must not hold its memory for as long as
// ordinary scrapes come often, but where all pages are large, to make one
// anew takes as long as to fill it.
func isKept(capacity, used int) bool { return capacity <= max(smallPage, 2*used) }

// newPage returns an empty page. If it has to make one, it makes it as
// large as the last one and a bit, because a page that grows as it is
// written is copied a dozen times.
func (h *handler) newPage(format expfmt.Format) *expfmt.Page {
	if page, ok := pages.Get().(*expfmt.Page); ok {
		page.Reset(format)
		return page
	}
	last := h.pageSize.Load()
	return expfmt.NewPage(format, make([]byte, 0, last+last/8))
}

func releasePage(page *expfmt.Page) {
	if isKept(page.Cap(), page.Len()) {
		pages.Put(page)
	}
}

// A zipper compresses pages, one after the other. It is worth keeping: its
// tables are 225 kB, beside the page that it has compressed.
type zipper struct {
	pagezip.Zipper
	add    func(part []byte) // Add, made once
	zipped []byte
}

func newZipper() *zipper {
	if z, ok := zippers.Get().(*zipper); ok {
		return z
	}
	z := new(zipper)
	z.add = z.Add
	return z
}

// zip compresses the page as it is written.
func (z *zipper) zip(page *expfmt.Page) {
	z.Begin(z.zipped[:0])
	page.Drain(z.add)
}

// end returns the compressed page. It is valid until the release.
func (z *zipper) end() []byte {
	z.zipped = z.End()
	return z.zipped
}

func (z *zipper) release() {
	if isKept(cap(z.zipped), len(z.zipped)) {
		zippers.Put(z)
	}
}
