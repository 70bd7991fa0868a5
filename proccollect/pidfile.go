package proccollect

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
)

// largestPIDFile is in bytes. A file that is none may have no end.
const largestPIDFile = 1 << 10

// PIDFromFile returns a function for Options.PID that reads the number of
// the process from a file, at every call, for the process may be started
// anew. White space around the number is ignored. The function fails if
// the file can't be read or has anything else in it than a number from 1
// to 2147483647; it reads no more than 1 KiB.
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
			return 0, fmt.Errorf("%s: expected a PID, a number from 1 to 2147483647, found %s", path, quote(text))
		}
		return int(pid), nil
	}
}

// readStart returns at most so many bytes of a file.
func readStart(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}
