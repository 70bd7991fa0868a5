package proccollect

import (
	"bytes"
	"fmt"
)

// network is what is used of /proc/PID/net/netstat.
type network struct{ receivedBytes, sentBytes float64 }

// parseNetstat reads /proc/PID/net/netstat: pairs of lines that start with
// the same word, the first with names, the second with a value for each.
// Octets are bytes.
func parseNetstat(text []byte) (network, error) {
	const word = "IpExt: "
	names, below, ok := findLine(text, word)
	if !ok {
		return network{}, fmt.Errorf("expected a line that starts with %q, found none that is whole", word)
	}
	second, _, ended := bytes.Cut(below, []byte("\n"))
	values, ok := bytes.CutPrefix(second, []byte(word))
	if !ended || !ok {
		return network{}, fmt.Errorf("expected a second line that starts with %q, found %s", word, quote(second))
	}
	if n, v := bytes.Count(names, []byte(" ")), bytes.Count(values, []byte(" ")); n != v {
		return network{}, fmt.Errorf("%q: expected %d values, one for each name, found %d", word, n+1, v+1)
	}
	received, err := parseColumn(names, values, "InOctets")
	if err != nil {
		return network{}, err
	}
	sent, err := parseColumn(names, values, "OutOctets")
	if err != nil {
		return network{}, err
	}
	return network{receivedBytes: float64(received), sentBytes: float64(sent)}, nil
}

// parseColumn reads the value that stands below the name.
func parseColumn(names, values []byte, name string) (uint64, error) {
	for len(names) > 0 {
		var n, v []byte
		n, names, _ = bytes.Cut(names, []byte(" "))
		v, values, _ = bytes.Cut(values, []byte(" "))
		if string(n) == name {
			value, err := parseNumber(v)
			if err != nil {
				return 0, fmt.Errorf("column %s: %w", name, err)
			}
			return value, nil
		}
	}
	return 0, fmt.Errorf("expected a column %s, found none", name)
}
