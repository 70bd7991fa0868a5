package proccollect

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// ticksPerSecond is USER_HZ, the unit in which the kernel tells times. It
// is part of the kernel's interface to programs, and 100 on every
// architecture that Go runs on, whatever the rate of the kernel's own
// clock; only sysconf of the C library could say it otherwise.
const ticksPerSecond = 100

// processStat is what is used of /proc/PID/stat.
type processStat struct {
	cpuSeconds    float64 // user and system
	startSeconds  float64 // after boot
	virtualBytes  float64
	residentBytes float64
	isZombie      bool // it has ended, and its parent has not asked how
}

// parseStat reads /proc/PID/stat: fields with a space between them, which
// proc_pid_stat(5) counts from 1. The second is the name of the command
// between parentheses. It may have spaces and parentheses in it; the last
// parenthesis of the file is that behind the name, for numbers follow.
func parseStat(text []byte) (processStat, error) {
	name := bytes.LastIndexByte(text, ')')
	rest, ok := bytes.CutPrefix(text[name+1:], []byte(" "))
	if name < 0 || !ok {
		return processStat{}, fmt.Errorf("expected a name in parentheses and a space, found %s", quote(text))
	}
	f := statFields{rest: rest, next: 3}
	// The first thread is a zombie too if it has ended before the others.
	isZombie := bytes.HasPrefix(rest, []byte("Z "))
	user := f.number(14, "utime")
	system := f.number(15, "stime")
	threads := f.number(20, "num_threads")
	start := f.number(22, "starttime")
	virtual := f.number(23, "vsize")
	resident := f.number(24, "rss")
	if f.err == nil && user+system < user {
		f.err = errors.New("expected a sum of utime and stime below 2^64, found more")
	}
	if f.err != nil {
		return processStat{}, f.err
	}
	return processStat{
		cpuSeconds:    float64(user+system) / ticksPerSecond,
		startSeconds:  float64(start) / ticksPerSecond,
		virtualBytes:  float64(virtual),
		residentBytes: float64(resident) * float64(os.Getpagesize()),
		isZombie:      isZombie && threads <= 1,
	}, nil
}

// statFields are the fields that have not been read yet. After the first
// error all numbers are 0.
type statFields struct {
	rest []byte
	next int // the number of the first field in rest
	err  error
}

// number reads the field of that number, which is not before next.
func (f *statFields) number(field int, name string) uint64 {
	if f.err != nil {
		return 0
	}
	var text []byte
	for ; f.next <= field; f.next++ {
		// More fields follow those that are read, so a space ends each; a
		// number that ends the file may have lost its last digits.
		var ok bool
		if text, f.rest, ok = bytes.Cut(f.rest, []byte(" ")); !ok {
			f.err = fmt.Errorf("expected field %d (%s), found the end in field %d", field, name, f.next)
			return 0
		}
	}
	n, err := parseNumber(text)
	if err != nil {
		f.err = fmt.Errorf("field %d (%s): %w", field, name, err)
	}
	return n
}
