package proccollect

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
)

// largestPIDFile is a size in bytes. A path that leads to another kind of
// file, such as a device, may have no end.
const largestPIDFile = 1 << 10

// PIDFromFile returns a function for Options.PID that reads the number of
// the process from a file at every call, for the process may be started
// anew. The function ignores white space around the number, and reads no
// more than 1 KiB. The function fails if the file can't be read, or if its
// text is anything but a number from 1 to 2147483647.
func PIDFromFile(path string) func() (int, error) {
	return func() (int, error) {
		text, err := readStart(path, largestPIDFile+1)
		if err != nil {
			return 0, err
		}
		if len(text) > largestPIDFile {
			return 0, fmt.Errorf("%s: expected a PID, found more than %d bytes", path, largestPIDFile)
		}
		text = bytes.TrimSpace(text)
		pid, err := strconv.ParseUint(string(text), 10, 31)
		if err != nil || pid == 0 {
			return 0, wrap(path, unexpected("a PID, a number from 1 to 2147483647", text))
		}
		return int(pid), nil
	}
}

// readStart returns the start of a file, at most limit bytes.
func readStart(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}
