package httpserve

import (
	"bytes"
	"compress/gzip"
	"sync"

	"plainmetrics/expfmt"
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

// A zipper compresses pages, one after the other. It is worth keeping: the
// tables of its gzip.Writer are 800 kB.
type zipper struct {
	writer *gzip.Writer
	zipped bytes.Buffer
}

func newZipper() *zipper {
	if z, ok := zippers.Get().(*zipper); ok {
		return z
	}
	return &zipper{writer: gzip.NewWriter(nil)}
}

// zip returns body compressed with gzip, at the level that is the default
// of compress/gzip and client_golang's. It is valid until the release.
func (z *zipper) zip(body []byte) []byte {
	z.zipped.Reset()
	z.writer.Reset(&z.zipped)
	_, _ = z.writer.Write(body) // a bytes.Buffer returns no errors
	_ = z.writer.Close()
	return z.zipped.Bytes()
}

func (z *zipper) release() {
	if z.zipped.Cap() <= largestKept {
		zippers.Put(z)
	}
}
