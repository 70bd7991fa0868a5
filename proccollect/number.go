package proccollect

import (
	"fmt"
	"strconv"
)

// parseNumber reads a field that is digits and nothing else.
func parseNumber(field []byte) (uint64, error) {
	n, err := strconv.ParseUint(string(field), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("expected a number below 2^64, found %s", quote(field))
	}
	return n, nil
}

// quote returns text for an error, of which a wrong file should not make
// a page.
func quote(text []byte) string {
	const most = 40
	if len(text) > most {
		return strconv.Quote(string(text[:most])) + " and more"
	}
	return strconv.Quote(string(text))
}
