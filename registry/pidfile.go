package registry

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// NewPidFileFn returns a function that reads the number of a process from a
// file, for the collector of a process other than this one.
func NewPidFileFn(pidFilePath string) func() (int, error) {
	return func() (int, error) {
		content, err := os.ReadFile(pidFilePath)
		if err != nil {
			return 0, fmt.Errorf("can't read pid file %q: %w", pidFilePath, err)
		}
		pid, err := strconv.Atoi(string(bytes.TrimSpace(content)))
		if err != nil {
			return 0, fmt.Errorf("can't parse pid file %q: %w", pidFilePath, err)
		}
		return pid, nil
	}
}
