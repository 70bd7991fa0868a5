package proccollect

import (
	"bytes"
	"fmt"
	"slices"
)

// Sizes of files in bytes. The kernel says 0 for every file of /proc, so
// asking it first is of no use. The largest that is read whole has 4 KiB
// today.
const (
	usualFile   = 8 << 10
	largestFile = 64 << 10
)

// readFile returns the contents of a file, which are valid until the next
// one is read. It fails for files of 64 KiB and more.
func (r *reading) readFile(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.close()
	return r.readAll(f, path)
}

// readAll is readFile for a file that is open. A read that leaves room is
// the last: the files of /proc that are read whole are one record each, of
// which the kernel gives all that there is room for.
func (r *reading) readAll(f file, path string) ([]byte, error) {
	buf := r.buf[:0]
	for len(buf) < largestFile {
		buf = slices.Grow(buf, 1)
		r.buf = buf
		room := buf[len(buf):min(cap(buf), largestFile)]
		n, err := f.read(room, len(buf))
		buf = buf[:len(buf)+n]
		if n < len(room) || err != nil {
			return buf, err
		}
	}
	return nil, fmt.Errorf("%s: expected less than %d bytes, found more", path, largestFile)
}

// readLine returns what follows mark, which is a line feed and the start
// of a line, to the end of that line. It reads no further than needed and
// keeps nothing of the lines before: on a machine with many processors and
// interrupts they have hundreds of kilobytes.
func (r *reading) readLine(path, mark string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.close()
	window := append(r.buf[:0], '\n') // so that the first line is like the others
	for at := 0; len(window) < cap(window); {
		n, err := f.read(window[len(window):cap(window)], at)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, fmt.Errorf("%s: expected a line that starts with %q, found none that is whole", path, mark[1:])
		}
		line, rest, ok := cutMarked(window[:len(window)+n], mark)
		if ok {
			return line, nil
		}
		window = append(window[:0], rest...)
		at += n
	}
	return nil, fmt.Errorf("%s: expected less than %d bytes after %q, found more", path, cap(window), mark[1:])
}

// cutMarked returns the line behind mark if all of it is in text, and
// otherwise what of text is needed to find it when more text has come.
func cutMarked(text []byte, mark string) (line, rest []byte, ok bool) {
	i := bytes.Index(text, []byte(mark))
	if i < 0 {
		return nil, text[max(0, len(text)-len(mark)+1):], false
	}
	line, _, ok = bytes.Cut(text[i+len(mark):], []byte("\n"))
	return line, text[i:], ok
}
