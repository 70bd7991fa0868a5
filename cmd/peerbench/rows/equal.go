package rows

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// equalPages returns an error with the first line that differs between two
// pages.
func equalPages(ours, theirs []byte) error {
	if len(ours) == 0 {
		return errors.New("expected a page, found nothing on it")
	}
	if bytes.Equal(ours, theirs) {
		return nil
	}
	next, stop := iter.Pull(bytes.Lines(theirs))
	defer stop()
	number := 0
	for our := range bytes.Lines(ours) {
		number++
		if their, _ := next(); !bytes.Equal(our, their) {
			return fmt.Errorf("the pages differ in line %d: got %q, want %q", number, our, their)
		}
	}
	their, _ := next()
	return fmt.Errorf("the pages differ in line %d: got nothing, want %q", number+1, their)
}

// equalUpToValues is equalPages for pages with moving values.
func equalUpToValues(ours, theirs []byte) error {
	return equalPages(withoutValues(ours), withoutValues(theirs))
}

// sameSeries returns an error unless both pages have samples of the same
// names and labels, in any order and with any values.
func sameSeries(ours, theirs []byte) error { return equalPages(samples(ours), samples(theirs)) }

// samples returns the sorted sample lines of a page, without their values.
func samples(page []byte) []byte {
	var lines [][]byte
	for line := range bytes.Lines(withoutValues(page)) {
		if line[0] != '#' {
			lines = append(lines, line)
		}
	}
	slices.SortFunc(lines, bytes.Compare)
	return bytes.Join(lines, nil)
}

// withoutValues returns a page without the values of its samples.
func withoutValues(page []byte) []byte {
	var without []byte
	for line := range bytes.Lines(page) {
		if end := bytes.LastIndexByte(line, ' '); end >= 0 && line[0] != '#' {
			line = append(line[:end:end], '\n')
		}
		without = append(without, line...)
	}
	return without
}

// unzipped scrapes a handler, and returns the uncompressed page.
func unzipped(z *zippedScrape) ([]byte, error) {
	var body bytes.Buffer
	z.body = &body
	defer func() { z.body = io.Discard }()
	z.scrape()
	if got := z.header.Get("Content-Encoding"); got != "gzip" {
		return nil, fmt.Errorf("expected Content-Encoding gzip, found %q", got)
	}
	r, err := gzip.NewReader(&body)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
