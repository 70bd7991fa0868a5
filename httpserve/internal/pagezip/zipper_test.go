package pagezip_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os/exec"
	"reflect"
	"slices"
	"testing"

	"plainmetrics/httpserve/internal/pagezip"
)

// unzip reads a single gzip member, with nothing behind.
func unzip(t testing.TB, zipped []byte) []byte {
	t.Helper()
	in := bytes.NewReader(zipped)
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	z.Multistream(false)
	page, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if in.Len() > 0 {
		t.Fatalf("got %d bytes behind the member, want none", in.Len())
	}
	return page
}

// check compresses page behind a prefix, sees that it can be read back and
// is not too large, and returns the compressed bytes.
func check(t testing.TB, z *pagezip.Zipper, page []byte) []byte {
	t.Helper()
	zipped, ok := bytes.CutPrefix(z.Append([]byte("before"), page), []byte("before"))
	if !ok {
		t.Fatal("Append did not append")
	}
	if got := unzip(t, zipped); !bytes.Equal(got, page) {
		t.Fatalf("got another page back, of %d bytes for %d", len(got), len(page))
	}
	most := len(page) + 20 + 5*max(1, (len(page)+65534)/65535)
	if len(zipped) > most {
		t.Fatalf("got %d bytes for %d, want at most %d", len(zipped), len(page), most)
	}
	return zipped
}

// allPages returns pages of all kinds, three sizes of each hostile page.
func allPages(t testing.TB) map[string][]byte {
	pages := map[string][]byte{"empty": {}, "seed": seedPage(t)}
	for _, s := range shapes {
		pages[s.name] = s.page(newRand(7), 3000)
	}
	for _, s := range hostile {
		for name, size := range map[string]int{"": 100_000, ", small": 1000, ", tiny": 70} {
			pages[s.name+name] = s.page(newRand(7), size)
		}
	}
	return pages
}

// One Zipper compresses all pages in the order of a map, which differs each
// time. A new Zipper must give the same bytes.
func TestAppend(t *testing.T) {
	var used pagezip.Zipper
	for name, page := range allPages(t) {
		t.Run(name, func(t *testing.T) {
			got := check(t, &used, page)
			if want := check(t, new(pagezip.Zipper), page); !bytes.Equal(got, want) {
				t.Errorf("got %d bytes that depend on the pages before, want %d", len(got), len(want))
			}
		})
	}
}

// Pages end anywhere, also within the margin of the matcher.
func TestAppendEveryLength(t *testing.T) {
	var z pagezip.Zipper
	for _, page := range [][]byte{counters(newRand(1), 20), seedPage(t)[:1000], random(newRand(1), 300)} {
		for n := range page {
			check(t, &z, page[:n])
		}
	}
}

// Some bytes of each page are changed, dropped or doubled: most faults show
// where two lines should be alike and are not.
func TestAppendChanged(t *testing.T) {
	r := newRand(99)
	var z pagezip.Zipper
	for name, page := range allPages(t) {
		page = page[:min(len(page), 2000)]
		for range 30 {
			changed := bytes.Clone(page)
			for range 1 + r.IntN(8) {
				changed = change(r, changed)
			}
			t.Run(name, func(t *testing.T) { check(t, &z, append(changed, changed...)) })
		}
	}
}

func change(r *rand.Rand, page []byte) []byte {
	i := r.IntN(len(page) + 1)
	n := min(r.IntN(100), len(page)-i)
	switch r.IntN(3) {
	case 0:
		return slices.Delete(page, i, i+n)
	case 1:
		return slices.Insert(page, i, bytes.Clone(page[i:i+n])...)
	}
	return slices.Insert(page, i, "\n\"{} #/.0"[r.IntN(9)])
}

func TestAppendLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("5 MB")
	}
	var z pagezip.Zipper
	for _, page := range [][]byte{bytes.Repeat([]byte{'x'}, 3<<20), random(newRand(2), 1<<20), draw(newRand(3), 1<<20, "abc 12\"/")} {
		check(t, &z, page)
	}
}

// gzip is another reader than compress/gzip, with another author.
func TestGzipTests(t *testing.T) {
	path, err := exec.LookPath("gzip")
	if err != nil {
		t.Skip("gzip is not installed")
	}
	var z pagezip.Zipper
	var members []byte
	for _, page := range allPages(t) {
		members = z.Append(members, page) // a file may have many members
	}
	cmd := exec.Command(path, "-t")
	cmd.Stdin = bytes.NewReader(members)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("gzip -t: %v\n%s", err, out)
	}
}

// A server compresses a page at every scrape. The memory for it is in the
// Zipper and, after the first page, in dst.
func TestAppendAllocs(t *testing.T) {
	var z pagezip.Zipper
	for name, page := range map[string][]byte{
		"counters": counters(newRand(1), 2000), "stored": random(newRand(1), 100_000), "seed": seedPage(t), "empty": nil,
	} {
		dst := z.Append(nil, page)
		if got := testing.AllocsPerRun(10, func() { dst = z.Append(dst[:0], page) }); got > 0 {
			t.Errorf("%s: got %v allocations, want none", name, got)
		}
	}
}

func TestZipperSize(t *testing.T) {
	const most = 226_000 // a gzip.Writer has 800 kB
	if got := reflect.TypeFor[pagezip.Zipper]().Size(); got > most {
		t.Errorf("got a Zipper of %d bytes, want at most %d", got, most)
	}
}

func FuzzAppend(f *testing.F) {
	for _, page := range allPages(f) {
		f.Add(page[:min(len(page), 2000)])
	}
	var z pagezip.Zipper
	f.Fuzz(func(t *testing.T, page []byte) {
		check(t, &z, page)
		check(t, &z, bytes.Repeat(page, 3))
	})
}

// A page may come in chunks of any size. In chunks of a thousand lines the
// result is hardly larger than for the whole page.
func TestAddChunks(t *testing.T) {
	var z pagezip.Zipper
	random := newRand(1)
	for _, s := range shapes {
		for _, size := range []int{1, 100, 10_000, 100_000} {
			page := s.page(newRand(1), min(6000, 10*size))
			whole := len(z.Append(nil, page))
			z.Begin([]byte("in front"))
			for unread := page; len(unread) > 0; {
				n := min(len(unread), 1+random.IntN(2*size))
				z.Add(unread[:n])
				unread = unread[n:]
			}
			zipped := bytes.TrimPrefix(z.End(), []byte("in front"))
			if got := unzip(t, zipped); !bytes.Equal(got, page) {
				t.Fatalf("%s in chunks of %d bytes: got another page", s.name, size)
			}
			if size == 100_000 && len(zipped) > whole+whole/20 {
				t.Errorf("%s in chunks of %d bytes: got %d bytes, want hardly more than %d", s.name, size, len(zipped), whole)
			}
		}
	}
}

// Add may cut a page at every position, also in the middle of a line.
func TestAddEveryCut(t *testing.T) {
	var z pagezip.Zipper
	for _, page := range [][]byte{seedPage(t)[:1500], histograms(newRand(1), 28), random(newRand(1), 300)} {
		for cut := range page {
			z.Begin(nil)
			z.Add(page[:cut])
			z.Add(page[cut:])
			if got := unzip(t, z.End()); !bytes.Equal(got, page) {
				t.Fatalf("cut at %d of %d bytes: got another page", cut, len(page))
			}
		}
	}
}
