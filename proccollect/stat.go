package proccollect

import (
	"bytes"
	"errors"
	"os"
	"strconv"
)

// ticksPerSecond is USER_HZ, the unit in which the kernel tells times. The
// unit is part of the kernel's interface to programs, and 100 on every
// architecture that Go runs on, whatever the rate of the kernel's own
// clock; only sysconf of the C library could say otherwise.
const ticksPerSecond = 100

// processStat is the used part of /proc/PID/stat.
type processStat struct {
	cpuSeconds    float64 // user and system
	startSeconds  float64 // after boot
	virtualBytes  float64
	residentBytes float64
	isZombie      bool // the process has ended, and its parent has not asked how
}

// A statField is a field of /proc/PID/stat.
type statField struct {
	number int
	name   string
}

// describe names the field in an error.
func (f statField) describe() string { return strconv.Itoa(f.number) + " (" + f.name + ")" }

// statFields are the fields that parseStat reads, with their numbers.
var statFields = [...]statField{{14, "utime"}, {15, "stime"}, {20, "num_threads"}, {22, "starttime"}, {23, "vsize"}, {24, "rss"}}

// parseStat reads /proc/PID/stat: fields with a space between them, which
// proc_pid_stat(5) counts from 1. The second is the name of the command
// between parentheses. The name may have spaces and parentheses, too; the
// last parenthesis of the file ends the name, for numbers follow.
func parseStat(text []byte) (processStat, error) {
	name := bytes.LastIndexByte(text, ')')
	fields := text[name+1:]
	if name < 0 || len(fields) == 0 || fields[0] != ' ' {
		return processStat{}, unexpected("a name in parentheses and a space", text)
	}
	fields = fields[1:]
	isZombie := bytes.HasPrefix(fields, []byte("Z "))
	var numbers [len(statFields)]uint64
	next := 3 // the number of the first of the fields
	for i, f := range statFields {
		var field []byte
		for ; next <= f.number; next++ {
			// More fields follow the read fields, so a space ends each; a
			// number that ends the file may have lost its last digits.
			var ended bool
			if field, fields, ended = bytes.Cut(fields, []byte(" ")); !ended {
				return processStat{}, errors.New("expected field " + f.describe() +
					", found the end in field " + strconv.Itoa(next))
			}
		}
		var err error
		if numbers[i], err = parseNumber(field); err != nil {
			return processStat{}, wrap("field "+f.describe(), err)
		}
	}
	user, system, threads := numbers[0], numbers[1], numbers[2]
	start, virtual, resident := numbers[3], numbers[4], numbers[5]
	if user+system < user {
		return processStat{}, errors.New("expected a sum of utime and stime below 2^64, found more")
	}
	return processStat{
		cpuSeconds:    float64(user+system) / ticksPerSecond,
		startSeconds:  float64(start) / ticksPerSecond,
		virtualBytes:  float64(virtual),
		residentBytes: float64(resident) * float64(os.Getpagesize()),
		// The first thread of a living process is a zombie, too, if the
		// thread has ended before the others.
		isZombie: isZombie && threads <= 1,
	}, nil
}
