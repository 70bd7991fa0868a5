package proccollect

import (
	"bytes"
	"fmt"
	"math"
)

// A limit is a soft limit, that is, the one which holds now.
type limit uint64

// unlimited is no limit, by the kernel's own number for it, RLIM_INFINITY.
const unlimited limit = math.MaxUint64

// limits is what is used of /proc/PID/limits.
type limits struct {
	openFiles    limit
	addressSpace limit // in bytes
}

// parseLimits reads /proc/PID/limits: a line for each limit, with its
// name, the soft value, the hard value and the unit in columns.
func parseLimits(text []byte) (l limits, err error) {
	if l.openFiles, err = parseSoftLimit(text, "Max open files "); err != nil {
		return limits{}, err
	}
	if l.addressSpace, err = parseSoftLimit(text, "Max address space "); err != nil {
		return limits{}, err
	}
	return l, nil
}

// parseSoftLimit reads the first column after the name.
func parseSoftLimit(text []byte, name string) (limit, error) {
	line, _, ok := findLine(text, name)
	if !ok {
		return 0, fmt.Errorf("expected a line that starts with %q, found none that is whole", name)
	}
	soft, _, _ := bytes.Cut(bytes.TrimLeft(line, " "), []byte(" "))
	if string(soft) == "unlimited" {
		return unlimited, nil
	}
	n, err := parseNumber(soft)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", name, err)
	}
	return limit(n), nil
}
