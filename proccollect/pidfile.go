package proccollect

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
)

// largestPID is a size in bytes. A path that leads to another kind of file,
// such as a device, may have no end.
const largestPID = 1 << 10

// PIDFromFile returns a function for Options.PID that reads the number of
// the process from a file at every call, for the process may be started
// anew. The number is the first line of the file, white space around the
// number is ignored, and further lines may hold anything: PostgreSQL's
// postmaster.pid has a data directory and a port there. The function reads
// no more than 1 KiB. The function fails if the file can't be read, or if
// the first line is anything but a number from 1 to 2147483647.
func PIDFromFile(path string) func() (int, error) {
	return func() (int, error) {
		text, err := readStart(path, largestPID+1)
		if err != nil {
			return 0, err
		}
		line, _, isWhole := bytes.Cut(bytes.TrimLeft(text, " \t\r\n"), []byte("\n"))
		if !isWhole && len(text) > largestPID {
			return 0, fmt.Errorf("%s: expected a PID in the first line, found more than %d bytes", path, largestPID)
		}
		line = bytes.TrimSpace(line)
		pid, err := strconv.ParseUint(string(line), 10, 31)
		if err != nil || pid == 0 {
			return 0, wrap(path, unexpected("a PID in the first line, a number from 1 to 2147483647", line))
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
