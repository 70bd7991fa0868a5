package proccollect

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// PIDFromFile returns a function for Options.PID that reads the number of
// the process from a file, at every call, for the process may be started
// anew. White space around the number is ignored. The function fails if
// the file can't be read or has anything else in it than a number from 1
// to 2147483647.
func PIDFromFile(path string) func() (int, error) {
	return func() (int, error) {
		text, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		text = bytes.TrimSpace(text)
		pid, err := strconv.ParseUint(string(text), 10, 31)
		if err != nil || pid == 0 {
			return 0, fmt.Errorf("%s: expected a PID, a number from 1 to 2147483647, found %s", path, quote(text))
		}
		return int(pid), nil
	}
}
