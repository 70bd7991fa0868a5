package httpserve

import (
	"sync"

	"plainmetrics/expfmt"
	"plainmetrics/expfmt/pagezip"
)

// Pages and zippers are kept between scrapes, by pools that give up what
// two garbage collections found unused. What is larger than largestKept
// bytes, the page of some 200,000 series, is not kept at all: one scrape
// of an exceptional page must not hold its memory for as long as ordinary
// scrapes come often.
var pages, zippers sync.Pool

const largestKept = 16 << 20

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
	if page.Cap() <= largestKept {
		pages.Put(page)
	}
}

// A zipper compresses pages, one after the other. It is worth keeping: its
// tables are 225 kB, beside the page that it has compressed.
type zipper struct {
	pagezip.Zipper
	zipped []byte
}

func newZipper() *zipper {
	if z, ok := zippers.Get().(*zipper); ok {
		return z
	}
	return new(zipper)
}

// zip returns body compressed with gzip. It is valid until the release.
func (z *zipper) zip(body []byte) []byte {
	z.zipped = z.Append(z.zipped[:0], body)
	return z.zipped
}

func (z *zipper) release() {
	if cap(z.zipped) <= largestKept {
		zippers.Put(z)
	}
}
