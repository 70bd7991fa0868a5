package proccollect

import (
	"bytes"
	"errors"
	"strconv"
)

// network is the used part of /proc/PID/net/netstat.
type network struct{ receivedBytes, sentBytes uint64 }

// parseNetstat reads /proc/PID/net/netstat: pairs of lines that start with
// the same word, the first with names, the second with a value for each
// name. Octets are bytes.
func parseNetstat(text []byte) (network, error) {
	const word = "IpExt: "
	names, below, err := findLine(text, word)
	if err != nil {
		return network{}, err
	}
	second, _, whole := bytes.Cut(below, []byte("\n"))
	if !whole || !bytes.HasPrefix(second, []byte(word)) {
		return network{}, unexpected("a second line that starts with "+strconv.Quote(word), second)
	}
	values := second[len(word):]
	if n, v := bytes.Count(names, []byte(" ")), bytes.Count(values, []byte(" ")); n != v {
		return network{}, errors.New(strconv.Quote(word) + ": expected " + strconv.Itoa(n+1) +
			" values, one for each name, found " + strconv.Itoa(v+1))
	}
	var n network
	if n.receivedBytes, err = parseColumn(names, values, "InOctets"); err != nil {
		return network{}, err
	}
	if n.sentBytes, err = parseColumn(names, values, "OutOctets"); err != nil {
		return network{}, err
	}
	return n, nil
}

// parseColumn reads the value below the name.
func parseColumn(names, values []byte, name string) (uint64, error) {
	for len(names) > 0 {
		var n, v []byte
		n, names, _ = bytes.Cut(names, []byte(" "))
		v, values, _ = bytes.Cut(values, []byte(" "))
		if string(n) == name {
			value, err := parseNumber(v)
			if err != nil {
				return 0, wrap("column "+name, err)
			}
			return value, nil
		}
	}
	return 0, errors.New("expected a column " + name + ", found none")
}
