package proccollect

import (
	"math"
	"strconv"
	"time"
)

// bootTimeMark stands in front of the boot time in /proc/stat.
const bootTimeMark = "\nbtime "

// A bootTime is when the system booted, as a setting of the clock has it.
type bootTime struct {
	seconds int64         // since 1970
	setting time.Duration // of the clock when the kernel was asked
}

// bootTimeTolerance is how far a clock may be set before the boot time is
// read again. The kernel tells whole seconds.
const bootTimeTolerance = time.Second / 2

// holds reports whether the clock still has the setting of the boot time.
func (b *bootTime) holds(setting time.Duration) bool {
	return (setting - b.setting).Abs() < bootTimeTolerance
}

// A clock tells how the time of day is set, by the monotonic clock, which
// nobody sets. A clock that is made to run faster or slower keeps its
// setting: both clocks change their speed.
type clock struct{ start time.Time }

// setting returns how far the time of day has moved against the monotonic
// clock since start. A machine that was suspended seems to be set, because
// its monotonic clock stood still; its boot time is then read for nothing.
func (c clock) setting() time.Duration {
	now := time.Now()
	return now.Round(0).Sub(c.start.Round(0)) - now.Sub(c.start) // Round takes the monotonic clock away
}

// parseBootTime reads the text behind the mark: when the kernel booted, in
// seconds since 1970. The kernel prints a time before 1970 without its sign:
// -1 as 2^64-1. A kernel's clock counts nanoseconds in 64 bits, so a boot
// time is less than 2^63 nanoseconds, 292 years, away from 1970.
func parseBootTime(line []byte) (int64, error) {
	const most = math.MaxInt64 / int64(time.Second)
	seconds, err := strconv.ParseInt(string(line), 10, 64)
	if err != nil {
		var unsigned uint64
		unsigned, err = strconv.ParseUint(string(line), 10, 64)
		seconds = int64(unsigned)
	}
	if err != nil || seconds < -most || seconds > most {
		return 0, wrap("btime", unexpected("a number of seconds within 292 years of 1970", line))
	}
	return seconds, nil
}
