package proccollect

// bootTimeMark stands in front of the boot time in /proc/stat.
const bootTimeMark = "\nbtime "

// parseBootTime reads the text behind the mark: when the kernel booted, in
// seconds since 1970.
func parseBootTime(line []byte) (uint64, error) {
	seconds, err := parseNumber(line)
	if err != nil {
		return 0, wrap("btime", err)
	}
	return seconds, nil
}
