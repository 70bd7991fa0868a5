package proccollect

import (
	"bytes"
	"math"
	"strconv"
)

// A limit is a soft limit, the limit in force.
type limit uint64

// unlimited is Linux's number for no limit, RLIM_INFINITY.
const unlimited limit = math.MaxUint64

// noLimit has the RLIM_INFINITY of each system that tells limits.
var noLimit = [systemCount]limit{linux: unlimited, macOS: math.MaxInt64}

// limits are the used part of /proc/PID/limits.
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
	line, _, err := findLine(text, name)
	if err != nil {
		return 0, err
	}
	soft, _, _ := bytes.Cut(bytes.TrimLeft(line, " "), []byte(" "))
	if string(soft) == "unlimited" {
		return unlimited, nil
	}
	n, err := parseNumber(soft)
	if err != nil {
		return 0, wrap(strconv.Quote(name), err)
	}
	return limit(n), nil
}
