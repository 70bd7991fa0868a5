package proccollect

import "fmt"

// bootTimeMark stands in front of the boot time in /proc/stat.
const bootTimeMark = "\nbtime "

// parseBootTime reads what follows the mark: when the kernel booted, in
// seconds since 1970.
func parseBootTime(line []byte) (uint64, error) {
	seconds, err := parseNumber(line)
	if err != nil {
		return 0, fmt.Errorf("btime: %w", err)
	}
	return seconds, nil
}
