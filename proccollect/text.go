package proccollect

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// findLine returns the text behind prefix in the first line that starts
// with prefix, and the lines below. A line without a line feed at its end
// may have lost its last bytes, so findLine does not find it.
func findLine(text []byte, prefix string) (line, below []byte, err error) {
	for {
		line, below, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return nil, nil, errors.New(noLine(prefix))
		}
		if len(line) >= len(prefix) && string(line[:len(prefix)]) == prefix {
			return line[len(prefix):], below, nil
		}
		text = below
	}
}

// noLine says that a text has no whole line with the prefix.
func noLine(prefix string) string {
	return "expected a line that starts with " + strconv.Quote(prefix) + ", found none that is whole"
}

// parseNumber reads a field of digits and nothing else.
func parseNumber(field []byte) (uint64, error) {
	n, err := strconv.ParseUint(string(field), 10, 64)
	if err != nil {
		return 0, unexpected("a number below 2^64", field)
	}
	return n, nil
}

// unexpected returns an error that quotes at most 40 bytes of found: a wrong
// file should not fill the log.
func unexpected(expected string, found []byte) error {
	const most = 40
	end := ""
	if len(found) > most {
		found, end = found[:most], " and more"
	}
	return errors.New("expected " + expected + ", found " + strconv.Quote(string(found)) + end)
}

// wrap puts a prefix, such as the path of a file, in front of an error.
func wrap(prefix string, err error) error { return fmt.Errorf("%s: %w", prefix, err) }
